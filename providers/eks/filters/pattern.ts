/**
 * Filter patterns of CloudWatch Logs, as far as what they take can be proved. Syntax:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html (2026-11).
 * Text that is not understood becomes part of the answer; nothing here throws on it.
 */
export type Pattern =
  /** The empty pattern. */
  | { readonly type: "everything" }
  /** `{ … }`: takes only entries that are JSON. */
  | { readonly type: "json"; readonly condition: Condition }
  | { readonly type: "odd"; readonly why: string };

export type Condition =
  | { readonly type: "and" | "or"; readonly items: readonly Condition[] }
  | { readonly type: "compare"; readonly path: Path; readonly operator: Operator; readonly value: Value }
  | { readonly type: "missing" | "null" | "true" | "false"; readonly path: Path }
  | { readonly type: "odd"; readonly why: string };

/** Names and indexes such as `[0]` from the root; `[*]` stands for any element of a list. */
export type Path = readonly string[];
export type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=";
/** `*` in a text stands for any characters. */
export type Value =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "number"; readonly number: number }
  | { readonly type: "odd"; readonly why: string };

/** CloudWatch Logs takes 1024 characters. */
const LONGEST = 4096;
const DEEPEST = 40;

class PatternProblem extends Error {
  override readonly name = "PatternProblem";
}

export function parsePattern(text: string): Pattern {
  if (text === "") return { type: "everything" };
  if (text.length > LONGEST) return { type: "odd", why: "it is longer than a pattern can be" };
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return { type: "odd", why: "it searches for words in the text" };
  try {
    const reader = newReader(tokensOf(trimmed));
    reader.expect("{");
    const condition = readOr(reader, 0);
    reader.expect("}");
    if (reader.peek() !== undefined) throw new PatternProblem("something stands behind its last bracket");
    return { type: "json", condition };
  } catch (error) {
    if (error instanceof PatternProblem) return { type: "odd", why: error.message };
    throw error;
  }
}

type TokenKind = "sign" | "selector" | "quoted" | "word" | "regex";
interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Each alternative starts with a character of its own, so that no text is read twice. */
const TOKEN =
  /\s*(?:(\{|\}|\(|\)|&&|\|\||!=|<=|>=|=|<|>)|(\$(?:\.?\['[^']*'\]|\.[A-Za-z0-9_@:/-]+|\[(?:\d{1,4}|\*)\])+)|"((?:[^"\\]|\\.)*)"|(%[^%]*%)|([A-Za-z0-9_*.:/@+-]+))/sy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const expression = new RegExp(TOKEN);
  while (expression.lastIndex < text.length) {
    const match = expression.exec(text);
    if (!match) throw new PatternProblem("its syntax is not understood");
    const [, sign, selector, quoted, regex, word] = match;
    if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (selector !== undefined) tokens.push({ kind: "selector", text: selector });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted });
    else if (regex !== undefined) tokens.push({ kind: "regex", text: regex });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  return tokens;
}

interface Reader {
  peek(): Token | undefined;
  next(): Token;
  /** Takes the sign if it is next. */
  take(sign: string): boolean;
  expect(sign: string): void;
}

function newReader(tokens: readonly Token[]): Reader {
  let at = 0;
  const take = (sign: string): boolean => {
    const token = tokens[at];
    const isIt = token?.kind === "sign" && token.text === sign;
    if (isIt) at += 1;
    return isIt;
  };
  return {
    peek: () => tokens[at],
    next() {
      const token = tokens[at];
      if (!token) throw new PatternProblem("it ends too early");
      at += 1;
      return token;
    },
    take,
    expect(sign) {
      if (!take(sign)) throw new PatternProblem(`a ${sign} is missing`);
    },
  };
}

/** Brackets bind most, then `&&`, then `||`. */
function readOr(reader: Reader, depth: number): Condition {
  const items = [readAnd(reader, depth)];
  while (reader.take("||")) items.push(readAnd(reader, depth));
  return items.length === 1 && items[0] ? items[0] : { type: "or", items };
}

function readAnd(reader: Reader, depth: number): Condition {
  const items = [readUnit(reader, depth)];
  while (reader.take("&&")) items.push(readUnit(reader, depth));
  return items.length === 1 && items[0] ? items[0] : { type: "and", items };
}

function readUnit(reader: Reader, depth: number): Condition {
  if (depth > DEEPEST) throw new PatternProblem("its brackets go too deep");
  if (reader.take("(")) {
    const condition = readOr(reader, depth + 1);
    reader.expect(")");
    return condition;
  }
  const token = reader.next();
  if (token.kind !== "selector") throw new PatternProblem("a condition does not begin with a field");
  return readCondition(pathOf(token.text), reader);
}

const OPERATORS: readonly string[] = ["=", "!=", "<", ">", "<=", ">="];

function readCondition(path: Path, reader: Reader): Condition {
  const token = reader.next();
  const word = token.kind === "word" ? token.text.toUpperCase() : "";
  if (word === "IS") return readIs(path, reader);
  if (word === "NOT" && isWord(reader.next(), "EXISTS")) return { type: "missing", path };
  if (token.kind !== "sign" || !OPERATORS.includes(token.text))
    throw new PatternProblem("a condition compares nothing");
  return { type: "compare", path, operator: token.text as Operator, value: valueOf(reader.next()) };
}

function readIs(path: Path, reader: Reader): Condition {
  const token = reader.next();
  for (const type of ["null", "true", "false"] as const) if (isWord(token, type.toUpperCase())) return { type, path };
  throw new PatternProblem("a condition compares nothing");
}

function isWord(token: Token, word: string): boolean {
  return token.kind === "word" && token.text.toUpperCase() === word;
}

function valueOf(token: Token): Value {
  if (token.kind === "quoted") return quotedValue(token.text);
  if (token.kind === "regex") return { type: "odd", why: "it compares with an expression" };
  if (token.kind !== "word") throw new PatternProblem("a condition compares with nothing");
  if (/^(null|true|false)$/i.test(token.text))
    return { type: "odd", why: `it compares with ${token.text}, which may be no text` };
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(token.text)) return { type: "number", number: Number(token.text) };
  return { type: "text", text: token.text };
}

/** What a backslash makes of the sign behind it is published for quotes only. */
function quotedValue(text: string): Value {
  if (/\\[^"\\]/.test(text)) return { type: "odd", why: "what its backslashes mean is not published" };
  return { type: "text", text: text.replace(/\\(.)/gs, "$1") };
}

function pathOf(selector: string): Path {
  const parts = selector.matchAll(/\['([^']*)'\]|\.([A-Za-z0-9_@:/-]+)|\[(\d{1,4}|\*)\]/g);
  return [...parts].map(([, quoted, name, index]) =>
    quoted === undefined ? (name ?? `[${index ?? ""}]`) : plain(quoted),
  );
}

/** No quoted name is taken for a path, nor for an index. */
function plain(quoted: string): string {
  return /[.[\]]/.test(quoted) ? `.${quoted}` : quoted;
}
