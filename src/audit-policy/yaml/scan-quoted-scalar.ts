import { isBlank, isBreak, isDocumentMarker, isSpaceOrEnd, positionOf, type Cursor, type Mark } from "./cursor.ts";
import { LineFolder } from "./line-folder.ts";
import { SyntaxProblem } from "./problem.ts";
import type { Token } from "./tokens.ts";

const BACKSLASH = 0x5c;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\u0007"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\u001b"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["N", "\u0085"],
  ["_", "\u00a0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

const ESCAPE_DIGITS: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Text in single or double quotes, over one or more lines. */
export function scanQuotedScalar(cursor: Cursor, quote: "'" | '"'): Token {
  const start = cursor.mark();
  const folder = new LineFolder();
  const quoteCode = quote.charCodeAt(0);
  cursor.skip();
  for (;;) {
    cursor.need(4);
    if (isDocumentMarker(cursor) || cursor.code() === 0) {
      throw new SyntaxProblem("This quoted text is never closed.", positionOf(start));
    }
    scanWord(cursor, quoteCode, folder, start);
    if (cursor.code() === quoteCode) break;
    skipSpace(cursor, folder);
    folder.settle();
  }
  cursor.skip();
  return { kind: "scalar", value: folder.text, isPlain: false, start, end: cursor.mark() };
}

function scanWord(cursor: Cursor, quote: number, folder: LineFolder, start: Mark): void {
  for (let code = cursor.code(); !isSpaceOrEnd(code); code = cursor.code()) {
    if (code === quote) {
      if (quote !== 0x27 || cursor.code(1) !== quote) return;
      folder.text += "'";
      cursor.skip(2);
    } else if (quote === 0x22 && code === BACKSLASH) {
      if (isBreak(cursor.code(1))) return skipEscapedBreak(cursor, folder);
      folder.text += scanEscape(cursor, start);
    } else {
      const from = cursor.at;
      cursor.skip();
      folder.text += cursor.text.slice(from, cursor.at);
    }
  }
}

function skipEscapedBreak(cursor: Cursor, folder: LineFolder): void {
  cursor.skip();
  cursor.skipBreak();
  folder.addEscapedBreak();
}

function scanEscape(cursor: Cursor, start: Mark): string {
  const letter = String.fromCharCode(cursor.code(1));
  const plain = ESCAPES.get(letter);
  const digits = ESCAPE_DIGITS.get(letter);
  if (plain === undefined && digits === undefined) {
    throw new SyntaxProblem(`\\${letter} is no escape that YAML knows.`, positionOf(cursor));
  }
  cursor.skip(2);
  if (digits === undefined) return plain ?? "";
  const hex = cursor.text.slice(cursor.at, cursor.at + digits);
  if (hex.length < digits || !/^[0-9a-fA-F]*$/.test(hex)) {
    throw new SyntaxProblem(`\\${letter} needs ${digits} hexadecimal digits.`, positionOf(start));
  }
  const code = Number.parseInt(hex, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    throw new SyntaxProblem(`\\${letter}${hex} is not a Unicode character.`, positionOf(start));
  }
  cursor.skip(digits);
  return String.fromCodePoint(code);
}

function skipSpace(cursor: Cursor, folder: LineFolder): void {
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBreak(code)) {
      folder.addBreak(cursor.skipBreak());
      continue;
    }
    folder.addBlank(String.fromCharCode(code));
    cursor.skip();
  }
}
