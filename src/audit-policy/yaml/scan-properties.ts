import { isSpaceOrEnd, isWordCharacter, positionOf, type Cursor, type Mark } from "./cursor.ts";
import { SyntaxProblem } from "./problem.ts";
import type { Token } from "./tokens.ts";

const PERCENT = 0x25;

/** `&name` or `*name`. An unquoted star as a value ends here, as an alias without a name. */
export function scanAnchor(cursor: Cursor, kind: "anchor" | "alias"): Token {
  const start = cursor.mark();
  cursor.skip();
  const value = scanWord(cursor);
  const follower = cursor.code();
  if (value === "" || !(isSpaceOrEnd(follower) || "?:,]}%@`".includes(String.fromCharCode(follower)))) {
    throw new SyntaxProblem(anchorMessage(kind), positionOf(start));
  }
  return { kind, value, start, end: cursor.mark() };
}

function anchorMessage(kind: "anchor" | "alias"): string {
  if (kind === "anchor")
    return "& begins an anchor, which needs a name of letters and digits; quote the text if it is none.";
  return 'A value that begins with * must be in quotes: "*".';
}

/** `!name`, `!!name`, `!handle!name` or `!<uri>`. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.mark();
  const { handle, suffix } = cursor.code(1) === 0x3c ? scanVerbatim(cursor, start) : scanShorthand(cursor, start);
  if (!isSpaceOrEnd(cursor.code())) throw tagProblem(start);
  return { kind: "tag", handle, suffix, start, end: cursor.mark() };
}

function scanVerbatim(cursor: Cursor, start: Mark): { handle: string; suffix: string } {
  cursor.skip(2);
  const suffix = scanUri(cursor, start, false);
  if (cursor.code() !== 0x3e) throw tagProblem(start);
  cursor.skip();
  return { handle: "", suffix };
}

function scanShorthand(cursor: Cursor, start: Mark): { handle: string; suffix: string } {
  const handle = scanTagHandle(cursor, start);
  if (handle.length > 1 && handle.endsWith("!")) return { handle, suffix: scanUri(cursor, start, false) };
  const suffix = handle.slice(1) + scanUri(cursor, start, true);
  return suffix === "" ? { handle: "", suffix: "!" } : { handle: "!", suffix };
}

export function scanTagHandle(cursor: Cursor, start: Mark): string {
  if (cursor.code() !== 0x21) throw tagProblem(start);
  cursor.skip();
  const word = scanWord(cursor);
  if (cursor.code() !== 0x21) return `!${word}`;
  cursor.skip();
  return `!${word}!`;
}

export function scanUri(cursor: Cursor, start: Mark, mayBeEmpty: boolean): string {
  let uri = "";
  let isEmpty = !mayBeEmpty;
  for (let code = cursor.code(); isUriCharacter(code); code = cursor.code()) {
    isEmpty = false;
    if (code === PERCENT) {
      uri += scanUriEscapes(cursor, start);
      continue;
    }
    uri += String.fromCharCode(code);
    cursor.skip();
  }
  if (isEmpty) throw tagProblem(start);
  return uri;
}

function isUriCharacter(code: number): boolean {
  return isWordCharacter(code) || (code !== 0 && ";/?:@&=+$,.!~*'()[]%".includes(String.fromCharCode(code)));
}

/** One character, written as percent-encoded UTF-8. */
function scanUriEscapes(cursor: Cursor, start: Mark): string {
  const bytes: number[] = [];
  let width = 1;
  while (bytes.length < width) {
    const hex = cursor.text.slice(cursor.at + 1, cursor.at + 3);
    if (cursor.code() !== PERCENT || !/^[0-9a-fA-F]{2}$/.test(hex)) throw tagProblem(start);
    const byte = Number.parseInt(hex, 16);
    if (bytes.length === 0) width = leadWidth(byte);
    if (width === 0 || (bytes.length > 0 && (byte & 0xc0) !== 0x80)) throw tagProblem(start);
    bytes.push(byte);
    cursor.skip(3);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function leadWidth(byte: number): number {
  if (byte < 0x80) return 1;
  if ((byte & 0xe0) === 0xc0) return 2;
  if ((byte & 0xf0) === 0xe0) return 3;
  return (byte & 0xf8) === 0xf0 ? 4 : 0;
}

function scanWord(cursor: Cursor): string {
  const from = cursor.at;
  while (isWordCharacter(cursor.code())) cursor.skip();
  return cursor.text.slice(from, cursor.at);
}

function tagProblem(start: Mark): SyntaxProblem {
  return new SyntaxProblem(
    "! begins a tag, and this one is malformed; quote the text if it is none.",
    positionOf(start),
  );
}
