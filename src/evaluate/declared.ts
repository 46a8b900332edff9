import { known, type Fact } from "../model/fact.ts";
import type { Store, Trail } from "../model/trail.ts";
import { fitsPattern, type Declared } from "./options.ts";

/** The trail with what the user declares in place of what no API shows. What was read is never overruled. */
export function withDeclared(trail: Trail, declared: readonly Declared[]): Trail {
  if (declared.length === 0) return trail;
  return { ...trail, stores: trail.stores.map((store) => declareStore(store, declared)) };
}

function declareStore(store: Store, declared: readonly Declared[]): Store {
  const entry = declared.find(
    (candidate) => fitsPattern(store.id, candidate.store) || fitsPattern(store.name, candidate.store),
  );
  if (!entry) return store;
  return {
    ...store,
    state: orDeclared(store.state, "live"),
    hotDays: orDeclared(store.hotDays, entry.hotDays),
    totalDays: orDeclared(store.totalDays, entry.totalDays),
    readable: orDeclared(store.readable, true),
    ...(entry.watched ? { watchedBy: entry.note } : {}),
  };
}

function orDeclared<T>(fact: Fact<T>, value: T | undefined): Fact<T> {
  return fact.state === "unknown" && value !== undefined ? known(value, [], "declared") : fact;
}
