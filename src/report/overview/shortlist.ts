import type { Result } from "../../model/result.ts";
import type { Cause } from "./causes.ts";
import { emptySample, mergeSamples, type Sample } from "./sample.ts";

/** What to show first, and the rest by control: many ways to put one control right must not hide the other controls. */
export interface Shortlist {
  readonly first: readonly Cause[];
  readonly rest: readonly RestOfControl[];
}

export interface RestOfControl {
  /** Of the first cluster. */
  readonly result: Result;
  readonly clusters: Sample;
  consequences: number;
}

export function shortlist(causes: readonly Cause[], most: number, mostOfControl: number): Shortlist {
  const first: Cause[] = [];
  const rest = new Map<string, RestOfControl>();
  const shown = new Map<string, number>();
  for (const cause of causes) {
    const { status, control } = cause.result;
    const before = shown.get(control) ?? 0;
    if (first.length < most && before < mostOfControl) {
      first.push(cause);
      shown.set(control, before + 1);
      continue;
    }
    const key = `${status} ${control}`;
    const row = rest.get(key) ?? { result: cause.result, clusters: emptySample(), consequences: 0 };
    rest.set(key, row);
    mergeSamples(row.clusters, cause.clusters);
    row.consequences += cause.consequences;
  }
  return { first, rest: [...rest.values()] };
}
