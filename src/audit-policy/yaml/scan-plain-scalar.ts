import { isBlank, isBreak, isDocumentMarker, isSpaceOrEnd, positionOf, type Cursor } from "./cursor.ts";
import { LineFolder } from "./line-folder.ts";
import { SyntaxProblem } from "./problem.ts";
import type { ScanContext, Token } from "./tokens.ts";

const COLON = 0x3a;
const FLOW_ENDS = ",?[]{}";

/** Text without quotes: to the end of the line, and over the following lines that are indented further. */
export function scanPlainScalar(cursor: Cursor, context: ScanContext): { token: Token; endsWithBreak: boolean } {
  const start = cursor.mark();
  const folder = new LineFolder();
  let end = start;
  for (;;) {
    cursor.need(4);
    if (isDocumentMarker(cursor) || cursor.code() === 0x23) break;
    const from = cursor.at;
    while (!isSpaceOrEnd(cursor.code()) && !endsPlain(cursor, context)) cursor.skip();
    if (cursor.at > from) {
      folder.addText(cursor.text.slice(from, cursor.at));
      end = cursor.mark();
    }
    if (!isBlank(cursor.code()) && !isBreak(cursor.code())) break;
    skipSpace(cursor, folder, context.indent + 1);
    if (context.flowLevel === 0 && cursor.column < context.indent + 1) break;
  }
  const token: Token = { kind: "scalar", value: folder.text, isPlain: true, start, end };
  return { token, endsWithBreak: folder.hasPendingBreak };
}

function endsPlain(cursor: Cursor, context: ScanContext): boolean {
  const code = cursor.code();
  if (code === COLON && isSpaceOrEnd(cursor.code(1))) return true;
  return context.flowLevel > 0 && FLOW_ENDS.includes(String.fromCharCode(code));
}

function skipSpace(cursor: Cursor, folder: LineFolder, indent: number): void {
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBreak(code)) {
      folder.addBreak(cursor.skipBreak());
      continue;
    }
    if (code === 0x09 && folder.hasPendingBreak && cursor.column < indent) {
      throw new SyntaxProblem("A tab cannot be used for indentation; use spaces.", positionOf(cursor));
    }
    folder.addBlank(String.fromCharCode(code));
    cursor.skip();
  }
}
