import type { Gap } from "../../src/model/fact.ts";

/** Each gap once: several facts of one call have the same. */
export function distinctGaps(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}
