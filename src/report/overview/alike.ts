import type { ClusterReport } from "../../model/report.ts";
import { addToSample, emptySample, type Sample } from "./sample.ts";
import { MARKS, markOf, type Mark, type Standing } from "./standing.ts";

/** Clusters with the same verdict for the same reasons. */
export interface Alike {
  readonly mark: Mark;
  /** Controls that make the verdict, causes only. */
  readonly controls: readonly string[];
  /** How many more follow from those. */
  readonly consequences: number;
  readonly clusters: Sample;
  /** Fewest and most must-activities recorded in full, of the most that exist. */
  fewest: number;
  most: number;
  of: number;
}

export interface AlikeGroups {
  add(report: ClusterReport, standing: Standing): void;
  /** Worst first, then the largest. */
  sorted(): Alike[];
}

const DECIDING: { readonly [mark in Mark]: string } = { fail: "fail", open: "unknown", warn: "warn", ok: "", none: "" };

export function createAlikeGroups(): AlikeGroups {
  const groups = new Map<string, Alike>();
  return {
    add(report, { recorded }) {
      const group = groupFor(groups, report);
      addToSample(group.clusters, report.cluster);
      group.fewest = Math.min(group.fewest, recorded.full);
      group.most = Math.max(group.most, recorded.full);
      group.of = Math.max(group.of, recorded.of);
    },
    sorted: () =>
      [...groups.values()].toSorted(
        (a, b) => MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark) || b.clusters.count - a.clusters.count,
      ),
  };
}

function groupFor(groups: Map<string, Alike>, { results }: ClusterReport): Alike {
  const mark = markOf(results);
  const deciding = results.filter((result) => !result.waiver && result.status === DECIDING[mark]);
  const own = new Set(deciding.map((result) => result.control));
  const causes = deciding.filter((result) => result.causedBy === undefined || !own.has(result.causedBy));
  const controls = causes.map((result) => result.control).toSorted();
  const consequences = deciding.length - causes.length;
  const key = JSON.stringify([mark, controls, consequences]);
  const found = groups.get(key);
  if (found) return found;
  const made = { mark, controls, consequences, clusters: emptySample(), fewest: Infinity, most: 0, of: 0 };
  groups.set(key, made);
  return made;
}
