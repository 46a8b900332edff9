import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Lock } from "../../../src/model/trail.ts";
import type { BucketFacts, LifecycleRuleFact } from "../deep-fact-schema.ts";
import type * as schema from "../deep-schema.ts";

/** When a bucket's lifecycle rules delete what a delivery stream or a trail puts there. */

/** Rules that are on and let current objects expire. */
export function lifecycleOf(rule: schema.LifecycleRule): LifecycleRuleFact[] {
  const { Days, Date: day } = rule.Expiration ?? {};
  if (isSet(day)) return ruleOf(rule, null);
  return typeof Days === "number" ? ruleOf(rule, Days) : [];
}

/**
 * Rules that are on and delete what no longer is current. Every file has a name of its own, so that none of its versions
 * has newer ones: a rule that leaves some of those takes nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html (2026-11)
 */
export function versionLifecycleOf(rule: schema.LifecycleRule): LifecycleRuleFact[] {
  const { NoncurrentVersionExpiration: versions } = rule;
  if (!versions || (versions.NewerNoncurrentVersions ?? 0) > 0) return [];
  return ruleOf(rule, versions.NoncurrentDays ?? null);
}

function ruleOf(rule: schema.LifecycleRule, days: number | null): LifecycleRuleFact[] {
  const { Filter } = rule;
  if (rule.Status !== "Enabled") return [];
  const and = Filter?.And;
  const sizes = [Filter, and].some((one) => isSet(one?.ObjectSizeGreaterThan) || isSet(one?.ObjectSizeLessThan));
  const tags = isSet(Filter?.Tag) || (and?.Tags ?? []).length > 0;
  return [{ prefix: Filter?.Prefix ?? and?.Prefix ?? rule.Prefix ?? "", tags, sizes, days }];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What the names of the objects begin with; and whether Firehose's date follows, or nobody knows what. */
export interface Names {
  readonly prefix: string;
  readonly dated: boolean;
}

/**
 * Days until nothing is left of objects under the prefix. In a bucket with versions an expiry only hides an object; what
 * is hidden goes by a rule of its own, and not before its lock ends:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html (2026-11).
 */
export function daysKept(bucket: Rules, lock: Fact<Lock>, names: Names, on: string): Fact<number | null> {
  const { versioned } = bucket;
  const shown = daysInBucket(bucket.lifecycle, names, on);
  const forEver = shown.state === "known" && shown.value === null;
  if (forEver || versioned.state !== "known" || !versioned.value) return shown;
  const hidden = daysInBucket(bucket.versionLifecycle, names, on);
  if (hidden.state !== "known") return hidden;
  const evidence = [...new Set([...versioned.evidence, ...hidden.evidence])];
  if (hidden.value === null) return known(null, evidence);
  if (shown.state !== "known") return shown;
  if (lock.state !== "known") return lock;
  const { days: locked } = lock.value;
  const least = (shown.value ?? 0) + hidden.value;
  return known(locked === null ? null : Math.max(least, locked), [...new Set([...evidence, ...lock.evidence])]);
}

type Rules = Pick<BucketFacts, "lifecycle" | "versioned" | "versionLifecycle">;

/**
 * Days until objects under the prefix are gone: the shortest expiry that takes them for sure. What may take them, because
 * it is for some sizes, deeper prefixes or a fixed day, leaves it open unless it is no shorter. Nothing of ours has tags.
 */
export function daysInBucket(rules: Fact<readonly LifecycleRuleFact[]>, names: Names, on: string): Fact<number | null> {
  if (rules.state !== "known") return rules;
  const { prefix } = names;
  const mine = rules.value.filter((rule) => !rule.tags && (prefix.startsWith(rule.prefix) || mayTake(rule, names)));
  const sure = mine.filter((rule) => rule.days !== null && !rule.sizes && prefix.startsWith(rule.prefix));
  const least = Math.min(Infinity, ...sure.map(({ days }) => days ?? 0));
  if (mine.some((rule) => !sure.includes(rule) && (rule.days ?? 0) < least)) {
    const reason =
      "a lifecycle rule may delete some of the objects earlier: it is for some of them, or for a fixed day";
    return unknown({ call: "s3:GetBucketLifecycleConfiguration", on, reason }, rules.evidence);
  }
  return known(least === Infinity ? null : least, rules.evidence, rules.basis);
}

/** In the time zone of the stream's choice: docs.aws.amazon.com/firehose, Amazon S3 object name format (2026-11). */
const DATE = "0000/00/00/00/";

/** Whether a rule for a deeper prefix may take some of the objects. */
function mayTake(rule: LifecycleRuleFact, { prefix, dated }: Names): boolean {
  if (!rule.prefix.startsWith(prefix)) return false;
  const rest = rule.prefix.slice(prefix.length, prefix.length + DATE.length);
  return !dated || DATE.startsWith(rest.replaceAll(/\d/g, "0"));
}
