import { mapSettled, settle, type Settled } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Store, StreamState } from "../model/trail.ts";
import { worstOf } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { askState, isUsed, mayBeCopied, routesOf, storeOf } from "./routes.ts";
import { causeOfSilence } from "./silence.ts";
import { auditStreams, isSilent, letsThrough, type View } from "./view.ts";
import { listOf } from "./words.ts";

/** Whether every audit stream that is on reaches a store that is there, takes entries and can be read. */
export function judgeDelivery(view: View): Judgement {
  const streams = auditStreams(view);
  const parts: Settled<Status>[] = [
    mapSettled(view.exported, (exported): Status => (exported ? "pass" : "fail")),
    ...streams.map((stream) => deliveryOf(stream, view)),
  ];
  return {
    readings: [worstOf(parts)],
    message: (status) => messageOf(status, view),
    ...causeOfSilence(view),
  };
}

function deliveryOf(stream: StreamState, view: View): Settled<Status> {
  const { trail } = view;
  return settle((ask): Status => {
    if (!ask(stream.on, [true, false])) return "not-applicable";
    let good = 0;
    let bad = 0;
    for (const route of routesOf(trail, stream.id)) {
      if (!isUsed(route, trail, ask) || !ask(letsThrough(route, stream, view), [true, false])) continue;
      const store = storeOf(trail, route);
      const isGood = askState(store, ask) === "live" && ask(store.readable, [true, false]);
      if (isGood) good += 1;
      else bad += 1;
    }
    if (good > 0) return bad > 0 ? "warn" : "pass";
    return mayBeCopied(trail, [stream.id], ask) ? "pass" : "fail";
  });
}

function messageOf(status: Status, view: View): string {
  const { trail } = view;
  if (isSilent(view)) return "No stream of API server events reaches a store.";
  const used = new Set(
    trail.routes.filter((route) => route.enabled.state === "known" && route.enabled.value).map((route) => route.store),
  );
  const stores = trail.stores.filter((store) => used.has(store.id));
  const bad = stores.filter(isBad).map((store) => `${store.name} (${whyBad(store)})`);
  const good = stores.filter((store) => !isBad(store)).map((store) => store.name);
  if (status === "pass") return `Every stream that is on is delivered to ${listOf(good, 4)}.`;
  if (status === "warn")
    return `Delivered to ${listOf(good, 4)}, but also sent where it cannot be kept: ${listOf(bad, 4)}.`;
  if (bad.length > 0) return `What is sent cannot be kept: ${listOf(bad, 4)}.`;
  const lost = auditStreams(view).filter((stream) => stream.on.state === "known" && stream.on.value);
  return `A stream that is on has no destination left, among ${listOf(lost.map((stream) => stream.id))}.`;
}

function isBad(store: Store): boolean {
  return whyBad(store) !== undefined;
}

function whyBad(store: Store): string | undefined {
  if (store.state.state === "known" && store.state.value !== "live") return store.stateReason ?? "it does not exist";
  if (store.readable.state === "known" && !store.readable.value) return "its key is disabled or about to be deleted";
  return undefined;
}
