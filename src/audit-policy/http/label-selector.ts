import { isSubdomain } from "../validate-policy.ts";

type Token =
  | { readonly kind: "identifier" | "in" | "notin"; readonly text: string }
  | { readonly kind: Symbol | "end" | "error" };
type Symbol = ")" | "," | "!" | "==" | "=" | ">" | "<" | "!=" | "(";

const SYMBOLS: readonly Symbol[] = [")", ",", "!", "==", "=", ">", "<", "!=", "("];
const LABEL_NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const MAX_NAME_LENGTH = 63;

/**
 * Whether the API server can parse a label selector. What it selects does not matter for audit; that it parses does, because a list
 * whose options do not parse loses the name from its field selector. Source: k8s.io/apimachinery, pkg/labels/selector.go, v0.37.2.
 */
export function isLabelSelector(selector: string): boolean {
  const tokens = new Tokens(selector);
  if (tokens.peek().kind === "end") return true;
  for (;;) {
    if (!isRequirement(tokens)) return false;
    const next = tokens.take().kind;
    if (next === "end") return true;
    if (next !== "," || !(isIdentifier(tokens.peek()) || tokens.peek().kind === "!")) return false;
  }
}

function isRequirement(tokens: Tokens): boolean {
  const isNegated = tokens.peek().kind === "!";
  if (isNegated) tokens.take();
  const key = tokens.take();
  if (!isIdentifier(key) || !isLabelKey(key.text)) return false;
  if (isNegated) return true;
  const after = tokens.peek().kind;
  if (after === "end" || after === ",") return true;
  const operator = tokens.take().kind;
  if (operator === "in" || operator === "notin") return areValues(tokens);
  if (operator === "=" || operator === "==" || operator === "!=") return isExactValue(tokens, isLabelValue);
  return (operator === ">" || operator === "<") && isExactValue(tokens, isInteger);
}

function isExactValue(tokens: Tokens, isValid: (text: string) => boolean): boolean {
  const next = tokens.peek();
  if (next.kind === "end" || next.kind === ",") return isValid("");
  const value = tokens.take();
  return isIdentifier(value) && isValid(value.text) && isLabelValue(value.text);
}

/** `(a, b)`, in which entries may be empty. */
function areValues(tokens: Tokens): boolean {
  if (tokens.take().kind !== "(") return false;
  let isAfterIdentifier = false;
  for (;;) {
    const token = tokens.take();
    if (token.kind === ")") return true;
    if (isIdentifier(token)) {
      if (isAfterIdentifier || !isLabelValue(token.text)) return false;
      isAfterIdentifier = true;
    } else if (token.kind === ",") {
      isAfterIdentifier = false;
    } else {
      return false;
    }
  }
}

/** `in` and `notin` are ordinary names where no operator is expected. */
function isIdentifier(token: Token): token is Token & { readonly text: string } {
  return token.kind === "identifier" || token.kind === "in" || token.kind === "notin";
}

function isLabelKey(key: string): boolean {
  const parts = key.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length > 2 || name.length > MAX_NAME_LENGTH || !LABEL_NAME.test(name)) return false;
  return parts.length === 1 || isSubdomain(parts[0] ?? "");
}

function isLabelValue(value: string): boolean {
  return value === "" || (value.length <= MAX_NAME_LENGTH && LABEL_NAME.test(value));
}

function isInteger(text: string): boolean {
  return parseInt64(text) !== undefined;
}

/** A decimal integer of 64 bits, as strconv.ParseInt reads it. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[-+]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

class Tokens {
  readonly #text: string;
  #at = 0;
  #next: Token | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  peek(): Token {
    this.#next ??= this.#read();
    return this.#next;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.#next = undefined;
    return token;
  }

  #read(): Token {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    const character = this.#text[this.#at] ?? "\0";
    if (character === "\0") return { kind: "end" };
    return /[=!(),><]/.test(character) ? this.#symbol() : this.#word();
  }

  #word(): Token {
    const text = /^[^=!(),>< \t\r\n\0]*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
    this.#at += text.length;
    if (this.#text[this.#at] === "\0") this.#at += 1;
    if (text === "in" || text === "notin") return { kind: text, text };
    return { kind: "identifier", text };
  }

  /** The longest symbol, but only as far as each character makes one: `!(` is `!` and then `(`. */
  #symbol(): Token {
    let found: Symbol | undefined;
    let length = 0;
    for (;;) {
      const character = this.#text[this.#at + length] ?? "";
      if (character === "\0") this.#at += 1;
      if (character === "" || !/[=!(),><]/.test(character)) break;
      length += 1;
      const text = this.#text.slice(this.#at, this.#at + length);
      const symbol = SYMBOLS.find((candidate) => candidate === text);
      if (symbol !== undefined) found = symbol;
      else if (found !== undefined) {
        length -= 1;
        break;
      }
    }
    this.#at += length;
    return { kind: found ?? "error" };
  }
}
