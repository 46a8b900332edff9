import { known, unknown, type Fact, type Gap } from "../../src/model/fact.ts";
import type { Filter, Keep, Probe } from "../../src/model/trail.ts";
import { decideExpression, type Decision } from "./filter-decide.ts";
import type { EntrySource } from "./filter-entry.ts";
import { parseExpression, type Expression } from "./filter-parse.ts";
import { FilterProblem } from "./filter-tokens.ts";
import type { FilterVerdict } from "./filter-verdict.ts";

/** A filter that was read once and is decided many times. */
export interface LogFilter {
  readonly text: string;
  readonly expression: Expression;
  readonly mentionsSeverity: boolean;
  readonly isSampling: boolean;
}

/** Reads a filter of the Logging query language. Never throws: what is not understood becomes part of the answer. */
export function readFilter(text: string): LogFilter {
  const expression = expressionOf(text);
  return {
    text,
    expression,
    mentionsSeverity: mentions(
      expression,
      (part) => part.type === "compare" && part.path[0]?.toLowerCase() === "severity",
    ),
    isSampling: samples(expression),
  };
}

function expressionOf(text: string): Expression {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof FilterProblem) return { type: "odd", why: error.message };
    throw error;
  }
}

function samples(expression: Expression): boolean {
  return mentions(expression, (part) => part.type === "call" && part.name.toLowerCase() === "sample");
}

function mentions(expression: Expression, isIt: (part: Expression) => boolean): boolean {
  if (isIt(expression)) return true;
  if (expression.type === "not") return mentions(expression.item, isIt);
  const isList = expression.type === "and" || expression.type === "or";
  return isList && expression.items.some((item) => mentions(item, isIt));
}

export function decideFilter(filter: LogFilter, source: EntrySource): Decision {
  return decideExpression(filter.expression, source, filter.mentionsSeverity);
}

/**
 * Parts that must all hold, with samples apart from the rest: what a copy selects is no loss, what a sample leaves out is.
 */
export function separateSamples(filter: LogFilter): readonly LogFilter[] {
  const { expression } = filter;
  if (!filter.isSampling || expression.type !== "and") return [filter];
  const rest = expression.items.filter((item) => !samples(item));
  const sampled = expression.items.filter(samples);
  if (rest.length === 0) return [filter];
  return [
    { ...filter, expression: { type: "and", items: rest }, isSampling: false },
    { ...filter, expression: { type: "and", items: sampled } },
  ];
}

/** What in the cloud a filter of a trail comes from, for remedies. */
export type Origin =
  | { readonly kind: "sink"; readonly owner: string; readonly sink: string; readonly exclusion?: string }
  | { readonly kind: "member"; readonly resource: string };

/** A filter that remembers where it comes from. */
export interface TracedFilter extends Filter {
  readonly origin: Origin;
}

export function originOf(filter: Filter): Origin | undefined {
  return isTraced(filter) ? filter.origin : undefined;
}

function isTraced(filter: Filter): filter is TracedFilter {
  return "origin" in filter;
}

/** What decides a filter of a trail: the verdict says which entries it takes. */
export interface FilterRule {
  readonly origin: Origin;
  readonly kind: Filter["kind"];
  readonly text: string;
  /** Whether the entries that are taken pass or are held back. */
  readonly takes: "through" | "away";
  readonly decide: (source: EntrySource) => Decision;
  readonly evidence: readonly string[];
  /** What to say where it cannot be decided. */
  readonly gap: (why: string) => Gap;
}

const KEEPS: { readonly [takes in FilterRule["takes"]]: { readonly true: Keep; readonly false: Keep } } = {
  through: { true: "all", false: "none" },
  away: { true: "none", false: "all" },
};

/**
 * A filter of a trail. Answers are kept, since every cluster's activities ask the same again and again.
 * @returns undefined when it provably lets everything of these streams through
 */
export function trailFilter(
  rule: FilterRule,
  source: Omit<EntrySource, "stream" | "probe">,
  streams: readonly string[],
): TracedFilter | undefined {
  const facts = new Map<string, Fact<Keep>>();
  const whole = new Map(streams.map((stream) => [stream, factOf(rule.decide({ ...source, stream }))]));
  if (streams.every((stream) => isKept(whole.get(stream), "all"))) return undefined;
  const others = new Map([...whole].map(([stream, answer]) => [stream, dropsSome(answer, rule)]));

  function factOf({ verdict, isInferred }: Decision): Fact<Keep> {
    const key = `${verdict.is}/${isInferred}/${verdict.is === "unknown" ? verdict.why : ""}`;
    const found = facts.get(key);
    if (found) return found;
    const fact = newFact(rule, verdict, isInferred);
    facts.set(key, fact);
    return fact;
  }

  return {
    kind: rule.kind,
    text: rule.text,
    origin: rule.origin,
    keeps(probe: Probe, stream: string) {
      const answer = whole.get(stream);
      // Where no probe makes a difference, that is the answer for each.
      if (answer && (isKept(answer, "all") || isKept(answer, "none"))) return answer;
      return factOf(rule.decide({ ...source, stream, probe }));
    },
    dropsOthers: (stream) => others.get(stream) ?? known(false),
  };
}

function isKept(fact: Fact<Keep> | undefined, keep: Keep): boolean {
  return fact?.state === "known" && fact.value === keep;
}

/** A selection that takes a part may leave the rest to another copy, or to nobody where there is no rest. */
function dropsSome(answer: Fact<Keep>, { kind, gap, evidence }: FilterRule): Fact<boolean> {
  if (answer.state !== "known") return answer;
  if (kind !== "selection" || answer.value !== "some") return { ...answer, value: answer.value !== "all" };
  return unknown(gap("whether it leaves out requests that no activity of the catalogue stands for"), evidence);
}

function newFact(rule: FilterRule, verdict: FilterVerdict, isInferred: boolean): Fact<Keep> {
  const basis = isInferred ? "inferred" : "observed";
  if (verdict.is === "unknown") return unknown(rule.gap(verdict.why), rule.evidence);
  if (verdict.is === "some") return known("some", rule.evidence, basis);
  return known(KEEPS[rule.takes][verdict.is], rule.evidence, basis);
}
