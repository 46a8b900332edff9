import { RANKS, type Deciding } from "./filter-deciding.ts";
import { fieldAt } from "./filter-entry.ts";
import type { Field } from "./filter-request.ts";
import type { Literal, Operator } from "./filter-parse.ts";
import { compareRegex } from "./filter-regex.ts";
import { compareText, fixedText, folded, type Extent, type TextPart, type TextTest } from "./filter-text.ts";
import { hasOddEscape } from "./filter-tokens.ts";
import { FALSE, TRUE, not, ofBoolean, some, undecided, type FilterVerdict } from "./filter-verdict.ts";

/** `field operator value` */
export function compare(
  path: readonly string[],
  operator: Operator,
  value: Literal,
  deciding: Deciding,
): FilterVerdict {
  const field = fieldAt(deciding.source, path);
  const name = path.join(".");
  if (!value.isQuoted && (value.text === "*" || value.text === "NULL_VALUE")) {
    return value.text === "*" && operator === ":"
      ? presence(field, name)
      : undecided(`${name}${operator}${value.text}`);
  }
  switch (field.kind) {
    case "absent":
      return FALSE;
    case "unset":
      return compareUnset(operator, value, name);
    case "severity":
      return compareSeverity(operator, value, deciding.severity);
    case "open":
      return some(name.toLowerCase(), signOf(operator));
    case "odd":
      return undecided(field.why);
    case "text":
      deciding.isInferred ||= field.isInferred === true;
      return compareParts(field.parts, operator, value, name);
  }
}

function presence(field: Field, name: string): FilterVerdict {
  if (field.kind === "absent" || field.kind === "unset") return FALSE;
  if (field.kind === "open") return some(name.toLowerCase(), "open");
  return field.kind === "odd" ? undecided(field.why) : TRUE;
}

/** Whether an unset field of the entry compares as its default or as missing is not certain; most often both say no. */
function compareUnset(operator: Operator, value: Literal, name: string): FilterVerdict {
  const number = /^-?\d+(\.\d+)?$/.test(value.text) ? Number(value.text) : undefined;
  const isDefault = value.text === "" || number === 0 || value.text.toLowerCase() === "false";
  const isAbove =
    number === undefined ? operator === ">" : (operator === ">" && number >= 0) || (operator === ">=" && number > 0);
  const isOther = (operator === "=" || operator === ":") && !isDefault;
  return isAbove || isOther ? FALSE : undecided(`${name}, which audit entries do not have`);
}

function signOf(operator: Operator): "few" | "most" | "open" {
  if (operator === "=" || operator === ":") return "few";
  return operator === "!=" ? "most" : "open";
}

const TESTS = new Map<Operator, TextTest>([
  ["=", "equals"],
  ["!=", "equals"],
  [":", "contains"],
]);

function compareParts(parts: readonly TextPart[], operator: Operator, value: Literal, name: string): FilterVerdict {
  const isDenial = operator === "!=" || operator === "!~";
  const extent =
    operator === "=~" || operator === "!~" ? compareRegex(parts, value.raw) : plainExtent(parts, operator, value);
  // A single character is in so many values that "some" would say too little.
  const isTooShort = extent === "some" && value.text.length <= 1;
  if (extent === undefined || isTooShort) return undecided(`${name}${operator}${value.text.slice(0, 80)}`);
  const verdict = extent === "some" ? some(name.toLowerCase(), "few") : ofBoolean(extent === "all");
  return isDenial ? not(verdict) : verdict;
}

function plainExtent(parts: readonly TextPart[], operator: Operator, value: Literal): Extent | undefined {
  const test = TESTS.get(operator);
  if (!test || value.text.includes("*") || hasOddEscape(value.raw)) return undefined;
  const extent = compareText(parts, test, Array.from(value.text), false);
  return isLogName(parts) && !isCertainOfLogName(parts, test, value.text, extent) ? undefined : extent;
}

function isLogName(parts: readonly TextPart[]): boolean {
  return fixedText(parts)?.includes("/logs/cloudaudit.googleapis.com%2F") === true;
}

/**
 * Log names may be written without percent-encoding or with the project's number; whether Google minds is not published.
 */
function isCertainOfLogName(parts: readonly TextPart[], test: TextTest, wanted: string, extent: Extent): boolean {
  if (extent !== "none") return true;
  const isPlain = /googleapis\.com\/[a-z]/i.test(wanted);
  if (!isPlain && !/^projects\/\d+\//.test(wanted)) return true;
  const value = looseLogName(fixedText(parts) ?? "");
  const text = looseLogName(wanted);
  return test === "equals" ? value !== text : !value.includes(text);
}

function looseLogName(text: string): string {
  return folded(text)
    .replaceAll("%2f", "/")
    .replace(/^projects\/[^/]+\//, "projects//");
}

function compareSeverity(operator: Operator, value: Literal, severity: number): FilterVerdict {
  const number = /^\d+$/.test(value.text) ? Number(value.text) : undefined;
  const rank =
    RANKS.get(value.text.toUpperCase()) ??
    (number !== undefined && [...RANKS.values()].includes(number) ? number : undefined);
  if (rank === undefined) return undecided(`severity${operator}${value.text.slice(0, 80)}`);
  switch (operator) {
    case "=":
      return ofBoolean(severity === rank);
    case "!=":
      return ofBoolean(severity !== rank);
    case "<":
      return ofBoolean(severity < rank);
    case "<=":
      return ofBoolean(severity <= rank);
    case ">":
      return ofBoolean(severity > rank);
    case ">=":
      return ofBoolean(severity >= rank);
    case ":":
    case "=~":
    case "!~":
      return undecided(`severity${operator}${value.text.slice(0, 80)}`);
  }
}
