import type { ClusterRecord } from "../model/cluster.ts";
import type { WaiverNote } from "../model/result.ts";
import type { Finished } from "./finish.ts";
import { fitsCluster, type Waiver } from "./options.ts";

/** The waiver that holds for a result on that day. An expired waiver counts for nothing. */
export function waiverFor(
  result: Finished,
  cluster: ClusterRecord,
  waivers: readonly Waiver[],
  today: string,
): WaiverNote | undefined {
  if (result.status !== "fail" && result.status !== "warn" && result.status !== "unknown") return undefined;
  const waiver = waivers.find(
    (candidate) =>
      candidate.control === result.control && candidate.until >= today && fitsCluster(cluster, candidate.cluster),
  );
  return waiver && { reason: waiver.reason, owner: waiver.owner, until: waiver.until };
}
