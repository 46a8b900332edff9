import type { ClusterReport } from "../../model/report.ts";
import type { Result, WaiverNote } from "../../model/result.ts";
import { addToSample, emptySample, type Sample } from "./sample.ts";

/** Results of one control and status that one waiver covers. */
export interface WaivedGroup {
  readonly result: Result;
  readonly waiver: WaiverNote;
  readonly clusters: Sample;
}

export interface Waived {
  add(report: ClusterReport): void;
  /** The next to end first. */
  sorted(): WaivedGroup[];
}

export function createWaived(): Waived {
  const groups = new Map<string, WaivedGroup>();
  return {
    add({ cluster, results }) {
      for (const result of results) {
        const { waiver } = result;
        if (!waiver) continue;
        const key = JSON.stringify([result.control, result.status, waiver.until, waiver.owner, waiver.reason]);
        const group = groups.get(key) ?? { result, waiver, clusters: emptySample() };
        groups.set(key, group);
        addToSample(group.clusters, cluster);
      }
    },
    sorted: () => [...groups.values()].toSorted((a, b) => (a.waiver.until < b.waiver.until ? -1 : 1)),
  };
}
