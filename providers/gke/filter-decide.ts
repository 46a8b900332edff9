import { compare } from "./filter-compare.ts";
import { SEEN_RANKS, type Deciding } from "./filter-deciding.ts";
import type { EntrySource } from "./filter-entry.ts";
import { anywhere, call } from "./filter-functions.ts";
import type { Expression } from "./filter-parse.ts";
import { TRUE, and, not, or, some, undecided, type FilterVerdict } from "./filter-verdict.ts";

export interface Decision {
  readonly verdict: FilterVerdict;
  readonly isInferred: boolean;
}

/** What a filter says of the entries of a source. Severity is tried value by value, everything else is reasoned about. */
export function decideExpression(expression: Expression, source: EntrySource, mentionsSeverity: boolean): Decision {
  const verdicts: FilterVerdict[] = [];
  let isInferred = false;
  for (const severity of mentionsSeverity ? SEEN_RANKS : SEEN_RANKS.slice(0, 1)) {
    const deciding = { source, severity, isInferred: false };
    verdicts.push(evaluate(expression, deciding));
    isInferred ||= deciding.isInferred;
  }
  return { verdict: joined(verdicts), isInferred };
}

function joined(verdicts: readonly FilterVerdict[]): FilterVerdict {
  const [first = TRUE] = verdicts;
  const open = verdicts.find((verdict) => verdict.is === "unknown");
  if (open) return open;
  if (verdicts.every((verdict) => verdict.is === first.is)) return first;
  return some("severity", "open");
}

function evaluate(expression: Expression, deciding: Deciding): FilterVerdict {
  switch (expression.type) {
    case "and":
      return and(lazily(expression.items, deciding));
    case "or":
      return or(lazily(expression.items, deciding));
    case "not":
      return not(evaluate(expression.item, deciding));
    case "compare":
      return compare(expression.path, expression.operator, expression.value, deciding);
    case "call":
      return call(expression.name, expression.args, deciding);
    case "anywhere":
      return anywhere(expression.value, deciding);
    case "odd":
      return undecided(expression.why);
  }
}

function* lazily(items: readonly Expression[], deciding: Deciding): Iterable<FilterVerdict> {
  for (const item of items) yield evaluate(item, deciding);
}
