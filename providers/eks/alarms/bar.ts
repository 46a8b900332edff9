import type { AlarmFact } from "../deep-fact-schema.ts";

/** What it takes to set off an alarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html (2026-11). */

export type Rings = { readonly is: "yes" | "no" } | { readonly is: "open"; readonly why: string };

/**
 * Whether one call sets off an alarm.
 * @param value what the call adds to what the alarm looks at; undefined when that depends on the call
 */
export function ringsAtOnce({ condition }: AlarmFact, value: number | undefined): Rings {
  if (condition === null) return open("what sets it off is not understood");
  const { statistic, comparison, threshold, datapoints, isBroken } = condition;
  if (isBroken) return open("it says that it cannot be evaluated");
  const reached = reachedBy(statistic, value);
  if (reached === undefined) return open("what it computes of one call is not known");
  const passes = passing(comparison, threshold);
  if (!passes) return open("what it compares with is not a threshold");
  if (passes(0) && passes(reached))
    return open("it is set off by nothing as well, and tells of changes of its state only");
  if (!passes(reached)) return { is: "no" };
  return datapoints === 1 ? { is: "yes" } : open("it waits for more than one period");
}

function open(why: string): Rings {
  return { is: "open", why };
}

/** More calls only add to these, as long as none of them takes away. */
function reachedBy(statistic: string | null, value: number | undefined): number | undefined {
  if (statistic === "SampleCount" || statistic === "count(*)") return 1;
  if (statistic !== "Sum" && statistic !== "Maximum") return undefined;
  return value !== undefined && value >= 0 ? value : undefined;
}

function passing(comparison: string | null, threshold: number | null): ((value: number) => boolean) | undefined {
  if (threshold === null) return undefined;
  switch (comparison) {
    case "GreaterThanOrEqualToThreshold":
      return (value) => value >= threshold;
    case "GreaterThanThreshold":
      return (value) => value > threshold;
    case "LessThanThreshold":
      return (value) => value < threshold;
    case "LessThanOrEqualToThreshold":
      return (value) => value <= threshold;
    default:
      return undefined;
  }
}
