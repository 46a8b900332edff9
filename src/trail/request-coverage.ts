import type { Level } from "../model/audit.ts";
import { known, unknown, type Basis, type Fact } from "../model/fact.ts";
import { certain, settle, type Ask, type Settled } from "../model/reason.ts";
import type { Keep, Link, Probe, Profile, Route, Store, StoreState, StreamChoice, Trail } from "../model/trail.ts";

/** Sources conflict on some points; the first reading takes what is published, the other what is said against it. */
export type Reading = "published" | "contrary";

/** What becomes of one request: how much of it is kept in the best store, and where the rest is lost. */
export interface Fate {
  readonly kept: Keep;
  readonly lostAt?: Link;
}

export interface RequestCoverage {
  readonly probe: Probe;
  readonly level: Level;
  /** The rule of the policy that decided. */
  readonly rule: number;
  readonly fate: Settled<Fate>;
  /** What is known of it whatever the facts say: the policy and the routing to streams. */
  readonly basis: Basis;
  /** Streams that carry it, or may. */
  readonly streams: readonly string[];
}

export function coverRequest(probe: Probe, trail: Trail, profile: Profile, reading: Reading): RequestCoverage {
  const decision = profile.decide(probe.request);
  const contrary = reading === "contrary" ? profile.disputedLevel(decision.rule) : undefined;
  const level = contrary ?? decision.level;
  const choice = profile.choose(probe.request);
  const disputed = reading === "contrary" ? choice.disputed : undefined;
  const streams = disputed ?? [...choice.streams, ...choice.oneOf];
  const recorded = level !== "None" && profile.stages(probe, decision).length > 0;
  const fate = recorded ? fateOf(probe, choice, disputed, trail, profile) : LEFT_OUT;
  return { probe, level: recorded ? level : "None", rule: decision.rule, fate, basis: choice.basis, streams };
}

const LEFT_OUT: Settled<Fate> = certain({ kept: "none", lostAt: "policy" });

/** Where no filter tells requests apart, what becomes of one becomes of all that the same streams carry. */
function fateOf(
  probe: Probe,
  choice: StreamChoice,
  disputed: readonly string[] | undefined,
  trail: Trail,
  profile: Profile,
): Settled<Fate> {
  if (isFiltered(trail)) return followChoice(probe, choice, disputed, trail, profile);
  const sofar = fates.get(trail) ?? new Map<readonly string[] | StreamChoice, Settled<Fate>>();
  fates.set(trail, sofar);
  const found = sofar.get(disputed ?? choice) ?? followChoice(probe, choice, disputed, trail, profile);
  sofar.set(disputed ?? choice, found);
  return found;
}

const fates = new WeakMap<Trail, Map<readonly string[] | StreamChoice, Settled<Fate>>>();

/** Whether something on the way may treat one request otherwise than another. */
export function isFiltered({ routes, streams }: Trail): boolean {
  const exempted = streams.some(({ exemptions }) => exemptions.state === "known" && exemptions.value.length > 0);
  return exempted || routes.some((route) => route.filters.length > 0);
}

function followChoice(
  probe: Probe,
  choice: StreamChoice,
  disputed: readonly string[] | undefined,
  trail: Trail,
  profile: Profile,
): Settled<Fate> {
  if (choice.unknown && !disputed) {
    const all = profile.streams.filter((stream) => stream.role === "api-audit").map((stream) => [stream.id]);
    const carriers = unknown(unpublished(profile, ["any"]));
    return settle((ask) => follow(ask(carriers, all), probe, trail, ask));
  }
  if (disputed || choice.oneOf.length === 0) {
    return settle((ask) => follow(disputed ?? choice.streams, probe, trail, ask));
  }
  const carriers = unknown(unpublished(profile, choice.oneOf));
  const possible = choice.oneOf.map((id) => [id]);
  return settle((ask) => follow(ask(carriers, possible), probe, trail, ask));
}

function unpublished(profile: Profile, streams: readonly string[]) {
  const which = streams.join(" and ");
  return {
    call: `policy ${profile.id}`,
    on: profile.id,
    reason: `which of ${which} records this request is not published`,
  };
}

/** Follows a request from its streams to the stores; stops at the first store that keeps all of it. */
function follow(carriers: readonly string[], probe: Probe, trail: Trail, ask: Ask): Fate {
  const on = carriers.filter((id) => {
    const stream = trail.streams.find((candidate) => candidate.id === id);
    return stream !== undefined && ask(stream.on, [true, false]);
  });
  if (on.length === 0) return { kept: "none", lostAt: "stream" };
  let best: Fate = { kept: "none", lostAt: "route" };
  for (const stream of on) {
    for (const route of routesOf(trail, stream)) {
      const fate = alongRoute(route, probe, stream, trail, ask);
      if (isBetter(fate, best)) best = fate;
      if (best.kept === "all") return best;
    }
  }
  return mayBeCopied(trail, on, ask) ? { kept: "all" } : best;
}

/** Whether a route that could not be read brings a copy to a store that nobody saw. */
export function mayBeCopied(trail: Trail, streams: readonly string[], ask: Ask): boolean {
  return trail.unseenRoutes.some(
    (route) => route.streams.some((id) => streams.includes(id)) && ask(route.fact, UNSEEN) === "adds",
  );
}

