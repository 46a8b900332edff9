import { combineSettled, mapSettled, settle, type Ask, type Settled } from "../model/reason.ts";
import { worstStatus, type Status } from "../model/result.ts";
import type { Probe, Store, StreamState, Trail } from "../model/trail.ts";
import type { Judgement } from "./control.ts";
import {
  askState,
  isFiltered,
  isUsed,
  keptOnRoute,
  mayBeCopied,
  routesOf,
  storeOf,
  type RequestCoverage,
} from "./request-coverage.ts";
import { isSilent, letsThrough, LOGIN, type Requirements, type View } from "./view.ts";
import { daysText, listOf } from "./words.ts";

/**
 * Whether what is recorded is kept long enough: per must-activity, the best hot store for the hot days and the best
 * store for the total. They may be two stores. The worst counts.
 */
export function judgeRetention(view: View): Judgement {
  const parts: Settled<Status>[] = [
    mapSettled(view.exported, (exported): Status => (exported ? "not-applicable" : "fail")),
    ...mustRequests(view).map(({ probe, streams }) => keptLongEnough(probe, streams, view)),
    ...view.authenticationStreams.map((stream) => keptLongEnough(LOGIN, [stream.id], view)),
    ...view.apiStreams.map((stream) => hasDestination(stream, view)),
  ];
  return {
    readings: [combineSettled<Status>(parts, "not-applicable", (a, b) => worstStatus([a, b]))],
    message: (status) => messageOf(status, view),
    ...(isSilent(view) ? { causedBy: "AUD-ENABLED" } : {}),
  };
}

/** Each kind of request once: where no filter tells requests apart, what decides is which streams carry it. */
function mustRequests(view: View): RequestCoverage[] {
  const requests = view.coverage
    .filter((row) => row.activity.priority === "must" && row.verdict !== "not-applicable")
    .flatMap((row) => row.readings[0]?.requests ?? [])
    .filter((request) => request.level !== "None");
  if (isFiltered(view.trail)) return requests;
  return [...new Map(requests.map((request) => [request.streams.join("\n"), request])).values()];
}

function keptLongEnough(probe: Probe, streams: readonly string[], view: View): Settled<Status> {
  const { trail, requirements } = view;
  return settle((ask): Status => {
    const on = streams.filter((id) => isOn(trail, id, ask));
    const whole = newBest();
    const partly = newBest();
    for (const stream of on) {
      for (const route of routesOf(trail, stream)) {
        if (!isUsed(route, trail, ask)) continue;
        const kept = ask(keptOnRoute(route, probe, stream, trail), ["all", "some", "none"]);
        if (kept === "none") continue;
        takeStore(kept === "all" ? whole : partly, storeOf(trail, route), requirements, ask);
        if (whole.hot && whole.total) return "pass";
      }
    }
    const best = whole.reached ? whole : partly;
    if (!best.reached) return "not-applicable";
    if (best.hot && best.total) return "pass";
    return mayBeCopied(trail, on, ask) ? "pass" : "fail";
  });
}

function isOn(trail: Trail, id: string, ask: Ask): boolean {
  const stream = trail.streams.find((candidate) => candidate.id === id);
  return stream !== undefined && ask(stream.on, [true, false]);
}

interface Best {
  reached: boolean;
  hot: boolean;
  total: boolean;
}

function newBest(): Best {
  return { reached: false, hot: false, total: false };
}

function takeStore(best: Best, store: Store, requirements: Requirements, ask: Ask): void {
  const state = askState(store, ask);
  if (state === "dead") return;
  best.reached = true;
  // A store that is made again on the next delivery has kept nothing so far.
  if (state === "absent" || !ask(store.readable, [true, false])) return;
  best.hot ||= isEnough(ask(store.hotDays, [null, 0]), requirements.hotDays);
  best.total ||= isEnough(ask(store.totalDays, [null, 0]), requirements.totalDays);
}

export function isEnough(days: number | null, needed: number): boolean {
  return days === null || days >= needed;
}

/** A stream that is on and goes nowhere keeps nothing. */
function hasDestination(stream: StreamState, view: View): Settled<Status> {
  const { trail } = view;
  return settle((ask): Status => {
    if (!ask(stream.on, [true, false])) return "not-applicable";
    const used = routesOf(trail, stream.id).some(
      (route) => isUsed(route, trail, ask) && ask(letsThrough(route, stream, view), [true, false]),
    );
    return used || mayBeCopied(trail, [stream.id], ask) ? "not-applicable" : "fail";
  });
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
