import type { ClusterReport, ClusterRow } from "../../model/report.ts";
import { SEVERITIES, type Result } from "../../model/result.ts";
import { remedyShape } from "../remedy.ts";
import { addToSample, emptySample, type Sample } from "./sample.ts";
import { isFinding } from "./standing.ts";

/** Findings of one control that are put right in the same way. */
export interface Cause {
  /** Of the first cluster. */
  readonly result: Result;
  readonly clusters: Sample;
  /** Findings that only follow from these. */
  consequences: number;
  /** Whether every cluster has the very same message, and the same remedy. */
  isSameMessage: boolean;
  isSameRemedy: boolean;
}

export interface Causes {
  add(report: ClusterReport): void;
  /** Fails before warnings, then by severity, then by number of clusters. */
  sorted(): Cause[];
}

export function createCauses(): Causes {
  const causes = new Map<string, Cause>();
  return {
    add({ cluster, results }) {
      const findings = new Map(results.filter(isFinding).map((result) => [result.control, result]));
      for (const result of findings.values()) {
        const root = rootOf(result, findings);
        const cause = causeFor(causes, root, cluster);
        if (root === result) addCluster(cause, result, cluster);
        else cause.consequences += 1;
      }
    },
    sorted: () => [...causes.values()].toSorted(byWeight),
  };
}

/** Follows `causedBy` as long as it leads to another finding: what was accepted or is not known explains no finding. */
function rootOf(result: Result, findings: ReadonlyMap<string, Result>): Result {
  const seen = new Set<Result>();
  let root = result;
  for (;;) {
    seen.add(root);
    const next = root.causedBy === undefined ? undefined : findings.get(root.causedBy);
    if (!next) return root;
    if (seen.has(next)) return result;
    root = next;
  }
}

function causeFor(causes: Map<string, Cause>, result: Result, cluster: ClusterRow): Cause {
  const { status, severity, basis, control } = result;
  const shape = result.remedy === undefined ? "" : remedyShape(result.remedy, valuesOf(cluster));
  const key = JSON.stringify([status, severity, basis, control, shape]);
  const found = causes.get(key);
  if (found) return found;
  const made = { result, clusters: emptySample(), consequences: 0, isSameMessage: true, isSameRemedy: true };
  causes.set(key, made);
  return made;
}

function addCluster(cause: Cause, result: Result, cluster: ClusterRow): void {
  addToSample(cause.clusters, cluster);
  cause.isSameMessage &&= cause.result.message === result.message;
  cause.isSameRemedy &&= cause.result.remedy === result.remedy;
}

function valuesOf({ id, name, scope, location }: ClusterRow): string[] {
  return [id, name, scope, location];
}

function byWeight(a: Cause, b: Cause): number {
  return (
    statusRank(a) - statusRank(b) ||
    SEVERITIES.indexOf(a.result.severity) - SEVERITIES.indexOf(b.result.severity) ||
    b.clusters.count - a.clusters.count ||
    b.consequences - a.consequences ||
    compareText(a.result.control, b.result.control)
  );
}

function statusRank(cause: Cause): number {
  return cause.result.status === "fail" ? 0 : 1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
