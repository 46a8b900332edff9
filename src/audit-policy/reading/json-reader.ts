import { SyntaxProblem, type Position } from "../yaml/problem.ts";
import { MAX_JSON_DEPTH, type ListValue, type MapValue, type Value } from "./value.ts";

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Reads one JSON text as encoding/json does, keeping positions and keys that occur twice. No recursion, so any depth is safe. */
export function readJson(text: string): Value {
  return new JsonReader(text).read();
}

/** A list or mapping that is not closed yet; empty until its first value has been read. */
type Open =
  | { readonly list: ListValue; isEmpty: boolean }
  | { readonly map: MapValue; isEmpty: boolean; key: string; keyAt: Position };

class JsonReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  /** The column of the character at `#counted`; counted on from there, so that one long line costs no more than many. */
  #column = 1;
  #counted = 0;
  readonly #open: Open[] = [];
  #root: Value | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Value {
    this.#value();
    while (this.#open.length > 0) this.#next();
    this.#space();
    if (this.#at < this.#text.length) throw this.#problem("Nothing may follow the closing bracket of a JSON file.");
    if (this.#root === undefined) throw this.#problem("A value was expected here.");
    return this.#root;
  }

  /** The next value of the innermost list or mapping, or its closing bracket. */
  #next(): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    this.#space();
    const close = "list" in open ? "]" : "}";
    if (this.#take(close)) {
      this.#open.pop();
      return;
    }
    if (!open.isEmpty && !this.#take(",")) throw this.#problem(`A "," or the closing "${close}" is missing.`);
    open.isEmpty = false;
    if ("map" in open) this.#key(open);
    this.#value();
  }

  #value(): void {
    this.#space();
    const at = this.#position();
    if (this.#take("[")) return this.#openList(at);
    if (this.#take("{")) return this.#openMap(at);
    if (this.#text[this.#at] === '"') return this.#add({ kind: "string", value: this.#string(), at });
    if (this.#takeWord("true")) return this.#add({ kind: "boolean", value: true, at });
    if (this.#takeWord("false")) return this.#add({ kind: "boolean", value: false, at });
    if (this.#takeWord("null")) return this.#add({ kind: "null", at });
    const literal = this.#match(NUMBER);
    if (literal === "") throw this.#problem("A JSON value was expected here.");
    this.#add({ kind: "number", literal, at });
  }

  #openList(at: Position): void {
    const list: ListValue = { kind: "list", items: [], at };
    this.#requireDepth();
    this.#add(list);
    this.#open.push({ list, isEmpty: true });
  }

  #openMap(at: Position): void {
    const map: MapValue = { kind: "map", entries: [], at };
    this.#requireDepth();
    this.#add(map);
    this.#open.push({ map, isEmpty: true, key: "", keyAt: at });
  }

  #requireDepth(): void {
    if (this.#open.length >= MAX_JSON_DEPTH) throw this.#problem(`Nested more than ${MAX_JSON_DEPTH} levels deep.`);
  }

  #key(open: { key: string; keyAt: Position }): void {
    this.#space();
    open.keyAt = this.#position();
    if (this.#text[this.#at] !== '"') throw this.#problem("A key in double quotes was expected here.");
    open.key = this.#string();
    this.#space();
    if (!this.#take(":")) throw this.#problem('A ":" is missing after the key.');
  }

  #add(value: Value): void {
    const open = this.#open.at(-1);
    if (open === undefined) this.#root = value;
    else if ("list" in open) open.list.items.push(value);
    else open.map.entries.push({ key: open.key, keyAt: open.keyAt, value });
  }

  #string(): string {
    let text = "";
    this.#at += 1;
    for (;;) {
      const from = this.#at;
      while (isPlain(this.#text.charCodeAt(this.#at))) this.#at += 1;
      text += this.#text.slice(from, this.#at);
      if (this.#take('"')) return text.toWellFormed();
      if (!this.#take("\\")) throw this.#problem("This text in quotes is never closed, or holds a control character.");
      text += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? "";
    const hex = this.#text.slice(this.#at + 1, this.#at + 5);
    const character = ESCAPES.get(letter);
    if (character !== undefined) {
      this.#at += 1;
      return character;
    }
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(hex)) throw this.#problem("This escape is not known in JSON.");
    this.#at += 5;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #space(): void {
    const from = this.#at;
    this.#match(SPACE);
    for (let at = from; at < this.#at; at += 1) {
      const character = this.#text[at];
      if (character !== "\n" && (character !== "\r" || this.#text[at + 1] === "\n")) continue;
      this.#line += 1;
      this.#column = 1;
      this.#counted = at + 1;
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #position(): Position {
    for (; this.#counted < this.#at; this.#counted += 1) {
      const isSecondHalf = (this.#text.charCodeAt(this.#counted) & 0xfc00) === 0xdc00;
      if (!isSecondHalf) this.#column += 1;
    }
    return { line: this.#line, column: this.#column };
  }

  #problem(message: string): SyntaxProblem {
    return new SyntaxProblem(message, this.#position());
  }
}

/** Inside quotes: neither the quote, nor a backslash, nor a control character, nor the end. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x22 && code !== 0x5c;
}
