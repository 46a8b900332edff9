import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { LifecycleRuleFact } from "./deep-fact-schema.ts";
import type * as schema from "./deep-schema.ts";

/** When a bucket's lifecycle rules delete what a delivery stream or a trail puts there. */

/** Rules that are on and let current objects expire. */
export function lifecycleOf(rule: schema.LifecycleRule): LifecycleRuleFact[] {
  const { Expiration, Filter } = rule;
  if (rule.Status !== "Enabled" || !Expiration) return [];
  const { Days, Date: day } = Expiration;
  const isOnDay = day !== undefined && day !== null;
  if (typeof Days !== "number" && !isOnDay) return [];
  const and = Filter?.And;
  const sizes = [Filter, and].some((one) => isSet(one?.ObjectSizeGreaterThan) || isSet(one?.ObjectSizeLessThan));
  return [
    {
      prefix: Filter?.Prefix ?? and?.Prefix ?? rule.Prefix ?? "",
      tags: isSet(Filter?.Tag) || (and?.Tags ?? []).length > 0,
      sizes,
      days: isOnDay ? null : (Days ?? null),
    },
  ];
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
