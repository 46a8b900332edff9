import {
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  positionOf,
  type Cursor,
  type Mark,
  skipBlanks,
  skipComment,
} from "./cursor.ts";
import { SyntaxProblem } from "./problem.ts";
import type { Token } from "./tokens.ts";

interface Header {
  readonly chomping: "strip" | "clip" | "keep";
  readonly increment: number;
}

/** Text after `|` (lines kept) or `>` (lines joined). */
export function scanBlockScalar(cursor: Cursor, parentIndent: number, isLiteral: boolean): Token {
  const start = cursor.mark();
  cursor.skip();
  const { chomping, increment } = scanHeader(cursor, start);
  const given = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  const first = scanBreaks(cursor, given, parentIndent, start);
  const indent = first.indent;
  let { breaks, end } = first;
  let text = "";
  let lineBreak = "";
  let wasBlank = false;
  while (cursor.column === indent && cursor.code() !== 0) {
    const isBlankLine = isBlank(cursor.code());
    const isFolded = !isLiteral && !wasBlank && !isBlankLine && lineBreak === "\n";
    text += isFolded ? (breaks === "" ? " " : "") : lineBreak;
    text += breaks;
    wasBlank = isBlankLine;
    const from = cursor.at;
    while (!isBreakOrEnd(cursor.code())) cursor.skip();
    text += cursor.text.slice(from, cursor.at);
    cursor.need(2);
    lineBreak = isBreak(cursor.code()) ? cursor.skipBreak() : "";
    ({ breaks, end } = scanBreaks(cursor, indent, parentIndent, start));
  }
  if (chomping !== "strip") text += lineBreak;
  if (chomping === "keep") text += breaks;
  return { kind: "scalar", value: text, isPlain: false, start, end };
}

function scanHeader(cursor: Cursor, start: Mark): Header {
  let chomping = scanChomping(cursor);
  const increment = scanIncrement(cursor, start);
  if (chomping === "clip" && increment > 0) chomping = scanChomping(cursor);
  skipBlanks(cursor);
  skipComment(cursor);
  if (!isBreakOrEnd(cursor.code())) {
    throw new SyntaxProblem("Text after | or > begins on the next line.", positionOf(cursor));
  }
  if (isBreak(cursor.code())) cursor.skipBreak();
  return { chomping, increment };
}

function scanChomping(cursor: Cursor): "strip" | "clip" | "keep" {
  const code = cursor.code();
  if (code !== 0x2b && code !== 0x2d) return "clip";
  cursor.skip();
  return code === 0x2b ? "keep" : "strip";
}

function scanIncrement(cursor: Cursor, start: Mark): number {
  const code = cursor.code();
  if (!isDigit(code)) return 0;
  if (code === 0x30) throw new SyntaxProblem("An indentation of 0 after | or > is not allowed.", positionOf(start));
  cursor.skip();
  return code - 0x30;
}

interface Breaks {
  readonly indent: number;
  readonly breaks: string;
  readonly end: Mark;
}

/** Empty lines; with `indent` 0 they also settle how far the text is indented. */
function scanBreaks(cursor: Cursor, indent: number, parentIndent: number, start: Mark): Breaks {
  let breaks = "";
  let end = cursor.mark();
  let deepest = 0;
  for (;;) {
    const limit = indent === 0 ? Infinity : indent;
    for (let code = cursor.code(); code === 0x20 && cursor.column < limit; code = cursor.code()) cursor.skip();
    deepest = Math.max(deepest, cursor.column);
    if (cursor.column < limit && cursor.code() === 0x09) {
      throw new SyntaxProblem("A tab stands where the text must be indented with spaces.", positionOf(start));
    }
    if (!isBreak(cursor.code())) break;
    breaks += cursor.skipBreak();
    end = cursor.mark();
  }
  return { indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent, breaks, end };
}
