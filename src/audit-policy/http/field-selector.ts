const OPERATORS = ["!=", "==", "="] as const;

/**
 * The value that a field selector requires a field to have, or undefined; `isValid` is false if the selector cannot be parsed. Terms are
 * sorted first, so of two names the one that sorts first counts. Source: k8s.io/apimachinery, pkg/fields/selector.go, v0.37.2 (2026-11).
 */
export function requiredFieldValue(selector: string, field: string): { isValid: boolean; value: string | undefined } {
  let value: string | undefined;
  for (const term of splitTerms(selector).toSorted()) {
    if (term === "") continue;
    const parsed = parseTerm(term);
    if (parsed === undefined) return { isValid: false, value: undefined };
    if (parsed.field === field && parsed.isEqual) value ??= parsed.value;
  }
  return { isValid: true, value };
}

/** At commas, but not at escaped ones. */
function splitTerms(selector: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < selector.length; at += 1) {
    if (selector[at] === "\\") at += 1;
    else if (selector[at] === ",") {
      terms.push(selector.slice(start, at));
      start = at + 1;
    }
  }
  return [...terms, selector.slice(start)];
}

function parseTerm(term: string): { field: string; isEqual: boolean; value: string } | undefined {
  for (let at = 0; at < term.length; at += 1) {
    const operator = OPERATORS.find((candidate) => term.startsWith(candidate, at));
    if (operator === undefined) continue;
    const value = unescapeValue(term.slice(at + operator.length));
    return value === undefined ? undefined : { field: term.slice(0, at), isEqual: operator !== "!=", value };
  }
  return undefined;
}

function unescapeValue(text: string): string | undefined {
  if (!/^(?:[^\\,=]|\\[\\,=])*$/s.test(text)) return undefined;
  return text.replaceAll(/\\([\\,=])/g, "$1");
}
