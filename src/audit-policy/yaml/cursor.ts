import { SyntaxProblem, type Position } from "./problem.ts";
import type { DecodedText, TextFault } from "./encoding.ts";

/** A place in the text as the scanner counts: all three from 0, in characters. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

export function positionOf(mark: { readonly line: number; readonly column: number }): Position {
  return { line: mark.line + 1, column: mark.column + 1 };
}

/** Walks through a text, counting lines and columns. The end of the text reads as code 0, which no text contains. */
export class Cursor {
  readonly text: string;
  /** Position in `text`, in UTF-16 units; the other three count characters. */
  at = 0;
  index = 0;
  line = 0;
  column = 0;
  readonly #fault: TextFault | undefined;

  constructor(decoded: DecodedText) {
    this.text = decoded.text;
    this.#fault = decoded.fault;
  }

  mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  code(offset = 0): number {
    const at = this.at + offset;
    return at < this.text.length ? this.text.charCodeAt(at) : 0;
  }

  /** Fails when the text cannot be read as far as `count` characters from here. */
  need(count: number): void {
    const fault = this.#fault;
    if (fault === undefined || this.at + count <= fault.from) return;
    throw new SyntaxProblem(fault.message, endOf(this.text));
  }

  skip(count = 1): void {
    for (let done = 0; done < count; done += 1) {
      this.at += (this.code() & 0xfc00) === 0xd800 ? 2 : 1;
      this.index += 1;
      this.column += 1;
    }
    this.need(1);
  }

  /** Passes one line break and returns it as it counts inside a scalar. */
  skipBreak(): string {
    const code = this.code();
    const units = code === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.at += units;
    this.index += units;
    this.line += 1;
    this.column = 0;
    this.need(1);
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n";
  }
}

function endOf(text: string): Position {
  const lines = text.split(/\r\n|[\r\n\u0085\u2028\u2029]/);
  return { line: lines.length, column: countCharacters(lines.at(-1) ?? "") + 1 };
}

function countCharacters(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);
}

export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

export function isSpaceOrEnd(code: number): boolean {
  return isBlank(code) || isBreakOrEnd(code);
}

/** `---` or `...` alone at the beginning of a line. */
export function isDocumentMarker(cursor: Cursor): boolean {
  const code = cursor.code();
  if (cursor.column !== 0 || (code !== 0x2d && code !== 0x2e)) return false;
  return cursor.code(1) === code && cursor.code(2) === code && isSpaceOrEnd(cursor.code(3));
}

export function skipBlanks(cursor: Cursor): void {
  while (isBlank(cursor.code())) cursor.skip();
}

/** From `#` to the end of the line, if one is here. */
export function skipComment(cursor: Cursor): void {
  if (cursor.code() !== 0x23) return;
  while (!isBreakOrEnd(cursor.code())) cursor.skip();
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isWordCharacter(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d
  );
}
