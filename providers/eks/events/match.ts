import type { TextMatch } from "./operators.ts";

/** Whether a text passes; undefined where what is compared is not published. */
export function matchesText({ how, text, ignoreCase }: TextMatch, value: string): boolean | undefined {
  // Which letters beyond ASCII are the same in another case is nowhere said.
  if (ignoreCase && !/^\p{ASCII}*$/u.test(text + value)) return undefined;
  const [wanted, given] = ignoreCase ? [text.toLowerCase(), value.toLowerCase()] : [text, value];
  switch (how) {
    case "prefix":
      return given.startsWith(wanted);
    case "suffix":
      return given.endsWith(wanted);
    case "equals":
      return given === wanted;
    case "wildcard":
      return matchesWildcard(wanted, given);
  }
}

/** Whether every text passes. */
export function matchesEveryText({ how, text }: TextMatch): boolean {
  return how === "wildcard" ? text === "*" : how !== "equals" && text === "";
}

/** The texts between the stars must follow each other, the first at the beginning and the last at the end. */
function matchesWildcard(pattern: string, value: string): boolean {
  const [first = "", ...rest] = partsOf(pattern);
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}

/** Split at the stars that no backslash stands before. */
function partsOf(pattern: string): string[] {
  const parts = [""];
  for (const [sign] of pattern.matchAll(/\\[^]|[^]/g)) {
    if (sign === "*") parts.push("");
    else parts.push(`${parts.pop() ?? ""}${sign.at(-1)}`);
  }
  return parts;
}
