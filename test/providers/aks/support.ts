import type { ClusterRecord, ResourceRecord } from "../../../src/model/cluster.ts";
import type { Evidence, LedgerEntry } from "../../../src/model/evidence.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { azureCloud } from "../../../src/simulator/azure/index.ts";
import type { AzureCluster, AzureLandscape, AzureSetting } from "../../../src/simulator/azure/landscape.ts";
import type { Knobs, SimCloud, SimReply, SimRequest } from "../../../src/simulator/cloud.ts";
import { startSimulator, type SeenCall } from "../../../src/simulator/server.ts";
import { createRun } from "../../../src/sweep/run.ts";
import type { Selection } from "../../../providers/contract.ts";
import { reader } from "../../../providers/aks/reader.ts";
import { facts } from "../../../providers/aks/trail.ts";

export const TENANT = "00000000-0000-0000-0000-0000000000ee";
export const SUB = "00000000-0000-0000-0000-000000000001";
export const SECURITY = "00000000-0000-0000-0000-000000000002";

/** Everything that one sweep of a landscape leaves behind. */
export interface Swept {
  readonly clusters: readonly ClusterRecord[];
  readonly resources: readonly ResourceRecord[];
  readonly evidence: readonly Evidence[];
  readonly ledger: readonly LedgerEntry[];
  readonly calls: readonly SeenCall[];
}

/** Reads a landscape with the real SDK over a real socket. */
export async function sweep(
  landscape: AzureLandscape,
  knobs: Knobs = {},
  selection: Selection = {},
  wrap: (cloud: SimCloud) => SimCloud = (cloud) => cloud,
  more: { readonly [name: string]: string } = {},
): Promise<Swept> {
  const simulator = await startSimulator([wrap(azureCloud(landscape))], knobs);
  const before = { ...process.env };
  const env = { ...simulator.env, ...more };
  Object.assign(process.env, env);
  try {
    const records = await read(selection, env);
    return { ...records, calls: [...simulator.calls] };
  } finally {
    for (const name of Object.keys(env)) restore(name, before[name]);
    await simulator.close();
  }
}

async function read(selection: Selection, env: { readonly [name: string]: string }): Promise<Omit<Swept, "calls">> {
  const clusters: ClusterRecord[] = [];
  const resources: ResourceRecord[] = [];
  const evidence: Evidence[] = [];
  const ledger: LedgerEntry[] = [];
  const run = createRun({
    sink: {
      cluster: (record) => clusters.push(record),
      resource: (record) => resources.push(record),
      evidence: (record) => evidence.push(record),
      ledger: (entry) => ledger.push(entry),
    },
    signal: new AbortController().signal,
    env,
    now: () => new Date("2026-11-24T10:00:00Z"),
    retry: { baseMs: 1, baseThrottledMs: 1, attemptTimeoutMs: 400 },
  });
  for await (const place of reader.plan(selection, run)) ledger.push(await reader.read(place, run));
  return { clusters, resources, evidence, ledger };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** A cloud that answers some requests in its own way. */
export function answering(answer: (request: SimRequest) => SimReply | undefined): (cloud: SimCloud) => SimCloud {
  return (cloud) => ({
    ...cloud,
    answer: (request, operation, knobs) => answer(request) ?? cloud.answer(request, operation, knobs),
  });
}

export function json(status: number, body: unknown): SimReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** The trail of the only cluster, or of the named one. */
export function trailOf(swept: Swept, name?: string): Trail {
  const cluster = swept.clusters.find((record) => name === undefined || record.name === name);
  if (!cluster) throw new Error("no such cluster was read");
  const byId = new Map(swept.resources.map((record) => [record.id, record]));
  // What is judged comes out of a snapshot: nothing may depend on more than its JSON.
  const stored = JSON.parse(JSON.stringify(cluster)) as ClusterRecord;
  return facts.trail(stored, (id) => JSON.parse(JSON.stringify(byId.get(id) ?? null)) ?? undefined);
}

export function cluster(settings: readonly AzureSetting[], more: Partial<AzureCluster> = {}): AzureCluster {
  return { subscription: SUB, resourceGroup: "rg-pay", name: "pay", location: "westeurope", settings, ...more };
}

export function landscapeOf(clusters: readonly AzureCluster[], more: Partial<AzureLandscape> = {}): AzureLandscape {
  return {
    tenant: TENANT,
    subscriptions: [
      { id: SUB, name: "payments" },
      { id: SECURITY, name: "security", unlisted: true },
    ],
    clusters,
    ...more,
  };
}

export const WORKSPACE = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.OperationalInsights/workspaces/law-sec`;
export const ACCOUNT = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.Storage/storageAccounts/auditkeep`;
export const NAMESPACE = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.EventHub/namespaces/siem`;
export const PARTNER = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.Datadog/monitors/dd`;

export function category(...names: readonly string[]) {
  return names.map((name) => ({ category: name, enabled: true }));
}
