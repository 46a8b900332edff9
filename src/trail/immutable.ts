import type { Ask } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Lock, Store } from "../model/trail.ts";
import { betterOf } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { readOf } from "./depth.ts";
import { isEnough } from "./retention.ts";
import { receiversOf } from "./receiving.ts";
import { causeOfSilence } from "./silence.ts";
import {
  arrivalsOf,
  isHeld,
  judgeKept,
  mayBeHeldUnseen,
  mustSubjects,
  type Arrival,
  type Subject,
} from "./store-walk.ts";
import { isSilent, type Requirements, type View } from "./view.ts";
import { daysText, listOf } from "./words.ts";

/** Whether what is recorded is held by a store that nobody can change before its time: per must-activity, the best store. */
export function judgeImmutability(view: View): Judgement {
  return {
    readings: [judgeKept(view, mustSubjects(view), (subject, ask) => bestProtection(subject, view, ask))],
    message: (status) => messageOf(status, view),
    ...causeOfSilence(view),
  };
}

/** Stores that hold only a part count where none holds the whole. */
function bestProtection(subject: Subject, view: View, ask: Ask): Status {
  let whole: Status | undefined;
  let partly: Status | undefined;
  for (const arrival of arrivalsOf(subject, view, ask)) {
    const found = protectionOf(arrival, view.requirements, ask);
    if (arrival.isWhole) whole = betterOf(whole ?? "fail", found);
    else partly = betterOf(partly ?? "fail", found);
    if (whole === "pass") return "pass";
  }
  const best = whole ?? partly ?? "not-applicable";
  return best === "fail" && mayBeHeldUnseen(subject, view, ask) ? "pass" : best;
}

const POSSIBLE: readonly Lock[] = [
  { strength: "none", days: 0 },
  { strength: "removable", days: null },
  { strength: "locked", days: null },
];

/** What cannot be read any more is as good as deleted, whatever its lock. */
function protectionOf(arrival: Arrival, { totalDays }: Requirements, ask: Ask): Status {
  if (!isHeld(arrival, ask)) return "fail";
  const lock = ask(readOf(arrival.store.lock, "lock", arrival.store.id), POSSIBLE);
  if (lock.strength === "none") return "fail";
  return lock.strength === "locked" && isEnough(lock.days, totalDays) ? "pass" : "warn";
}

function messageOf(status: Status, view: View): string {
  if (isSilent(view)) return "Nothing is protected: no stream of API server events reaches a store.";
  const found = listOf(receiversOf(view).map(lockText), 4) || "no store takes the streams that are on";
  const { id, totalDays } = view.requirements;
  const needs = `${id} asks for ${daysText(totalDays)}`;
  if (status === "pass") return `Nobody can alter or delete the records before their time: ${found}; ${needs}.`;
  if (status === "warn") return `The records are protected, but not firmly or not for long enough: ${found}; ${needs}.`;
  return `Records can be altered or deleted before their time: ${found}; ${needs}.`;
}

function lockText({ name, lock }: Store): string {
  if (lock?.state !== "known") return `whether ${name} is locked is not known`;
  const { strength, days } = lock.value;
  if (strength === "none") return `${name} has no lock`;
  const time = days === null ? "for ever" : `for ${daysText(days)}`;
  return strength === "locked" ? `${name} is locked ${time}` : `${name} has a lock that can be taken off`;
}
