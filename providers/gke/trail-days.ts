import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import type { Dataset, DeleteRule, StorageBucket, Topic } from "./schema.ts";

const DAY_SECONDS = 24 * 60 * 60;
const DAY_MS = DAY_SECONDS * 1000;

/** Sinks name their objects after the log: https://docs.cloud.google.com/logging/docs/export/storage (2026-11). */
const AUDIT_OBJECTS = "cloudaudit.googleapis.com/";

type Reach = "all" | "part" | "none";

/** Objects go by the first delete rule that reaches them, but never before the retention policy lets them. */
export function daysOfStorageBucket(
  name: string,
  bucket: StorageBucket,
  evidence: readonly string[],
): Fact<number | null> {
  const least = Math.floor((bucket.retentionSeconds ?? 0) / DAY_SECONDS);
  const ages = (reach: Reach): readonly number[] =>
    bucket.deleteRules.filter((rule) => reachOf(rule) === reach).map(({ ageDays }) => ageDays ?? 0);
  const certain = ages("all");
  const days = certain.length === 0 ? null : Math.max(least, Math.min(...certain));
  const earlier = ages("part").some((age) => days === null || Math.max(least, age) < days);
  if (!earlier) return known(days, evidence);
  const reason = "a lifecycle rule deletes some of its objects earlier, and which ones is not worked out";
  return unknown({ call: "storage.buckets.get", on: `projects/_/buckets/${name}`, reason }, evidence);
}

function reachOf({ prefixes, isConditional }: DeleteRule): Reach {
  if (
    prefixes.length > 0 &&
    !prefixes.some((prefix) => AUDIT_OBJECTS.startsWith(prefix) || prefix.startsWith(AUDIT_OBJECTS))
  ) {
    return "none";
  }
  const isWhole = prefixes.length === 0 || prefixes.some((prefix) => AUDIT_OBJECTS.startsWith(prefix));
  return isWhole && !isConditional ? "all" : "part";
}

/** Tables take the dataset's default when the sink makes them; that none was changed since is inferred. */
export function daysOfDataset(
  dataset: Dataset,
  isPartitioned: boolean,
  evidence: readonly string[],
): Fact<number | null> {
  const { partitionExpirationMs, tableExpirationMs } = dataset;
  const expirationMs = isPartitioned ? (partitionExpirationMs ?? tableExpirationMs) : tableExpirationMs;
  return known(expirationMs === null ? null : Math.floor(expirationMs / DAY_MS), evidence, "inferred");
}

/** What subscribers keep is not seen from here; what the topic itself keeps is no search. */
export function daysOfTopic(
  resource: string,
  topic: Topic,
  readers: number | undefined,
  evidence: readonly string[],
): Pick<Store, "hotDays" | "totalDays"> {
  if (readers === 0) {
    return {
      hotDays: known(0, evidence),
      totalDays: known(Math.floor((topic.retentionSeconds ?? 0) / DAY_SECONDS), evidence),
    };
  }
  const gap = {
    call: "pubsub.topics.subscriptions.list",
    on: resource,
    reason: "what the subscribers keep is not visible here",
  };
  return { hotDays: unknown(gap, evidence), totalDays: unknown(gap, evidence) };
}
