import type { Ask } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Store } from "../model/trail.ts";
import type { Judgement } from "./control.ts";
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

/**
 * Whether what is recorded is kept long enough: per must-activity, the best hot store for the hot days and the best
 * store for the total. They may be two stores. The worst counts.
 */
export function judgeRetention(view: View): Judgement {
  return {
    readings: [judgeKept(view, mustSubjects(view), (subject, ask) => keptLongEnough(subject, view, ask))],
    message: (status) => messageOf(status, view),
    ...causeOfSilence(view),
  };
}

function keptLongEnough(subject: Subject, view: View, ask: Ask): Status {
  const whole = newBest();
  const partly = newBest();
  for (const arrival of arrivalsOf(subject, view, ask)) {
    takeStore(arrival.isWhole ? whole : partly, arrival, view.requirements, ask);
    if (whole.hot && whole.total) return "pass";
  }
  const best = whole.reached ? whole : partly;
  if (!best.reached) return "not-applicable";
  if (best.hot && best.total) return "pass";
  return mayBeHeldUnseen(subject, view, ask) ? "pass" : "fail";
}

interface Best {
  reached: boolean;
  hot: boolean;
  total: boolean;
}

function newBest(): Best {
  return { reached: false, hot: false, total: false };
}

function takeStore(best: Best, arrival: Arrival, requirements: Requirements, ask: Ask): void {
  best.reached = true;
  if (!isHeld(arrival, ask)) return;
  best.hot ||= isEnough(ask(arrival.store.hotDays, [null, 0]), requirements.hotDays);
  best.total ||= isEnough(ask(arrival.store.totalDays, [null, 0]), requirements.totalDays);
}

export function isEnough(days: number | null, needed: number): boolean {
  return days === null || days >= needed;
}

function messageOf(status: Status, view: View): string {
  const { requirements, trail } = view;
  if (isSilent(view)) return "Nothing is kept: no stream of API server events reaches a store.";
  const used = new Set(
    trail.routes.filter((route) => route.enabled.state !== "known" || route.enabled.value).map((route) => route.store),
  );
  const stores = trail.stores.filter((store) => used.has(store.id)).map(storeText);
  const needs = `${requirements.id} asks for ${requirements.hotDays} days hot and ${requirements.totalDays} in total`;
  const found = stores.length > 0 ? listOf(stores, 4) : "no store";
  return status === "pass" ? `Kept long enough: ${found}; ${needs}.` : `Not kept long enough: ${found}; ${needs}.`;
}

function storeText(store: Store): string {
  if (store.state.state === "known" && store.state.value !== "live") {
    return `${store.name} keeps nothing (${store.stateReason ?? "it does not exist"})`;
  }
  const total = store.totalDays.state === "known" ? daysText(store.totalDays.value) : "an unknown time";
  const hot = store.hotDays.state === "known" ? daysText(store.hotDays.value) : "an unknown time";
  return hot === total ? `${store.name} keeps ${total}` : `${store.name} keeps ${total}, ${hot} of it hot`;
}
