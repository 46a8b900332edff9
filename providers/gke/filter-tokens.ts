/** Words of the Logging query language: https://docs.cloud.google.com/logging/docs/view/logging-query-language (2026-11). */

export type TokenKind = "text" | "string" | "operator" | "minus" | "open" | "close" | "comma";

export interface Token {
  readonly kind: TokenKind;
  /** The value of a string, otherwise the characters as written. */
  readonly text: string;
  /** What stands between the quotes of a string, escapes included. */
  readonly raw: string;
  /** Whether it follows the token before without a gap, as the parts of `labels."a/b"` do. */
  readonly isGlued: boolean;
}

/** A filter that cannot be understood. The text says what it stumbled over. */
export class FilterProblem extends Error {
  override readonly name = "FilterProblem";
}

/** Google's limit, 2026-11: https://docs.cloud.google.com/logging/quotas */
const LONGEST_FILTER = 20_000;

const SPACE = /\s+/y;
const COMMENT = /--[^\n]*/y;
const OPERATOR = /=~|!~|!=|<=|>=|[=:<>]/y;
const STRING = /"((?:[^"\\]|\\.)*)"/sy;
const TEXT = /[^\s"'`=:<>!(),\\|^{}[\]]+/y;
const PUNCTUATION = new Map<string, TokenKind>([
  ["(", "open"],
  [")", "close"],
  [",", "comma"],
]);

/** Splits a filter; comments and space are dropped. */
export function tokenize(filter: string): readonly Token[] {
  if (filter.length > LONGEST_FILTER) throw new FilterProblem("a filter longer than Google allows");
  const tokens: Token[] = [];
  let at = 0;
  let isGlued = false;
  while (at < filter.length) {
    const gap = matchAt(SPACE, filter, at) ?? matchAt(COMMENT, filter, at);
    if (gap) {
      at += gap[0].length;
      isGlued = false;
      continue;
    }
    const { token, length } = tokenAt(filter, at, isGlued);
    tokens.push(token);
    at += length;
    isGlued = true;
  }
  return tokens;
}

function tokenAt(filter: string, at: number, isGlued: boolean): { readonly token: Token; readonly length: number } {
  const character = filter[at] ?? "";
  const make = (kind: TokenKind, text: string, length: number, raw = text): { token: Token; length: number } => ({
    token: { kind, text, raw, isGlued },
    length,
  });
  const punctuation = PUNCTUATION.get(character);
  if (punctuation) return make(punctuation, character, 1);
  if (character === "-") return make("minus", "-", 1);
  const operator = matchAt(OPERATOR, filter, at)?.[0];
  if (operator) return make("operator", operator, operator.length);
  const string = matchAt(STRING, filter, at);
  if (string) return make("string", unescaped(string[1] ?? ""), string[0].length, string[1] ?? "");
  const text = matchAt(TEXT, filter, at)?.[0];
  if (text) return make("text", text, text.length);
  throw new FilterProblem(`the character ${JSON.stringify(character)}`);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Escapes other than of a quote or a backslash are kept as they stand; `hasOddEscape` tells of them. */
function unescaped(raw: string): string {
  return raw.replace(/\\(["\\])/g, "$1");
}

/** Whether a string has an escape whose meaning is not certain outside of regular expressions. */
export function hasOddEscape(raw: string): boolean {
  return /\\[^"\\]/.test(raw.replace(/\\\\/g, ""));
}
