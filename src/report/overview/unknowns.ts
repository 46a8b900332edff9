import type { Evidence } from "../../model/evidence.ts";
import type { ClusterReport, ClusterRow } from "../../model/report.ts";
import type { Result } from "../../model/result.ts";
import { namesOf } from "../words.ts";
import { addToSample, emptySample, type Sample } from "./sample.ts";

/** Unknown results that the same permissions or calls would settle. */
export interface UnknownGroup {
  /** Empty when nothing that can be granted would settle them. */
  readonly missing: readonly string[];
  /** Where: scopes of the calls that failed, or of the clusters. */
  readonly places: Set<string>;
  /** Whether a call was refused for want of a permission, so that granting one helps. */
  isRefused: boolean;
  /** Of the first. */
  readonly message: string;
  results: number;
  readonly clusters: Sample;
  readonly controls: Set<string>;
}

const MOST_NAMED = 3;

export interface Unknowns {
  add(report: ClusterReport): void;
  /** Those that settle most first. */
  sorted(): UnknownGroup[];
}

export function createUnknowns(): Unknowns {
  const groups = new Map<string, UnknownGroup>();
  return {
    add({ cluster, results, evidence }) {
      const touched = new Set<UnknownGroup>();
      for (const result of results) {
        if (result.status !== "unknown" || result.waiver) continue;
        const group = groupFor(groups, result);
        addResult(group, result, cluster, evidence);
        touched.add(group);
      }
      for (const group of touched) addToSample(group.clusters, cluster);
    },
    sorted: () => [...groups.values()].toSorted((a, b) => b.results - a.results || b.clusters.count - a.clusters.count),
  };
}

function groupFor(groups: Map<string, UnknownGroup>, { missing = [], message }: Result): UnknownGroup {
  const key = JSON.stringify(missing);
  const found = groups.get(key);
  if (found) return found;
  const made: UnknownGroup = {
    missing,
    places: new Set(),
    isRefused: false,
    message,
    results: 0,
    clusters: emptySample(),
    controls: new Set(),
  };
  groups.set(key, made);
  return made;
}

function addResult(group: UnknownGroup, result: Result, cluster: ClusterRow, evidence: readonly Evidence[]): void {
  const failed = failedCalls(result, evidence);
  group.results += 1;
  group.controls.add(result.control);
  group.isRefused ||= failed.some((call) => call.outcome === "denied");
  for (const place of failed.length > 0 ? failed : [cluster]) group.places.add(place.scope);
}

/** The calls named as missing, where their name is also the permission's; else every call that failed. */
function failedCalls({ evidence: ids, missing = [] }: Result, evidence: readonly Evidence[]): Evidence[] {
  const failed = evidence.filter(
    (call) => ids.includes(call.id) && call.outcome !== "ok" && call.outcome !== "not-found",
  );
  const named = failed.filter((call) => missing.includes(call.operation));
  return named.length > 0 ? named : failed;
}

/** What to do about a group, with names made fit for the medium. */
export function settledBy({ missing, places, isRefused }: UnknownGroup, name: (text: string) => string): string {
  if (missing.length === 0) return "no permission would settle it";
  const what = namesOf(missing.slice(0, MOST_NAMED).map(name), missing.length);
  const where = namesOf([...places].slice(0, MOST_NAMED).map(name), places.size);
  return `${isRefused ? "grant" : "needs an answer to"} ${what} on ${where}`;
}
