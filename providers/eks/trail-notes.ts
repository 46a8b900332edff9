import type { ClusterRecord } from "../../src/model/cluster.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Store, TrailNote, Watcher } from "../../src/model/trail.ts";
import type { ClusterFacts, LogGroupFacts } from "./fact-schema.ts";

/** What looks like an answer to a control and is none. */

export function notesOf(
  cluster: ClusterRecord,
  read: ClusterFacts,
  group: LogGroupFacts,
  store: Store,
  detection: Fact<readonly Watcher[]>,
): TrailNote[] {
  return [...olderGroup(cluster, group), ...watchedOnly(read, detection), ...allTypes(read, store)];
}

/** Tools make the group shortly before its cluster; only a longer head start means an earlier cluster of that name. */
const HEAD_START_MS = 24 * 3_600_000;

function olderGroup(cluster: ClusterRecord, group: LogGroupFacts): TrailNote[] {
  const created = group.createdAt.state === "known" ? group.createdAt.value : null;
  if (created === null || cluster.createdAt === null) return [];
  if (Date.parse(created) > Date.parse(cluster.createdAt) - HEAD_START_MS) return [];
  const text = `the log group is older than the cluster: entries from before ${cluster.createdAt.slice(0, 10)} belong to an earlier cluster of that name`;
  return [{ control: "LOG-DELIVERED", text }];
}

/** docs.aws.amazon.com/guardduty, EKS Protection (2026-11): a stream of its own, whatever the cluster's logging is set to. */
function watchedOnly({ logTypes }: ClusterFacts, detection: Fact<readonly Watcher[]>): TrailNote[] {
  const isOff = logTypes.state === "known" && !logTypes.value.includes("audit");
  const isWatched = detection.state === "known" && detection.value.some(({ active }) => active);
  if (!isOff || !isWatched) return [];
  const text =
    "GuardDuty is on and reads a copy of the audit events of its own; it keeps nothing that could be searched";
  return ["AUD-ENABLED", "LOG-RETENTION"].map((control) => ({ control, text }));
}

const ALL_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const A_YEAR_DAYS = 365;

function allTypes({ logTypes }: ClusterFacts, { totalDays }: Store): TrailNote[] {
  if (logTypes.state !== "known" || !ALL_TYPES.every((type) => logTypes.value.includes(type))) return [];
  if (totalDays.state !== "known" || totalDays.value === null || totalDays.value >= A_YEAR_DAYS) return [];
  return [
    { control: "LOG-RETENTION", text: "that all five log types are on says nothing about how long they are kept" },
  ];
}
