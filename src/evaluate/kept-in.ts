import type { Fact } from "../model/fact.ts";
import type { Store, Trail } from "../model/trail.ts";
import type { ActivityCoverage } from "../trail/activity-coverage.ts";
import type { RequestCoverage } from "../trail/request-coverage.ts";
import { isFiltered, keptOnRoute } from "../trail/filters.ts";
import { routesOf, storeOf } from "../trail/routes.ts";
import type { View } from "../trail/view.ts";

/** Days: null for ever, undefined unknown. */
export interface KeptIn {
  /** Ids of the stores that are known to receive at least one of the requests. */
  readonly stores: readonly string[];
  readonly hotDays?: number | null;
  readonly totalDays?: number | null;
}

/** Where the recorded requests of an activity rest, and for how long the one that is lost first can still be found. */
export function keptIn(row: ActivityCoverage, { trail }: View): KeptIn {
  if (isFiltered(trail)) return findKept(recordedOf(row), trail);
  const sofar = kept.get(trail) ?? new Map<string, KeptIn>();
  kept.set(trail, sofar);
  const key = streamsOf(row);
  const found = sofar.get(key) ?? findKept(recordedOf(row), trail);
  sofar.set(key, found);
  return found;
}

/** Where no filter tells requests apart, the same for all activities whose requests are carried by the same streams. */
const kept = new WeakMap<Trail, Map<string, KeptIn>>();

function streamsOf(row: ActivityCoverage): string {
  const found =
    keys.get(row) ?? JSON.stringify([...new Set(recordedOf(row).map((request) => request.streams.join("\n")))]);
  keys.set(row, found);
  return found;
}

const keys = new WeakMap<ActivityCoverage, string>();

function recordedOf(row: ActivityCoverage): RequestCoverage[] {
  return (row.readings[0]?.requests ?? []).filter((request) => request.level !== "None");
}

function findKept(requests: readonly RequestCoverage[], trail: Trail): KeptIn {
  const rests = requests.map((request) => findRest(request, trail)).filter(({ stores }) => stores.length > 0);
  const hot = worst(rests.map((rest) => rest.hotDays));
  const total = worst(rests.map((rest) => rest.totalDays));
  return {
    stores: [...new Set(rests.flatMap(({ stores }) => stores))],
    ...(hot === undefined ? {} : { hotDays: hot }),
    ...(total === undefined ? {} : { totalDays: total }),
  };
}

interface Rest {
  readonly stores: readonly string[];
  readonly hotDays: number | null | undefined;
  readonly totalDays: number | null | undefined;
}

function findRest(request: RequestCoverage, trail: Trail): Rest {
  const stores = storesOf(request, trail);
  return {
    stores: [...new Set(stores.map((store) => store.id))],
    hotDays: best(stores.map((store) => store.hotDays)),
    totalDays: best(stores.map((store) => store.totalDays)),
  };
}

/** Stores that are known to receive all or some of a request. */
function storesOf(request: RequestCoverage, trail: Trail): Store[] {
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
