import type { Ask } from "../model/reason.ts";
import type { Route, Store, StoreState, Trail } from "../model/trail.ts";

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
/** Whether entries go this way at all: it is switched on, and nothing takes them away before. */
export function isUsed(route: Route, trail: Trail, ask: Ask): boolean {
  if (!ask(route.enabled, [true, false])) return false;
  return !trail.unseenRoutes.some(
    (unseen) => unseen.mayTakeAway.includes(route.id) && ask(unseen.fact, UNSEEN) === "takes",
  );
}
/** Whether a route that could not be read brings a copy to a store that nobody saw. */
export function mayBeCopied(trail: Trail, streams: readonly string[], ask: Ask): boolean {
  return trail.unseenRoutes.some(
    (route) => route.streams.some((id) => streams.includes(id)) && ask(route.fact, UNSEEN) === "adds",
  );
}

/** What an unreadable route may do. */
const UNSEEN: readonly string[] = ["nothing", "adds", "takes"];
