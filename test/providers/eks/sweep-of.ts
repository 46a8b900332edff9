import type { Place, Selection } from "../../../providers/contract.ts";
import { reader } from "../../../providers/eks/reader.ts";
import { facts } from "../../../providers/eks/trail.ts";
import type { ClusterRecord, ResourceRecord } from "../../../src/model/cluster.ts";
import type { Evidence, LedgerEntry } from "../../../src/model/evidence.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type {
  AwsAccount,
  AwsCluster,
  AwsLandscape,
  AwsLogGroup,
  AwsRegion,
} from "../../../src/simulator/aws/landscape.ts";
import type { Knobs } from "../../../src/simulator/cloud.ts";
import { startSimulator, type SeenCall } from "../../../src/simulator/server.ts";
import { createRun } from "../../../src/sweep/run.ts";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";
/** The clock of the reading and of the cloud. */
export const NOW = "2026-11-24T10:00:00Z";

export interface Swept {
  readonly clusters: readonly ClusterRecord[];
  readonly resources: ReadonlyMap<string, ResourceRecord>;
  readonly ledger: readonly LedgerEntry[];
  readonly evidence: readonly Evidence[];
  readonly calls: readonly SeenCall[];
  /** Everything that was written, in its order. */
  readonly kinds: readonly string[];
  cluster(name: string): ClusterRecord;
  group(name: string): ResourceRecord;
  trail(name: string): Trail;
}

export interface SweepSettings {
  readonly knobs?: Knobs;
  readonly selection?: Selection;
  /** Set on top of the simulator's variables; undefined removes one. */
  readonly env?: { readonly [name: string]: string | undefined };
  readonly signal?: AbortSignal;
}

/** Sweeps a landscape with the real SDK clients over real sockets. */
export async function sweepOf(landscape: AwsLandscape, settings: SweepSettings = {}): Promise<Swept> {
  const simulator = await startSimulator([awsCloud({ now: NOW, ...landscape })], settings.knobs);
  const restore = setEnv({ ...simulator.env, ...settings.env });
  const clusters: ClusterRecord[] = [];
  const resources = new Map<string, ResourceRecord>();
  const ledger: LedgerEntry[] = [];
  const evidence: Evidence[] = [];
  const kinds: string[] = [];
  const run = createRun({
    sink: {
      evidence: (record) => void evidence.push(record),
      cluster: (record) => void (clusters.push(record), kinds.push(record.name)),
      resource: (record) => void (resources.set(record.id, record), kinds.push(record.id)),
      ledger: (entry) => void ledger.push(entry),
    },
    signal: settings.signal ?? new AbortController().signal,
    env: process.env,
    now: () => new Date(NOW),
    retry: { baseMs: 1, baseThrottledMs: 1, attemptTimeoutMs: 600 },
  });
  try {
    const places: Place[] = [];
    for await (const place of reader.plan(settings.selection ?? {}, run)) places.push(place);
    await Promise.all(places.map(async (place) => run.ledger(await reader.read(place as never, run))));
  } finally {
    restore();
    await simulator.close();
  }
  const cluster = (name: string): ClusterRecord =>
    found(
      clusters.find((record) => record.name === name),
      name,
    );
  return {
    clusters,
    resources,
    ledger,
    evidence,
    calls: simulator.calls,
    kinds,
    cluster,
    group: (name) => found(resources.get(`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/eks/${name}/cluster`), name),
    trail: (name) => facts.trail(cluster(name), (id) => resources.get(id)),
  };
}

/** Sets variables and returns what puts the old ones back. */
export function setEnv(changes: { readonly [name: string]: string | undefined }): () => void {
  const before = new Map(Object.keys(changes).map((name) => [name, process.env[name]]));
  for (const [name, value] of Object.entries(changes)) put(name, value);
  return () => before.forEach((value, name) => put(name, value));
}

function put(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`nothing was read under the name ${name}`);
  return value;
}

/** One account with one region that holds this. */
export function regionWith(region: Omit<AwsRegion, "name">, account: Partial<AwsAccount> = {}): AwsLandscape {
  return { caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions: [{ name: REGION, ...region }], ...account }] };
}

/** One cluster named alpha with audit logging on and its log group, with whatever is to be different. */
export function alpha(
  cluster: Partial<AwsCluster> = {},
  group: Partial<AwsLogGroup> = {},
): Pick<AwsRegion, "clusters" | "logGroups"> {
  return {
    clusters: [{ name: "alpha", logTypes: ["audit", "authenticator"], ...cluster }],
    logGroups: [{ name: "/aws/eks/alpha/cluster", retentionInDays: 365, ...group }],
  };
}