/** What an unreadable route may do. */
const UNSEEN: readonly string[] = ["nothing", "adds", "takes"];

/** Routes that are known to work come first, so that the unknown ones are asked about only where it matters. */
export function routesOf(trail: Trail, stream: string): readonly Route[] {
  const ways = ordered.get(trail) ?? new Map<string, readonly Route[]>();
  ordered.set(trail, ways);
  const found = ways.get(stream) ?? orderedRoutes(trail, stream);
  ways.set(stream, found);
  return found;
}

/** Asked for once a request and trail; trails do not change. */
const ordered = new WeakMap<Trail, Map<string, readonly Route[]>>();

function orderedRoutes(trail: Trail, stream: string): readonly Route[] {
  const routes = trail.routes.filter((route) => route.streams.includes(stream));
  return routes.toSorted((a, b) => Number(isOpen(a, trail)) - Number(isOpen(b, trail)));
}

function isOpen(route: Route, trail: Trail): boolean {
  return (
    route.enabled.state !== "known" ||
    storeOf(trail, route).state.state !== "known" ||
    trail.unseenRoutes.some((unseen) => unseen.mayTakeAway.includes(route.id))
  );
}

export function storeOf(trail: Trail, route: Route): Store {
  const store = trail.stores.find((candidate) => candidate.id === route.store);
  if (!store) throw new Error(`route ${route.id} leads to a store that its trail does not have`);
  return store;
}

/** A store's state, out of those it can be in. */
export function askState(store: Store, ask: Ask): StoreState {
  return ask(store.state, store.madeOnDelivery ? ["live", "absent"] : ["live", "dead"]);
}

function alongRoute(route: Route, probe: Probe, stream: string, trail: Trail, ask: Ask): Fate {
  if (!isUsed(route, trail, ask)) return { kept: "none", lostAt: "route" };
  const kept = ask(keptOnRoute(route, probe, stream, trail), KEEPS);
  if (kept === "none") return { kept, lostAt: "route" };
  if (askState(storeOf(trail, route), ask) === "dead") return { kept: "none", lostAt: "store" };
  return kept === "all" ? { kept } : { kept, lostAt: "route" };
}

/** Whether entries go this way at all: it is switched on, and nothing takes them away before. */
export function isUsed(route: Route, trail: Trail, ask: Ask): boolean {
  if (!ask(route.enabled, [true, false])) return false;
  return !trail.unseenRoutes.some(
    (unseen) => unseen.mayTakeAway.includes(route.id) && ask(unseen.fact, UNSEEN) === "takes",
  );
}

/**
 * How much of a probe survives the filters of a route. Exemptions that could not be read are left to the control that
 * asks for them: what is switched on is still recorded for all but the exempted.
 */
export function keptOnRoute(route: Route, probe: Probe, stream: string, trail: Trail): Fact<Keep> {
  const state = trail.streams.find((candidate) => candidate.id === stream);
  const exemptions = state?.exemptions.state === "known" ? state.exemptions.value : [];
  if (exemptions.length === 0 && route.filters.length === 0 && !isRewritten(trail)) return ALL;
  const answers = [...exemptions, ...route.filters].map((filter) => filter.keeps(probe, stream));
  return combineKeeps([...answers, ...rewritten(trail)]);
}

const ALL: Fact<Keep> = known("all");

function isRewritten({ rewriting }: Trail): boolean {
  return rewriting.state === "known" && rewriting.value === "rewrites";
}

/** Something is known to rewrite entries, and what it does cannot be read. */
function rewritten(trail: Trail): Fact<Keep>[] {
  const { rewriting } = trail;
  if (rewriting.state !== "known" || rewriting.value !== "rewrites") return [];
  const reason = "a pipeline that may alter or drop entries is active, and what it does cannot be read";
  return [unknown({ call: "rewriting", on: trail.cluster.id, reason }, rewriting.evidence)];
}

const KEEPS: readonly Keep[] = ["none", "some", "all"];

export function combineKeeps(answers: readonly Fact<Keep>[]): Fact<Keep> {
  const certain = answers.flatMap((answer) => (answer.state === "known" ? [answer] : []));
  const least = Math.min(2, ...certain.map((answer) => KEEPS.indexOf(answer.value)));
  const open = answers.flatMap((answer) => (answer.state === "unknown" ? [answer] : []));
  if (least === 0 || open.length === 0) {
    return known(
      KEEPS[least] ?? "all",
      certain.flatMap((answer) => answer.evidence),
    );
  }
  return unknown(
    open.flatMap((answer) => answer.gaps),
    open.flatMap((answer) => answer.evidence),
  );
}

const LOST: readonly (Link | undefined)[] = ["policy", "stream", "route", "store", undefined];

function isBetter(a: Fate, b: Fate): boolean {
  const [x, y] = [KEEPS.indexOf(a.kept), KEEPS.indexOf(b.kept)];
  return x === y ? LOST.indexOf(a.lostAt) > LOST.indexOf(b.lostAt) : x > y;
}
