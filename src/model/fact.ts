/** A fact is one thing read from a cloud API. "We were not allowed to look" is never "no". */

export const BASES = ["observed", "documented", "inferred", "disputed", "declared"] as const;
/** How a statement is known, strongest first. */
export type Basis = (typeof BASES)[number];

/** Why something is not known, and what would settle it. */
export interface Gap {
  /** The call that would have answered, such as `logs:DescribeLogGroups`. */
  readonly call: string;
  /** The permission to grant; absent when no permission would help (a timeout, an answer that makes no sense). */
  readonly permission?: string;
  /** Where to grant it: account, project, folder, subscription or resource. */
  readonly on: string;
  /** What happened, in one sentence without a trailing full stop. */
  readonly reason: string;
}

export interface Known<T> {
  readonly state: "known";
  readonly value: T;
  readonly basis: Basis;
  /** Ids of the evidence behind the value. */
  readonly evidence: readonly string[];
}

export interface Unknown {
  readonly state: "unknown";
  readonly gaps: readonly Gap[];
  readonly evidence: readonly string[];
}

export interface NotApplicable {
  readonly state: "not-applicable";
  readonly reason: string;
}

export type Fact<T> = Known<T> | Unknown | NotApplicable;

export function known<T>(value: T, evidence: readonly string[] = [], basis: Basis = "observed"): Known<T> {
  return { state: "known", value, basis, evidence };
}

export function unknown(gap: Gap | readonly Gap[], evidence: readonly string[] = []): Unknown {
  return { state: "unknown", gaps: "call" in gap ? [gap] : gap, evidence };
}

export function notApplicable(reason: string): NotApplicable {
  return { state: "not-applicable", reason };
}

/** The same fact seen through a function; what is not known stays so. */
export function mapFact<A, B>(fact: Fact<A>, change: (value: A) => B): Fact<B> {
  return fact.state === "known" ? { ...fact, value: change(fact.value) } : fact;
}

/** The weaker of two bases. */
export function weakerBasis(a: Basis, b: Basis): Basis {
  return BASES.indexOf(a) >= BASES.indexOf(b) ? a : b;
}
