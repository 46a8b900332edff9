import { unknown, type Fact } from "../model/fact.ts";
import { certain, settle, type Ask, type Settled } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Depth } from "../model/trail.ts";
import type { Judgement } from "./control.ts";

/** A member that the trail lists and does not have is not known; it is never taken as fine. */
export function readOf<T>(fact: Fact<T> | undefined, depth: Depth, on: string): Fact<T> {
  return fact ?? unknown({ call: depth, on, reason: "the trail lists it and does not hold it" });
}

/** Decides from one fact; where the question does not exist, neither does the verdict. */
export function settleRead<T>(
  fact: Fact<T>,
  possible: readonly T[],
  decide: (value: T, ask: Ask) => Status,
): Settled<Status> {
  if (fact.state === "not-applicable") return certain<Status>("not-applicable", "documented");
  return settle((ask) => decide(ask(fact, possible), ask));
}

/**
 * A judgement that rests on one fact.
 * @param message gets the value where it is known; a verdict may be settled without it
 */
export function judgeRead<T>(
  fact: Fact<T>,
  possible: readonly T[],
  decide: (value: T, ask: Ask) => Status,
  message: (status: Status, value: T | undefined) => string,
): Judgement {
  return {
    readings: [settleRead(fact, possible, decide)],
    message(status) {
      if (fact.state === "not-applicable") return `${fact.reason}.`;
      return message(status, fact.state === "known" ? fact.value : undefined);
    },
  };
}
