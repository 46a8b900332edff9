/**
 * What a pattern says of the entries that are looked at. `some`: it takes some of them; `sign` says whether it names a few
 * values (`few`) or all but a few (`most`) of `field`.
 */
export type PatternVerdict =
  | { readonly is: "all" }
  | { readonly is: "none" }
  | { readonly is: "some"; readonly field: string; readonly sign: "few" | "most" | "open" }
  | { readonly is: "unknown"; readonly why: string };

export const ALL: PatternVerdict = { is: "all" };
export const NONE: PatternVerdict = { is: "none" };

export function undecided(why: string): PatternVerdict {
  return { is: "unknown", why };
}

export function and(verdicts: readonly PatternVerdict[]): PatternVerdict {
  return combine(verdicts, "all", "none", "most");
}

export function or(verdicts: readonly PatternVerdict[]): PatternVerdict {
  return combine(verdicts, "none", "all", "few");
}

/**
 * @param neutral changes nothing
 * @param decisive settles it alone
 * @param closed the sign that partial verdicts over one field keep: naming more values, or leaving out more
 */
function combine(
  verdicts: readonly PatternVerdict[],
  neutral: "all" | "none",
  decisive: "all" | "none",
  closed: "few" | "most",
): PatternVerdict {
  if (verdicts.some(({ is }) => is === decisive)) return { is: decisive };
  let result: PatternVerdict = { is: neutral };
  for (const verdict of verdicts) {
    if (verdict.is === neutral) continue;
    result = result.is === neutral ? verdict : both(result, verdict, closed);
  }
  return result;
}

/** Two partial conditions may exclude or complete each other, which is worked out for one field only. */
function both(a: PatternVerdict, b: PatternVerdict, closed: "few" | "most"): PatternVerdict {
  if (a.is !== "some") return a;
  if (b.is !== "some") return b;
  if (a.field === b.field && a.sign === closed && b.sign === closed) return a;
  return undecided(`its conditions on ${a.field} and ${b.field} depend on each other`);
}
