import type { Fact } from "../model/fact.ts";
import { settle, settledValue, type Ask } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Store, StreamState } from "../model/trail.ts";
import { worstOf } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { askState, isUsed, routesOf } from "./routes.ts";
import { unlessSilent } from "./silence.ts";
import { auditStreams, letsThrough, type View } from "./view.ts";

/** What is asked of every store that takes an audit stream. */
export interface StoreQuestion<T> {
  fact(store: Store): Fact<T>;
  readonly possible: readonly T[];
  decide(value: T): Status;
  message(status: Status): string;
}

/** The worst over every live store that takes at least a part of an audit stream. */
export function judgeReceiving<T>(view: View, question: StoreQuestion<T>): Judgement {
  const parts = view.trail.stores.map((store) => {
    const fact = question.fact(store);
    return settle((ask): Status => {
      if (fact.state === "not-applicable" || !receives(store, auditStreams(view), view, ask)) return "not-applicable";
      return question.decide(ask(fact, question.possible));
    });
  });
  return unlessSilent(
    view,
    {
      readings: [worstOf(parts)],
      message: (status) =>
        status === "not-applicable" ? "No store takes the streams that are on." : question.message(status),
    },
    "Nothing leaves the control plane, so there is no store to judge.",
  );
}

/** Stores that take at least a part of an audit stream, or may. */
export function receiversOf(view: View): Store[] {
  return view.trail.stores.filter(
    (store) => settledValue(settle((ask) => receives(store, auditStreams(view), view, ask))) !== false,
  );
}

/** Whether a store is live and takes at least a part of one of the streams. */
export function receives(store: Store, streams: readonly StreamState[], view: View, ask: Ask): boolean {
  const { trail } = view;
  return streams.some(
    (stream) =>
      ask(stream.on, [true, false]) &&
      routesOf(trail, stream.id).some(
        (route) =>
          route.store === store.id &&
          isUsed(route, trail, ask) &&
          ask(letsThrough(route, stream, view), [true, false]) &&
          askState(store, ask) === "live",
      ),
  );
}
