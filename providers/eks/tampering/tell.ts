import type { Fact, Gap } from "../../../src/model/fact.ts";

/** What tells of a call. Without names and without gaps, nothing does. */
export interface Tell {
  /** Names of what surely raises an alarm. */
  readonly by: readonly string[];
  /** What else may. */
  readonly gaps: readonly Gap[];
  readonly evidence: readonly string[];
}

export function told(name: string): Tell {
  return { by: [name], gaps: [], evidence: [] };
}

export function silent(evidence: readonly string[] = []): Tell {
  return { by: [], gaps: [], evidence };
}

export function mayTell(gaps: Gap | readonly Gap[], evidence: readonly string[] = []): Tell {
  return { by: [], gaps: "call" in gaps ? [gaps] : gaps, evidence };
}

export function together(tells: readonly Tell[]): Tell {
  return {
    by: tells.flatMap(({ by }) => by),
    gaps: tells.flatMap(({ gaps }) => gaps),
    evidence: tells.flatMap(({ evidence }) => evidence),
  };
}

export function evidenceOf(...facts: readonly Fact<unknown>[]): string[] {
  return facts.flatMap((fact) => (fact.state === "not-applicable" ? [] : fact.evidence));
}
