import { combineSettled, mapSettled, type Settled } from "../model/reason.ts";
import { worstStatus, type Status } from "../model/result.ts";

/** The worst of verdicts that were settled apart. */
export function worstOf(parts: readonly Settled<Status>[], start: Status = "not-applicable"): Settled<Status> {
  return combineSettled<Status>(parts, start, (a, b) => worstStatus([a, b]));
}

const BEST_FIRST: readonly Status[] = ["pass", "warn", "fail"];

/** The better of two verdicts on things of which one is enough. */
export function betterOf(a: Status, b: Status): Status {
  return BEST_FIRST.indexOf(a) <= BEST_FIRST.indexOf(b) ? a : b;
}

/** The verdict, or not applicable where that holds. While it is open whether it holds, both answers stay possible. */
export function orNotApplicable<V extends string>(
  holds: Settled<boolean>,
  verdict: Settled<V | "not-applicable">,
): Settled<V | "not-applicable"> {
  const parts = [mapSettled(holds, (value): V | "not-applicable" | null => (value ? "not-applicable" : null)), verdict];
  return combineSettled<V | "not-applicable" | null>(parts, null, (a, b) =>
    a === "not-applicable" || b === "not-applicable" ? "not-applicable" : (b ?? a),
  ) as Settled<V | "not-applicable">;
}
