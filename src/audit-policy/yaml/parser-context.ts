import { positionOf, type Mark } from "./cursor.ts";
import type { TagPrefixes } from "./directives.ts";
import type { NodeBuilder } from "./node-builder.ts";
import { SyntaxProblem } from "./problem.ts";
import type { Scanner } from "./scanner.ts";
import type { Token, TokenKind } from "./tokens.ts";

/** One thing that remains to be read. A stack of these, not recursion: a file may be nested thousands of levels deep. */
export type State = (parser: ParserContext) => void;

/** Block nodes are indented; inside brackets there are only flow nodes. `indentless`: a list at the indentation of its key. */
export type NodePlace = "flow" | "block" | "indentless";

export interface ParserContext {
  readonly scanner: Scanner;
  readonly builder: NodeBuilder;
  readonly tags: TagPrefixes;
  readonly states: State[];
  readonly parseNode: (parser: ParserContext, place: NodePlace) => void;
}

export function unexpected(message: string, at: Mark): SyntaxProblem {
  return new SyntaxProblem(message, positionOf(at));
}

/** Reads the node that comes next, or an empty one where the file has none, and goes on with `next` afterwards. */
export function nodeOrEmpty(
  parser: ParserContext,
  next: State,
  place: NodePlace,
  none: readonly TokenKind[],
  at: Mark,
): void {
  parser.states.push(next);
  if (none.includes(parser.scanner.peek().kind)) addEmpty(parser, at);
  else parser.parseNode(parser, place);
}

export function addEmpty(parser: ParserContext, at: Mark): void {
  parser.builder.addScalar({ kind: "scalar", value: "", tag: "", isPlain: true, start: at }, undefined);
}

/** Takes the next token if it is of this kind. */
export function takeIf(parser: ParserContext, kind: TokenKind): Token | undefined {
  const token = parser.scanner.peek();
  if (token.kind !== kind) return undefined;
  parser.scanner.skip();
  return token;
}

export function closeCollection(parser: ParserContext): void {
  parser.builder.close();
}
