import { mapSettled, settle, type Ask, type Settled } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Probe, Route, Store, StoreState, StreamState } from "../model/trail.ts";
import { worstOf } from "./combine.ts";
import { isFiltered, keptOnRoute } from "./filters.ts";
import { type RequestCoverage } from "./request-coverage.ts";
import { askState, isUsed, mayBeCopied, routesOf, storeOf } from "./routes.ts";
import { auditStreams, letsThrough, LOGIN, type View } from "./view.ts";

/** A request, and the streams of which each brings it. */
export interface Subject {
  readonly probe: Probe;
  readonly streams: readonly string[];
}

/** A store that a request reaches. A dead store is none. */
export interface Arrival {
  readonly stream: string;
  readonly route: Route;
  readonly store: Store;
  readonly state: StoreState;
  /** Whether all of what the request stands for arrives. */
  readonly isWhole: boolean;
}

/** What has to be kept: every must-request that the policy records, and the decisions about logins. */
export function mustSubjects(view: View): Subject[] {
  const requests = recordedRequests(view, (priority) => priority === "must");
  const logins = view.authenticationStreams.map((stream) => ({ probe: LOGIN, streams: [stream.id] }));
  return [...once(requests, view), ...logins];
}

/** Requests of the catalogue that the policy does not leave out. */
export function recordedRequests(view: View, isWanted: (priority: string) => boolean = () => true): RequestCoverage[] {
  return view.coverage
    .filter((row) => isWanted(row.activity.priority) && row.verdict !== "not-applicable")
    .flatMap((row) => row.readings[0]?.requests ?? [])
    .filter((request) => request.level !== "None");
}

/** Each kind of request once: where no filter tells requests apart, what decides is which streams carry it. */
export function once<T extends Subject>(subjects: readonly T[], view: View): T[] {
  if (isFiltered(view.trail)) return [...subjects];
  return [...new Map(subjects.map((subject) => [subject.streams.join("\n"), subject])).values()];
}

/**
 * Walks the stores that a request reaches, those that are known to work first, so that a decision can stop early.
 * @param keeps what the way leaves of it
 */
export function* arrivalsOf(
  { probe, streams }: Subject,
  { trail }: View,
  ask: Ask,
  keeps: typeof keptOnRoute = keptOnRoute,
): Generator<Arrival> {
  for (const stream of streams) {
    if (!isOn(stream, trail.streams, ask)) continue;
    for (const route of routesOf(trail, stream)) {
      if (!isUsed(route, trail, ask)) continue;
      const kept = ask(keeps(route, probe, stream, trail), ["all", "some", "none"]);
      if (kept === "none") continue;
      const store = storeOf(trail, route);
      const state = askState(store, ask);
      if (state !== "dead") yield { stream, route, store, state, isWhole: kept === "all" };
    }
  }
}

/** Whether what arrived is there and can be read. A store that is made again on the next delivery has kept nothing so far. */
export function isHeld({ store, state }: Arrival, ask: Ask): boolean {
  return state === "live" && ask(store.readable, [true, false]);
}

/** Whether a route that could not be read may bring a copy of the request to a store that nobody saw. */
export function mayBeHeldUnseen({ streams }: Subject, { trail }: View, ask: Ask): boolean {
  return mayBeCopied(
    trail,
    streams.filter((id) => isOn(id, trail.streams, ask)),
    ask,
  );
}

function isOn(id: string, streams: readonly StreamState[], ask: Ask): boolean {
  const stream = streams.find((candidate) => candidate.id === id);
  return stream !== undefined && ask(stream.on, [true, false]);
}

/** The worst verdict over what has to be kept. Where nothing leaves, and where a stream goes nowhere, nothing is kept. */
export function judgeKept(
  view: View,
  subjects: readonly Subject[],
  judge: (subject: Subject, ask: Ask) => Status,
): Settled<Status> {
  return worstOf([
    mapSettled(view.exported, (exported): Status => (exported ? "not-applicable" : "fail")),
    ...subjects.map((subject) => settle((ask) => judge(subject, ask))),
    ...auditStreams(view).map((stream) => goesNowhere(stream, view)),
  ]);
}

function goesNowhere(stream: StreamState, view: View): Settled<Status> {
  const { trail } = view;
  return settle((ask): Status => {
    if (!ask(stream.on, [true, false])) return "not-applicable";
    const arrives = routesOf(trail, stream.id).some(
      (route) =>
        isUsed(route, trail, ask) &&
        ask(letsThrough(route, stream, view), [true, false]) &&
        askState(storeOf(trail, route), ask) !== "dead",
    );
    return arrives || mayBeCopied(trail, [stream.id], ask) ? "not-applicable" : "fail";
  });
}
