import type { Level } from "../model/audit.ts";
import { unknown, type Basis } from "../model/fact.ts";
import { certain, settle, type Ask, type Settled } from "../model/reason.ts";
import type { Keep, Link, Probe, Profile, Route, StreamChoice, Trail } from "../model/trail.ts";
import { isFiltered, KEEPS, keptOnRoute } from "./filters.ts";
import { askState, isUsed, mayBeCopied, routesOf, storeOf } from "./routes.ts";

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
  const found = recorded ? fateOf(probe, choice, disputed, trail, profile) : LEFT_OUT;
  const fate = profile.declaredPolicy === undefined ? found : ({ ...found, basis: "declared" } as const);
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
function alongRoute(route: Route, probe: Probe, stream: string, trail: Trail, ask: Ask): Fate {
  if (!isUsed(route, trail, ask)) return { kept: "none", lostAt: "route" };
  const kept = ask(keptOnRoute(route, probe, stream, trail), KEEPS);
  if (kept === "none") return { kept, lostAt: "route" };
  if (askState(storeOf(trail, route), ask) === "dead") return { kept: "none", lostAt: "store" };
  return kept === "all" ? { kept } : { kept, lostAt: "route" };
}
const LOST: readonly (Link | undefined)[] = ["policy", "stream", "route", "store", undefined];

function isBetter(a: Fate, b: Fate): boolean {
  const [x, y] = [KEEPS.indexOf(a.kept), KEEPS.indexOf(b.kept)];
  return x === y ? LOST.indexOf(a.lostAt) > LOST.indexOf(b.lostAt) : x > y;
}
