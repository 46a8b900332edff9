import {
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  isSpaceOrEnd,
  isWordCharacter,
  positionOf,
  type Cursor,
  type Mark,
  skipBlanks,
  skipComment,
} from "./cursor.ts";
import { SyntaxProblem } from "./problem.ts";
import { scanTagHandle, scanUri } from "./scan-properties.ts";
import type { Token } from "./tokens.ts";

/** `%YAML 1.1` or `%TAG !x! prefix`, on a line of its own. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.mark();
  cursor.skip();
  const from = cursor.at;
  while (isWordCharacter(cursor.code())) cursor.skip();
  const name = cursor.text.slice(from, cursor.at);
  if (!isSpaceOrEnd(cursor.code())) throw directiveProblem(start);
  const token = scanArguments(cursor, name, start);
  skipBlanks(cursor);
  skipComment(cursor);
  if (!isBreakOrEnd(cursor.code())) throw directiveProblem(start);
  if (isBreak(cursor.code())) cursor.skipBreak();
  return token;
}

function scanArguments(cursor: Cursor, name: string, start: Mark): Token {
  if (name === "YAML") {
    skipBlanks(cursor);
    const major = scanNumber(cursor, start);
    if (cursor.code() !== 0x2e) throw directiveProblem(start);
    cursor.skip();
    return { kind: "yaml-directive", major, minor: scanNumber(cursor, start), start, end: cursor.mark() };
  }
  if (name !== "TAG") throw directiveProblem(start);
  skipBlanks(cursor);
  const handle = scanTagHandle(cursor, start);
  if ((handle !== "!" && !handle.endsWith("!")) || !isBlank(cursor.code())) throw directiveProblem(start);
  skipBlanks(cursor);
  const prefix = scanUri(cursor, start, false);
  if (!isSpaceOrEnd(cursor.code())) throw directiveProblem(start);
  return { kind: "tag-directive", handle, prefix, start, end: cursor.mark() };
}

function scanNumber(cursor: Cursor, start: Mark): number {
  const from = cursor.at;
  while (isDigit(cursor.code()) && cursor.at - from <= 2) cursor.skip();
  const digits = cursor.text.slice(from, cursor.at);
  if (digits === "" || digits.length > 2) throw directiveProblem(start);
  return Number(digits);
}

function directiveProblem(start: Mark): SyntaxProblem {
  return new SyntaxProblem(
    "A line that begins with % must be %YAML 1.1 or %TAG with a handle and a prefix.",
    positionOf(start),
  );
}
