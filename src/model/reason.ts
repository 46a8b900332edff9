import type { Basis, Fact, Gap } from "./fact.ts";
import { weakerBasis } from "./fact.ts";

/**
 * Three-valued reasoning: a verdict is known only if every possible value of the unknown facts gives that same verdict.
 * A decision is written as if everything were known and asks for its facts; `settle` runs it once for each
 * combination of values that the unknown ones may have.
 */

/** Gives a fact's value. For a fact that is not known, `possible` lists every value that can change the decision. */
export type Ask = <T>(fact: Fact<T>, possible: readonly T[]) => T;

export interface Settled<V> {
  /** Every verdict that is possible, each once. One entry: the verdict is known. */
  readonly possible: readonly V[];
  /** False when there were too many combinations to try them all: the verdict is then open whatever was seen. */
  readonly complete: boolean;
  /** What would settle it; empty when it is settled. */
  readonly gaps: readonly Gap[];
  /** Evidence of every fact the decision looked at. */
  readonly evidence: readonly string[];
  /** The weakest basis of the facts it looked at. */
  readonly basis: Basis;
}

/** Combinations tried before giving up. Running out leaves the verdict open, never wrong. */
const MOST_WORLDS = 4096;

interface Choice {
  readonly fact: Fact<unknown>;
  readonly values: readonly unknown[];
  index: number;
  /** The verdicts met below each value, in the order of the worlds, to tell whether the fact matters. */
  readonly seen: string[][];
}

/**
 * Runs a decision over all possible worlds.
 * @param keyOf tells verdicts apart; by default their JSON text.
 */
export function settle<V>(decide: (ask: Ask) => V, keyOf: (verdict: V) => string = keyOfJson): Settled<V> {
  const path: Choice[] = [];
  const verdicts = new Map<string, V>();
  const gaps = new Map<string, Gap>();
  const evidence = new Set<string>();
  let basis: Basis = "observed";
  let worlds = 0;
  do {
    let depth = 0;
    const ask: Ask = (fact, possible) => {
      if (fact.state !== "not-applicable") for (const id of fact.evidence) evidence.add(id);
      if (fact.state === "known") {
        basis = weakerBasis(basis, fact.basis);
        return fact.value;
      }
      const before = path.slice(0, depth).find((choice) => choice.fact === fact && isSameList(choice.values, possible));
      if (before) return before.values[before.index] as (typeof possible)[number];
      let choice = path[depth];
      if (!choice) {
        choice = { fact, values: possible, index: 0, seen: possible.map((): string[] => []) };
        path.push(choice);
      }
      depth += 1;
      return choice.values[choice.index] as (typeof possible)[number];
    };
    const verdict = decide(ask);
    // Everything was known: by far the most frequent case.
    if (path.length === 0) return { possible: [verdict], complete: true, gaps: [], evidence: [...evidence], basis };
    const key = keyOf(verdict);
    verdicts.set(key, verdict);
    for (const choice of path) choice.seen[choice.index]?.push(key);
    worlds += 1;
  } while (worlds < MOST_WORLDS && nextWorld(path, gaps));
  const complete = path.length === 0;
  if (!complete) for (const choice of path) addGaps(choice.fact, gaps);
  const open = verdicts.size > 1 || !complete;
  const possible = [...verdicts.values()];
  return { possible, complete, gaps: open ? [...gaps.values()] : [], evidence: [...evidence], basis };
}

/** One unknown may stand for several things that were read together, each with values of its own. */
function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Moves to the next combination; a fact whose values are all tried leaves the path, and its gaps are kept if it mattered. */
function nextWorld(path: Choice[], gaps: Map<string, Gap>): boolean {
  for (;;) {
    const last = path.at(-1);
    if (!last) return false;
    last.index += 1;
    if (last.index < last.values.length) return true;
    if (matters(last)) addGaps(last.fact, gaps);
    path.pop();
  }
}

/** Whether the verdicts depend on it. The same verdicts in another order count: then it matters together with another. */
function matters(choice: Choice): boolean {
  return new Set(choice.seen.map((keys) => keys.join("\n"))).size > 1;
}

function addGaps(fact: Fact<unknown>, gaps: Map<string, Gap>): void {
  if (fact.state !== "unknown") return;
  for (const gap of fact.gaps) gaps.set(keyOfGap(gap), gap);
}

/**
 * Combines verdicts that were settled apart, taking each as independent of the others. That never makes an open verdict
 * look settled.
 * @param worst reduces two verdicts to one; must not depend on the order
 */
export function combineSettled<V>(parts: readonly Settled<V>[], start: V, worst: (a: V, b: V) => V): Settled<V> {
  let possible: readonly V[] = [start];
  let complete = true;
  let basis: Basis = "observed";
  const evidence = new Set<string>();
  for (const part of parts) {
    possible = combinations(possible, part.possible, worst);
    complete &&= part.complete;
    basis = weakerBasis(basis, part.basis);
    for (const id of part.evidence) evidence.add(id);
  }
  const gaps = parts.flatMap((part) => part.gaps);
  return tidied({ possible, complete, gaps, evidence: [...evidence], basis });
}

function combinations<V>(as: readonly V[], bs: readonly V[], worst: (a: V, b: V) => V): readonly V[] {
  const [a, b] = [as[0], bs[0]];
  if (as.length === 1 && bs.length === 1 && a !== undefined && b !== undefined) return [worst(a, b)];
  const found = new Map<string, V>();
  for (const x of as) {
    for (const y of bs) {
      const verdict = worst(x, y);
      found.set(keyOfJson(verdict), verdict);
    }
  }
  return [...found.values()];
}

/** The verdict seen through a function; what makes no difference to it no longer keeps it open. */
export function mapSettled<A, B>(settled: Settled<A>, change: (verdict: A) => B): Settled<B> {
  if (!isOpen(settled)) return { ...settled, possible: settled.possible.map(change) };
  const possible = new Map<string, B>();
  for (const verdict of settled.possible) {
    const changed = change(verdict);
    possible.set(keyOfJson(changed), changed);
  }
  return tidied({ ...settled, possible: [...possible.values()] });
}

/** A verdict that rests on no fact. */
export function certain<V>(verdict: V, basis: Basis = "observed"): Settled<V> {
  return { possible: [verdict], complete: true, gaps: [], evidence: [], basis };
}

/** The one verdict, or undefined while it is open. */
export function settledValue<V>(settled: Settled<V>): V | undefined {
  return isOpen(settled) ? undefined : settled.possible[0];
}

function isOpen(settled: Settled<unknown>): boolean {
  return settled.possible.length > 1 || !settled.complete;
}

function tidied<V>(settled: Settled<V>): Settled<V> {
  if (!isOpen(settled)) return { ...settled, gaps: [] };
  const gaps = new Map(settled.gaps.map((gap) => [keyOfGap(gap), gap]));
  return { ...settled, gaps: [...gaps.values()] };
}

function keyOfGap(gap: Gap): string {
  return JSON.stringify([gap.call, gap.permission, gap.on, gap.reason]);
}

function keyOfJson(verdict: unknown): string {
  return JSON.stringify(verdict) ?? "undefined";
}
