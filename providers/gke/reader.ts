import type { LedgerEntry } from "../../src/model/evidence.ts";
import { ledgerFailure, type Reader, type Run } from "../contract.ts";
import type { Cluster } from "./answers.ts";
import { ALL_LOCATIONS, type Seat } from "./ask.ts";
import { getProject, listClusters } from "./calls.ts";
import { clusterRecord } from "./facts.ts";
import { planPlaces, type GkePlace } from "./plan.ts";
import { readProjectSide } from "./read-project.ts";

/** Reads GKE: projects, their clusters, and where the audit logs of those go. */
export const reader: Reader<GkePlace> = { plan: planPlaces, read: readPlace };

type Outcome = Omit<LedgerEntry, "provider" | "scope" | "location">;

async function readPlace(place: GkePlace, run: Run): Promise<LedgerEntry> {
  return { provider: "gke", scope: place.scope, location: place.location, ...(await readClusters(place, run)) };
}

async function readClusters(place: GkePlace, run: Run): Promise<Outcome> {
  const seat = { client: place.client, run };
  const answer = await listClusters(seat, place.scope, place.location);
  if (!answer.ok) return { clusters: null, ...ledgerFailure(answer) };
  if (answer.value.kind === "disabled") return withoutApi(place, seat, answer.value.consumer);
  const { clusters, missingZones } = answer.value;
  const found = clusters.filter(({ location }) => isWithin(location, place.location)).slice(0, run.mostClusters);
  if (found.length > 0) await emit(place.scope, found, answer.evidence, seat);
  const silent = missingZones.filter((zone) => isWithin(zone, place.location) || isWithin(place.location, zone));
  if (silent.length === 0) return { status: "read", clusters: found.length };
  const operation = "container.clusters.list";
  return { status: "incomplete", clusters: null, reason: `no answer from ${silent.toSorted().join(", ")}`, operation };
}

async function emit(project: string, clusters: readonly Cluster[], evidence: string, seat: Seat): Promise<void> {
  const resources = await readProjectSide(seat, project);
  for (const cluster of clusters) seat.run.cluster(clusterRecord(project, cluster, evidence, resources));
}

/** A region includes its zones. */
function isWithin(location: string, asked: string): boolean {
  return asked === ALL_LOCATIONS || location === asked || location.startsWith(`${asked}-`);
}

/**
 * Where the GKE API is off there are no clusters. That says nothing of this project when it is off in another one, which pays for
 * the call.
 */
async function withoutApi(place: GkePlace, seat: Seat, consumer: string): Promise<Outcome> {
  const operation = "container.clusters.list";
  const named = consumer.replace(/^projects\//, "");
  if (named === place.scope || named === (await numberOf(place, seat))) {
    return { status: "read", clusters: 0, reason: "the GKE API is switched off in this project", operation };
  }
  const reason = `the GKE API is switched off in ${consumer.slice(0, 100)}, which pays for the call`;
  return { status: "failed", clusters: null, reason, operation };
}

async function numberOf({ number, scope }: GkePlace, seat: Seat): Promise<string | undefined> {
  if (number !== undefined) return number;
  const answer = await getProject(seat, scope);
  return answer.ok ? answer.value.name.slice("projects/".length) : undefined;
}
