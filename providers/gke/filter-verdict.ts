/**
 * What a filter says of the entries that a probe stands for. `some`: of some of them, in `fields` that the probe leaves open;
 * `sign` says whether it is true of a few named values (`few`) or of all but a few (`most`).
 */
export type FilterVerdict =
  | { readonly is: "true" }
  | { readonly is: "false" }
  | { readonly is: "some"; readonly fields: ReadonlySet<string>; readonly sign: "few" | "most" | "open" }
  | { readonly is: "unknown"; readonly why: string };

export const TRUE: FilterVerdict = { is: "true" };
export const FALSE: FilterVerdict = { is: "false" };

export function some(field: string, sign: "few" | "most" | "open"): FilterVerdict {
  return { is: "some", fields: new Set([field]), sign };
}

export function undecided(why: string): FilterVerdict {
  return { is: "unknown", why };
}

export function ofBoolean(value: boolean): FilterVerdict {
  return value ? TRUE : FALSE;
}

export function not(verdict: FilterVerdict): FilterVerdict {
  switch (verdict.is) {
    case "true":
      return FALSE;
    case "false":
      return TRUE;
    case "some":
      return { ...verdict, sign: verdict.sign === "few" ? "most" : verdict.sign === "most" ? "few" : "open" };
    case "unknown":
      return verdict;
  }
}

export function and(verdicts: Iterable<FilterVerdict>): FilterVerdict {
  return combine(verdicts, "true", "false", "most");
}

export function or(verdicts: Iterable<FilterVerdict>): FilterVerdict {
  return combine(verdicts, "false", "true", "few");
}

/**
 * @param neutral changes nothing
 * @param decisive settles it alone
 * @param closed the sign that two partial verdicts over one field keep: naming more values, or denying more values
 */
function combine(
  verdicts: Iterable<FilterVerdict>,
  neutral: "true" | "false",
  decisive: "true" | "false",
  closed: "few" | "most",
): FilterVerdict {
  let result: FilterVerdict = { is: neutral };
  for (const verdict of verdicts) {
    if (verdict.is === decisive) return verdict;
    if (verdict.is !== neutral) result = result.is === neutral ? verdict : both(result, verdict, closed);
  }
  return result;
}

/** Two verdicts that depend on one field may exclude or complete each other, which is not worked out. */
function both(a: FilterVerdict, b: FilterVerdict, closed: "few" | "most"): FilterVerdict {
  if (a.is !== "some") return a;
  if (b.is !== "some") return b;
  const fields = new Set([...a.fields, ...b.fields]);
  if (fields.size === a.fields.size + b.fields.size) return { is: "some", fields, sign: "open" };
  const isOneField = fields.size === 1;
  if (isOneField && a.sign === closed && b.sign === closed) return { is: "some", fields, sign: closed };
  return undecided(`several conditions on ${[...fields].toSorted().join(" and ")}`);
}
