import type { LedgerEntry } from "../../src/model/evidence.ts";
import type { Reader, Run } from "../contract.ts";
import { describeCluster, listClusters } from "./calls.ts";
import { startDeepReads, type DeepReads } from "./deep-reads.ts";
import { clusterRecord, isConnected, mayAudit } from "./facts.ts";
import { startLogReads, type LogReads } from "./group/reads.ts";
import { failureOf, type Listed } from "./asking/paging.ts";
import { probe } from "./probes.ts";
import { planPlaces, type EksPlace } from "./accounts/scopes.ts";

/** Reads EKS: accounts and regions, their clusters, and where the control plane's logs go. */
export const reader: Reader<EksPlace> = { plan: planPlaces, read: readPlace, probe };

async function readPlace(place: EksPlace, run: Run): Promise<LedgerEntry> {
  const listed = await listClusters(place, run);
  const names = [...new Set(listed.items.map(({ value }) => value))].slice(0, run.mostClusters);
  const clusters = names.length === 0 ? 0 : await readClusters(place, run, names);
  return { provider: "eks", scope: place.scope, location: place.location, ...outcomeOf(listed, clusters) };
}

function outcomeOf(listed: Listed<string>, clusters: number): Pick<LedgerEntry, "status" | "clusters" | "reason"> {
  if (listed.complete) return { status: "read", clusters };
  const failure = failureOf(listed);
  return { ...failure, status: listed.items.length === 0 ? failure.status : "incomplete", clusters: null };
}

/** @returns how many of the names are clusters */
async function readClusters(place: EksPlace, run: Run, names: readonly string[]): Promise<number> {
  const deep = startDeepReads(place, run, names);
  const logs = startLogReads(place, run, new Set(names));
  // Needed as soon as one cluster has its audit stream on, which most have: asked for beside the descriptions.
  const pipelines = logs.pipelines();
  pipelines.catch(() => undefined);
  const found = await Promise.all(names.map((name) => readCluster(place, run, name, logs, deep)));
  await pipelines;
  return found.filter(Boolean).length;
}

async function readCluster(place: EksPlace, run: Run, name: string, logs: LogReads, deep: DeepReads): Promise<boolean> {
  const answer = await describeCluster(place, run, name);
  // Listed, but gone when it was asked for: deleted in between.
  if (!answer.ok && answer.outcome === "not-found") return false;
  // Resources stand in the snapshot before the first record that refers to them.
  const [found] = await Promise.all([
    deep.cluster(name, answer),
    !(answer.ok && isConnected(answer.value)) && logs.logGroup(name),
    mayAudit(answer) && logs.pipelines(),
  ]);
  const record = clusterRecord(place.site, name, answer, found);
  run.cluster(record);
  return true;
}
