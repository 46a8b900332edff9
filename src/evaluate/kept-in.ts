import type { Fact } from "../model/fact.ts";
import type { Store, Trail } from "../model/trail.ts";
import type { ActivityCoverage } from "../trail/activity-coverage.ts";
import type { RequestCoverage } from "../trail/request-coverage.ts";
import { keptOnRoute, routesOf, storeOf } from "../trail/request-coverage.ts";
import type { View } from "../trail/view.ts";

/** Days: null for ever, undefined unknown. */
export interface KeptIn {
  /** Ids of the stores that are known to receive at least one of the requests. */
  readonly stores: readonly string[];
  readonly hotDays?: number | null;
  readonly totalDays?: number | null;
}

/** Where the recorded requests of an activity rest, and for how long the one that is lost first can still be found. */
export function keptIn(row: ActivityCoverage, view: View): KeptIn {
  const requests = (row.readings[0]?.requests ?? []).filter((request) => request.level !== "None");
  const perRequest = requests.map((request) => storesOf(request, view.trail)).filter((stores) => stores.length > 0);
  const stores = [...new Map(perRequest.flat().map((store) => [store.id, store])).keys()];
  const hot = worst(perRequest.map((list) => best(list.map((store) => store.hotDays))));
  const total = worst(perRequest.map((list) => best(list.map((store) => store.totalDays))));
  return {
    stores,
    ...(hot === undefined ? {} : { hotDays: hot }),
    ...(total === undefined ? {} : { totalDays: total }),
  };
}

/** Stores that are known to receive all or some of a request. */
export function storesOf(request: RequestCoverage, trail: Trail): Store[] {
  const on = request.streams.filter((id) => {
    const state = trail.streams.find((stream) => stream.id === id)?.on;
    return state?.state === "known" && state.value;
  });
  return on.flatMap((stream) =>
    routesOf(trail, stream)
      .filter((route) => {
        const kept = keptOnRoute(route, request.probe, stream, trail);
        return (
          route.enabled.state === "known" && route.enabled.value && kept.state === "known" && kept.value !== "none"
        );
      })
      .map((route) => storeOf(trail, route))
      .filter((store) => store.state.state === "known" && store.state.value === "live"),
  );
}

function best(days: readonly Fact<number | null>[]): number | null | undefined {
  const values = days.flatMap((fact) => (fact.state === "known" ? [fact.value] : []));
  if (values.includes(null)) return null;
  if (values.length < days.length) return undefined;
  return Math.max(...values.map(Number));
}

function worst(days: readonly (number | null | undefined)[]): number | null | undefined {
  if (days.length === 0 || days.includes(undefined)) return undefined;
  const finite = days.filter((value): value is number => typeof value === "number");
  return finite.length > 0 ? Math.min(...finite) : null;
}
