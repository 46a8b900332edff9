import { Cursor, positionOf, type Mark } from "./cursor.ts";
import type { DecodedText } from "./encoding.ts";
import { SyntaxProblem } from "./problem.ts";
import type { StructureKind, Token } from "./tokens.ts";

/** A token that turns out to be a mapping key if a `:` follows on its line, within 1024 characters. */
interface SimpleKey {
  isPossible: boolean;
  readonly isRequired: boolean;
  readonly tokenNumber: number;
  readonly mark: Mark;
}

/** go-yaml's own limits, for brackets and for indentation; encoding/json has the same. */
const MAX_DEPTH = 10_000;
const MAX_KEY_LENGTH = 1024;

/** Token queue, indentation and possible keys: everything the scanner remembers between two tokens. */
export class ScannerState {
  readonly cursor: Cursor;
  flowLevel = 0;
  indent = -1;
  isKeyAllowed = true;
  hasEnded = false;
  readonly #indents: number[] = [];
  #tokens: Token[] = [];
  #head = 0;
  #taken = 0;
  /** The last possible key of each flow level, and which level's key each waiting token is. */
  readonly #keys: SimpleKey[];
  readonly #keyLevels = new Map<number, number>();

  constructor(text: DecodedText) {
    this.cursor = new Cursor(text);
    this.#keys = [{ isPossible: false, isRequired: false, tokenNumber: 0, mark: this.cursor.mark() }];
  }

  first(): Token | undefined {
    return this.#tokens[this.#head];
  }

  take(): void {
    this.#head += 1;
    this.#taken += 1;
    if (this.#head < 1024) return;
    this.#tokens = this.#tokens.slice(this.#head);
    this.#head = 0;
  }

  /** True while the first waiting token may still become a key, which would put tokens in front of it. */
  mustReadOn(): boolean {
    if (this.first() === undefined) return !this.hasEnded;
    const level = this.#keyLevels.get(this.#taken);
    const key = level === undefined ? undefined : this.#keys[level];
    return key !== undefined && this.#isStillValid(key);
  }

  add(token: Token): void {
    this.#tokens.push(token);
  }

  addStructure(kind: StructureKind, length: number): void {
    const start = this.cursor.mark();
    this.cursor.skip(length);
    this.add({ kind, start, end: this.cursor.mark() });
  }

  saveKey(): void {
    const mark = this.cursor.mark();
    if (!this.isKeyAllowed) return;
    const isRequired = this.flowLevel === 0 && this.indent === mark.column;
    this.removeKey();
    const tokenNumber = this.#nextNumber();
    this.#keys[this.#keys.length - 1] = { isPossible: true, isRequired, tokenNumber, mark };
    this.#keyLevels.set(tokenNumber, this.#keys.length - 1);
  }

  removeKey(): void {
    const key = this.#lastKey();
    if (!key.isPossible) return;
    if (key.isRequired) throw missingColon(key);
    key.isPossible = false;
    this.#keyLevels.delete(key.tokenNumber);
  }

  /** If the last possible key is one, puts the key token in front of it. */
  turnIntoKey(): boolean {
    const key = this.#lastKey();
    if (!this.#isStillValid(key)) return false;
    this.#insert(key.tokenNumber - this.#taken, { kind: "key", start: key.mark, end: key.mark });
    this.rollIndent(key.mark, "block-mapping-start", key.tokenNumber);
    key.isPossible = false;
    this.#keyLevels.delete(key.tokenNumber);
    return true;
  }

  enterFlow(): void {
    const mark = this.cursor.mark();
    this.#keys.push({ isPossible: false, isRequired: false, tokenNumber: this.#nextNumber(), mark });
    this.flowLevel += 1;
    if (this.flowLevel > MAX_DEPTH) throw tooDeep(mark);
  }

  leaveFlow(): void {
    if (this.flowLevel === 0) return;
    this.flowLevel -= 1;
    const key = this.#keys.pop();
    if (key !== undefined) this.#keyLevels.delete(key.tokenNumber);
  }

  rollIndent(mark: Mark, kind: StructureKind, tokenNumber?: number): void {
    if (this.flowLevel > 0 || this.indent >= mark.column) return;
    this.#indents.push(this.indent);
    this.indent = mark.column;
    if (this.#indents.length > MAX_DEPTH) throw tooDeep(mark);
    this.#insert(tokenNumber === undefined ? -1 : tokenNumber - this.#taken, { kind, start: mark, end: mark });
  }

  unrollIndent(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      const mark = this.cursor.mark();
      this.add({ kind: "block-end", start: mark, end: mark });
      this.indent = this.#indents.pop() ?? -1;
    }
  }

  #insert(place: number, token: Token): void {
    if (place < 0) this.#tokens.push(token);
    else this.#tokens.splice(this.#head + place, 0, token);
  }

  #nextNumber(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  #lastKey(): SimpleKey {
    const key = this.#keys.at(-1);
    if (key === undefined) throw new Error("The scanner lost its outermost level.");
    return key;
  }

  #isStillValid(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    if (key.mark.line === this.cursor.line && key.mark.index + MAX_KEY_LENGTH >= this.cursor.index) return true;
    if (key.isRequired) throw missingColon(key);
    key.isPossible = false;
    return false;
  }
}

function missingColon(key: SimpleKey): SyntaxProblem {
  return new SyntaxProblem('A ":" is missing: this line should be a key and its value.', positionOf(key.mark));
}

function tooDeep(mark: Mark): SyntaxProblem {
  return new SyntaxProblem(`Nested more than ${MAX_DEPTH} levels deep.`, positionOf(mark));
}
