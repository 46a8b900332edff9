import type { Fact } from "../model/fact.ts";
import type { Trail } from "../model/trail.ts";
import { isFiltered, isRewritten } from "./filters.ts";

/**
 * What coverage depends on, as text, for a trail of which everything is known and that no filter touches; undefined for
 * any other. Two trails of the same shape show the same activities: most clusters of an organisation share a few.
 */
export function shapeOf(trail: Trail): string | undefined {
  const facts = factsOf(trail);
  if (isFiltered(trail) || isRewritten(trail) || trail.unseenRoutes.length > 0) return undefined;
  if (facts.some((fact) => fact.state === "unknown")) return undefined;
  const indexes = new Map(trail.stores.map((store, index) => [store.id, index]));
  return JSON.stringify([
    trail.profile,
    trail.elsewhere !== undefined,
    trail.streams.map((stream) => stream.id),
    trail.routes.map((route) => [route.streams, indexes.get(route.store)]),
    trail.stores.map((store) => store.madeOnDelivery ?? false),
    trail.inapplicable.map((entry) => entry.activity),
    facts.map((fact) => (fact.state === "known" ? [fact.value, fact.basis] : null)),
  ]);
}

function factsOf({ streams, routes, stores, inapplicable, rewriting }: Trail): Fact<unknown>[] {
  return [
    ...streams.map((stream) => stream.on),
    ...routes.map((route) => route.enabled),
    ...stores.map((store) => store.state),
    ...inapplicable.map((entry) => entry.holds),
    rewriting,
  ];
}
