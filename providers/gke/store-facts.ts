import type { CryptoKeyAnswer, DatasetAnswer, StorageBucketAnswer, TopicAnswer } from "./answers.ts";
import type { Dataset, DeleteRule, StorageBucket, Topic } from "./schema.ts";

/** The second half of `facts.ts`: destinations other than log buckets, and keys. */

export function storageBucketOf(answer: StorageBucketAnswer): StorageBucket {
  return {
    projectNumber: answer.projectNumber,
    location: answer.location,
    retentionSeconds: answer.retentionPolicy?.retentionPeriod ?? null,
    retentionLocked: answer.retentionPolicy?.isLocked ?? false,
    deleteRules: (answer.lifecycle?.rule ?? []).flatMap(({ action, condition }) =>
      action.type === "Delete" ? deleteRuleOf(condition) : [],
    ),
    kmsKey: answer.encryption?.defaultKmsKeyName || null,
  };
}

/** Conditions that objects written by a sink never meet: they have no older versions and no custom time. */
const NEVER_MET = [
  "numNewerVersions",
  "daysSinceNoncurrentTime",
  "noncurrentTimeBefore",
  "daysSinceCustomTime",
  "customTimeBefore",
];

/** https://docs.cloud.google.com/storage/docs/lifecycle#conditions (2026-11). A rule that never applies is left out. */
function deleteRuleOf(condition: { readonly [name: string]: unknown }): DeleteRule[] {
  const isOfOldVersions = condition["isLive"] === false;
  if (isOfOldVersions || NEVER_MET.some((name) => name in condition)) return [];
  const { age, matchesPrefix } = condition;
  const others = Object.keys(condition).filter((name) => !["age", "matchesPrefix", "isLive"].includes(name));
  const prefixes = Array.isArray(matchesPrefix) ? matchesPrefix.filter((one) => typeof one === "string") : [];
  const isConditional = others.length > 0 || (matchesPrefix !== undefined && prefixes.length === 0);
  return [{ ageDays: typeof age === "number" ? age : null, prefixes, isConditional }];
}

export function datasetOf(answer: DatasetAnswer): Dataset {
  return {
    location: answer.location,
    partitionExpirationMs: answer.defaultPartitionExpirationMs ?? null,
    tableExpirationMs: answer.defaultTableExpirationMs ?? null,
    kmsKey: answer.defaultEncryptionConfiguration?.kmsKeyName || null,
  };
}

export function topicOf(answer: TopicAnswer): Topic {
  const seconds = answer.messageRetentionDuration;
  return {
    retentionSeconds: seconds === undefined ? null : Number.parseFloat(seconds),
    kmsKey: answer.kmsKeyName || null,
  };
}

/** `""` when the key has no primary version. */
export function primaryStateOf({ primary }: CryptoKeyAnswer): string {
  return primary?.state ?? "";
}
