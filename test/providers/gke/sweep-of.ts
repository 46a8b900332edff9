import type { Selection } from "../../../providers/contract.ts";
import type { GkePlace } from "../../../providers/gke/plan.ts";
import { reader } from "../../../providers/gke/reader.ts";
import { facts } from "../../../providers/gke/trail.ts";
import type { ClusterRecord, ResourceRecord } from "../../../src/model/cluster.ts";
import type { Evidence, LedgerEntry } from "../../../src/model/evidence.ts";
import type { Fact, Gap } from "../../../src/model/fact.ts";
import type { Route, Store, StreamState, Trail } from "../../../src/model/trail.ts";
import type { Knobs } from "../../../src/simulator/cloud.ts";
import { googleCloud } from "../../../src/simulator/google/index.ts";
import type { GoogleLandscape, SimContainer, SimProject } from "../../../src/simulator/google/landscape.ts";
import { startSimulator, type SeenCall } from "../../../src/simulator/server.ts";
import { createRun } from "../../../src/sweep/run.ts";

export const PROJECT = "shop-prod";
export const NUMBER = "500000000001";
export const FOLDER = "213000000001";
export const ORGANIZATION = "310000000001";

export interface Swept {
  readonly clusters: readonly ClusterRecord[];
  readonly resources: ReadonlyMap<string, ResourceRecord>;
  readonly ledger: readonly LedgerEntry[];
  readonly evidence: readonly Evidence[];
  readonly calls: readonly SeenCall[];
  /** Everything that was written, in its order. */
  readonly kinds: readonly string[];
  cluster(name: string): ClusterRecord;
  trail(name: string): Trail;
}

export interface SweepSettings {
  readonly knobs?: Knobs;
  readonly selection?: Selection;
  readonly env?: { readonly [name: string]: string | undefined };
  readonly signal?: AbortSignal;
}

/** Sweeps a landscape with the real SDK clients over real sockets. */
export async function sweepOf(landscape: GoogleLandscape, settings: SweepSettings = {}): Promise<Swept> {
  const simulator = await startSimulator([googleCloud(landscape)], settings.knobs);
  const restore = setEnv({ ...simulator.env, ...settings.env });
  const clusters: ClusterRecord[] = [];
  const resources = new Map<string, ResourceRecord>();
  const ledger: LedgerEntry[] = [];
  const evidence: Evidence[] = [];
  const kinds: string[] = [];
  const run = createRun({
    sink: {
      evidence: (record) => void evidence.push(record),
      cluster: (record) => void (clusters.push(record), kinds.push(record.id)),
      resource: (record) => void (resources.set(record.id, record), kinds.push(record.id)),
      ledger: (entry) => void ledger.push(entry),
    },
    signal: settings.signal ?? new AbortController().signal,
    env: process.env,
    now: () => new Date("2026-11-24T10:00:00Z"),
    retry: { attempts: 3, attemptsThrottled: 3, baseMs: 1, baseThrottledMs: 1, attemptTimeoutMs: 1500 },
  });
  try {
    const places: GkePlace[] = [];
    for await (const place of reader.plan(settings.selection ?? {}, run)) places.push(place);
    await Promise.all(
      places.map(async (place) => run.ledger(await reader.read(place, run.within(new AbortController().signal)))),
    );
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

/** What must be there. */
export function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
}

export interface Hierarchy {
  readonly project?: Partial<SimProject>;
  readonly folder?: Partial<SimContainer>;
  readonly organization?: Partial<SimContainer>;
}

/** One cluster named pay, in a project in a folder in an organisation. */
export function landscapeWith(parts: Hierarchy = {}, rest: Partial<GoogleLandscape> = {}): GoogleLandscape {
  const { projects = [], ...others } = rest;
  return {
    organizations: [{ id: ORGANIZATION, ...parts.organization }],
    folders: [{ id: FOLDER, parent: `organizations/${ORGANIZATION}`, ...parts.folder }],
    projects: [
      {
        id: PROJECT,
        number: NUMBER,
        parent: `folders/${FOLDER}`,
        clusters: [{ name: "pay", location: "europe-west1" }],
        ...parts.project,
      },
      ...projects,
    ],
    ...others,
  };
}

/** The value of a fact, or what would settle it. */
export function seen<T>(fact: Fact<T>): T | string {
  if (fact.state === "known") return fact.value;
  return fact.state === "unknown" ? `unknown: ${fact.gaps.map(settledBy).join(", ")}` : fact.reason;
}

function settledBy({ call, permission, on }: Gap): string {
  return `${permission ?? call} on ${on}`;
}

export function streamOf(trail: Trail, id: string): StreamState {
  return found(
    trail.streams.find((stream) => stream.id === id),
    id,
  );
}

export function routeTo(trail: Trail, name: string): Route {
  return found(
    trail.routes.find((route) => route.name === name || route.id === name),
    name,
  );
}

export function storeNamed(trail: Trail, name: string): Store {
  return found(
    trail.stores.find((store) => store.name === name),
    name,
  );
}
