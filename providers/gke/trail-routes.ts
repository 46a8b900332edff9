import { known, type Fact } from "../../src/model/fact.ts";
import type { Route, Store, UnseenRoute } from "../../src/model/trail.ts";
import { trailFilter } from "./filter.ts";
import { parseDestination } from "./names.ts";
import type { Sink } from "./schema.ts";
import { evidenceOf, stillUnknown, valueOf } from "./trail-facts.ts";
import { hierarchyOf, type Hierarchy } from "./trail-hierarchy.ts";
import { DEFAULT, REQUIRED } from "./trail-log-bucket.ts";
import { SOMEWHERE } from "./trail-store.ts";
import { storeOf } from "./trail-stores.ts";
import { ACTIVITY, DATA_ACCESS, STREAMS } from "./trail-streams.ts";
import { canonical, entriesOf, sinkWays, type RouteSite, type Way } from "./trail-ways.ts";

export interface Routing {
  readonly routes: readonly Route[];
  readonly stores: readonly Store[];
  readonly unseenRoutes: readonly UnseenRoute[];
}

/**
 * Follows entries of a project's clusters to where they rest:
 * https://docs.cloud.google.com/logging/docs/routing/overview (2026-11).
 */
export function routingOf(site: RouteSite): Routing {
  const hierarchy = hierarchyOf(site);
  const own = ownWays(site, hierarchy);
  const copies = hierarchy.aggregated.flatMap((one) => sinkWays(site, hierarchy, one.sink, one.evidence));
  const ways = [requiredWay(site), ...own, ...copies];
  const stores = new Map(ways.map(({ store }) => [store.id, store]));
  const belowOthers = [...own, ...copies].map(({ id }) => id);
  return {
    routes: ways.map((way) => routeOf(site, way)),
    stores: [...stores.values()],
    unseenRoutes: unseenOf(site, hierarchy, belowOthers),
  };
}

function routeOf(site: RouteSite, { rules, filters = [], store, ...way }: Way): Route {
  const ruled = rules.flatMap((rule) => trailFilter(rule, entriesOf(site), way.streams) ?? []);
  return { ...way, store: store.id, filters: [...ruled, ...filters] };
}

/** Admin Activity always rests here: the sink cannot be changed, switched off or passed by. */
function requiredWay(site: RouteSite): Way {
  const self = `projects/${site.project}`;
  const sinks = site.facts.get("log-sinks", self).sinks;
  const seen = valueOf(sinks)?.find(({ name }) => name === REQUIRED);
  return {
    id: `${self}/sinks/${REQUIRED}`,
    name: REQUIRED,
    streams: [ACTIVITY],
    enabled: known(true, [], "documented"),
    rules: [],
    store: systemStore(site, REQUIRED, seen),
  };
}

function systemStore(site: RouteSite, bucket: string, sink: Sink | undefined): Store {
  const parent = `projects/${site.project}`;
  const seen = sink ? canonical(site, parseDestination(sink.destination)) : undefined;
  const isItsOwn = seen?.kind === "log-bucket" && seen.bucket === bucket && seen.parent === parent;
  return storeOf(site, isItsOwn ? seen : { kind: "log-bucket", parent, location: SOMEWHERE, bucket });
}

function ownWays(site: RouteSite, hierarchy: Hierarchy): readonly Way[] {
  const self = `projects/${site.project}`;
  const sinks = site.facts.get("log-sinks", self).sinks;
  const list = valueOf(sinks);
  if (!list) return [unseenDefault(site, self, sinks)];
  const others = list.filter(({ name }) => name !== REQUIRED);
  return others.flatMap((sink) => sinkWays(site, hierarchy, sink, evidenceOf(sinks)));
}

/** Whether `_Default` takes anything, and what it leaves out, is not known. */
function unseenDefault(site: RouteSite, self: string, sinks: Fact<unknown>): Way {
  const answer = stillUnknown(sinks);
  return {
    id: `${self}/sinks/${DEFAULT}`,
    name: DEFAULT,
    streams: DATA_ACCESS,
    enabled: stillUnknown(sinks),
    rules: [],
    filters: [{ kind: "exclusion", text: "filter and exclusions that could not be read", keeps: () => answer }],
    store: systemStore(site, DEFAULT, undefined),
  };
}

/** Copies that cannot be seen only add; an interceptor that cannot be seen may take from everything but `_Required`. */
function unseenOf(
  site: RouteSite,
  { unread, interceptors }: Hierarchy,
  belowOthers: readonly string[],
): readonly UnseenRoute[] {
  const sinks = site.facts.get("log-sinks", `projects/${site.project}`).sinks;
  const copies = sinks.state === "unknown" ? [...unread, sinks] : unread;
  const unseen = copies.map((fact): UnseenRoute => ({ streams: STREAMS, fact: stillUnknown(fact), mayTakeAway: [] }));
  if (interceptors.state !== "unknown") return unseen;
  return [...unseen, { streams: STREAMS, fact: stillUnknown(interceptors), mayTakeAway: belowOthers }];
}
