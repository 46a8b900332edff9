import { factFrom, type Answer } from "../contract.ts";
import { known, notApplicable, unknown, type Fact } from "../../src/model/fact.ts";
import type { Whole } from "./ask.ts";

/** How answers of any kind become facts. */

/** Gone only where the answer proves it. */
export function existence(answer: Answer<unknown>): Fact<"exists" | "missing"> & { state: "known" | "unknown" } {
  if (answer.ok) return known("exists", [answer.evidence]);
  return answer.outcome === "not-found" ? known("missing", [answer.evidence]) : unknown(answer.gap, [answer.evidence]);
}

/** A fact about something that may not be there. */
export function detail<T, V>(answer: Answer<T>, pick: (value: T) => V, absent: string): Fact<V> {
  return !answer.ok && answer.outcome === "not-found" ? notApplicable(absent) : factFrom(answer, pick);
}

/** A fact about a list: known only if all of the list is. */
export function wholeFact<T, V>(whole: Whole<T>, pick: (value: readonly T[]) => V): Fact<V> {
  if (!whole.ok) return unknown(whole.failure.gap, [whole.failure.evidence]);
  return known(pick(whole.value), whole.evidence);
}

export function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
