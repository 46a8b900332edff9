import { FilterProblem, tokenize, type Token } from "./filter-tokens.ts";

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":" | "=~" | "!~";

export interface Literal {
  readonly text: string;
  readonly raw: string;
  readonly isQuoted: boolean;
}

/** A filter as a tree. `odd` is a part that is well formed but not understood. */
export type Expression =
  | { readonly type: "and" | "or"; readonly items: readonly Expression[] }
  | { readonly type: "not"; readonly item: Expression }
  | { readonly type: "compare"; readonly path: readonly string[]; readonly operator: Operator; readonly value: Literal }
  | { readonly type: "call"; readonly name: string; readonly args: readonly Literal[] }
  | { readonly type: "anywhere"; readonly value: Literal }
  | { readonly type: "odd"; readonly why: string };

/** Deeper than any filter that people write, and far from the end of the stack. */
const DEEPEST = 64;

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

type Leaf = (cursor: Cursor) => Expression;

/** Reads a filter; throws `FilterProblem`. An empty one is an empty conjunction, which everything satisfies. */
export function parseExpression(filter: string): Expression {
  const cursor = { tokens: tokenize(filter), at: 0 };
  if (cursor.tokens.length === 0) return { type: "and", items: [] };
  const expression = conjunction(cursor, restriction, 0);
  if (cursor.at < cursor.tokens.length) throw new FilterProblem("a parenthesis without its partner");
  return expression;
}

/** NOT binds closest, then OR, then AND; two terms side by side mean AND. */
function conjunction(cursor: Cursor, leaf: Leaf, depth: number): Expression {
  if (depth > DEEPEST) throw new FilterProblem("parentheses nested too deeply");
  const items = [disjunction(cursor, leaf, depth)];
  for (;;) {
    const token = peek(cursor);
    if (!token || token.kind === "close") break;
    if (isKeyword(token, "AND")) cursor.at += 1;
    items.push(disjunction(cursor, leaf, depth));
  }
  return items.length === 1 && items[0] ? items[0] : { type: "and", items };
}

function disjunction(cursor: Cursor, leaf: Leaf, depth: number): Expression {
  const items = [negation(cursor, leaf, depth)];
  while (isKeyword(peek(cursor), "OR")) {
    cursor.at += 1;
    items.push(negation(cursor, leaf, depth));
  }
  return items.length === 1 && items[0] ? items[0] : { type: "or", items };
}

function negation(cursor: Cursor, leaf: Leaf, depth: number): Expression {
  let isNegated = false;
  while (isKeyword(peek(cursor), "NOT") || peek(cursor)?.kind === "minus") {
    cursor.at += 1;
    isNegated = !isNegated;
  }
  const item = primary(cursor, leaf, depth);
  return isNegated ? { type: "not", item } : item;
}

function primary(cursor: Cursor, leaf: Leaf, depth: number): Expression {
  if (peek(cursor)?.kind !== "open") return leaf(cursor);
  cursor.at += 1;
  const inner = conjunction(cursor, leaf, depth + 1);
  expectClose(cursor);
  return inner;
}

/** A comparison, a function or a bare value. */
function restriction(cursor: Cursor): Expression {
  const words = gluedWords(cursor);
  const [first] = words;
  if (!first) throw new FilterProblem("an operator without a field");
  if (words.some((word) => isKeyword(word, "AND") || isKeyword(word, "OR"))) {
    throw new FilterProblem("AND or OR without a term");
  }
  const next = peek(cursor);
  if (next?.kind === "operator") {
    cursor.at += 1;
    return comparison(cursor, pathOf(words), next.text as Operator);
  }
  if (next?.kind === "open" && first.kind === "text") {
    if (next.isGlued && words.length === 1) return call(cursor, first.text);
    throw new FilterProblem("a word before a parenthesis");
  }
  if (words.length > 1) throw new FilterProblem("a field without an operator");
  return { type: "anywhere", value: literalOf(first) };
}

function comparison(cursor: Cursor, path: readonly string[], operator: Operator): Expression {
  const compare: Leaf = (inner) => ({ type: "compare", path, operator, value: value(inner) });
  if (peek(cursor)?.kind !== "open") return compare(cursor);
  cursor.at += 1;
  const tree = conjunction(cursor, compare, 1);
  expectClose(cursor);
  // Whether `x != ("a" OR "b")` denies each value or all of them is not published.
  const isPlain = tree.type === "compare";
  return !isPlain && (operator === "!=" || operator === "!~")
    ? { type: "odd", why: `${operator} with several values` }
    : tree;
}

function value(cursor: Cursor): Literal {
  const isNegative = peek(cursor)?.kind === "minus";
  if (isNegative) cursor.at += 1;
  const token = peek(cursor);
  if (!token || (token.kind !== "text" && token.kind !== "string"))
    throw new FilterProblem("a comparison without a value");
  cursor.at += 1;
  const next = peek(cursor);
  if (next?.isGlued && next.kind !== "close" && next.kind !== "comma")
    throw new FilterProblem("a value of several parts");
  const literal = literalOf(token);
  return isNegative ? { ...literal, text: `-${literal.text}` } : literal;
}

function call(cursor: Cursor, name: string): Expression {
  cursor.at += 1;
  const args: Literal[] = [];
  while (peek(cursor) && peek(cursor)?.kind !== "close") {
    const words = gluedWords(cursor);
    const [first] = words;
    if (!first) throw new FilterProblem(`the arguments of ${name}()`);
    args.push(
      words.length === 1
        ? literalOf(first)
        : { text: words.map((word) => word.text).join(""), raw: "", isQuoted: false },
    );
    if (peek(cursor)?.kind === "comma") cursor.at += 1;
    else if (peek(cursor)?.kind !== "close") throw new FilterProblem(`the arguments of ${name}()`);
  }
  expectClose(cursor);
  if (peek(cursor)?.kind === "operator") throw new FilterProblem(`a comparison of ${name}()`);
  return { type: "call", name, args };
}

/** The words that follow each other without a gap: the parts of a field's path, or one value. */
function gluedWords(cursor: Cursor): readonly Token[] {
  const words: Token[] = [];
  for (let token = peek(cursor); token; token = peek(cursor)) {
    const isWord = token.kind === "text" || token.kind === "string";
    if (!isWord || (words.length > 0 && !token.isGlued)) break;
    words.push(token);
    cursor.at += 1;
  }
  return words;
}

function pathOf(words: readonly Token[]): readonly string[] {
  const path: string[] = [];
  for (const word of words) {
    if (word.kind === "string") path.push(word.text);
    else path.push(...word.text.split(".").filter((part) => part !== ""));
  }
  return path;
}

function literalOf(token: Token): Literal {
  return { text: token.text, raw: token.raw, isQuoted: token.kind === "string" };
}

function expectClose(cursor: Cursor): void {
  if (peek(cursor)?.kind !== "close") throw new FilterProblem("a parenthesis without its partner");
  cursor.at += 1;
}

function peek(cursor: Cursor): Token | undefined {
  return cursor.tokens[cursor.at];
}

function isKeyword(token: Token | undefined, word: string): boolean {
  return token?.kind === "text" && token.text === word;
}
