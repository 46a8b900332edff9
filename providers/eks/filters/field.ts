import { ALL, NONE, undecided, type PatternVerdict } from "./verdict.ts";
import type { Operator, Value } from "./pattern.ts";

/** What a field holds in the entries that are looked at. */
export type Field =
  /** Text made of fixed parts and gaps: `system:node:` and a gap stand for every kubelet. */
  | { readonly kind: "text"; readonly parts: readonly (string | Gap)[] }
  /** Any text that does not begin like this. */
  | { readonly kind: "other-than"; readonly prefix: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "absent" }
  /** There in every entry, with a value that is not known. */
  | { readonly kind: "open" }
  /** There in some entries only, with a value that is not known. */
  | { readonly kind: "optional" }
  | { readonly kind: "odd"; readonly why: string };

/** One character or more, whatever they are. */
export const GAP = Symbol("gap");
export type Gap = typeof GAP;

export function text(...parts: readonly (string | Gap)[]): Field {
  return { kind: "text", parts };
}

/** `field operator value` */
export function compareField(field: Field, name: string, operator: Operator, value: Value): PatternVerdict {
  if (value.type === "odd") return undecided(value.why);
  if (field.kind === "odd") return undecided(field.why);
  if (field.kind === "absent") {
    // What `!=` says of a field that is not there is not published.
    return operator === "!=" ? undecided(`what it says of entries without ${name} is not published`) : NONE;
  }
  if (field.kind === "optional") {
    return operator === "!="
      ? undecided(`what it says of entries without ${name} is not published`)
      : partly(name, "open");
  }
  if (field.kind === "number") return compareNumber(field.number, name, operator, value);
  if (operator !== "=" && operator !== "!=") return partly(name, "open");
  if (value.type === "number") return field.kind === "open" ? partly(name, "open") : mixed(name);
  const verdict = equals(field, name, value.text);
  return operator === "=" ? verdict : not(verdict);
}

/** `field NOT EXISTS` and its like. */
export function askField(field: Field, name: string, test: "missing" | "null" | "true" | "false"): PatternVerdict {
  if (field.kind === "odd") return undecided(field.why);
  if (field.kind === "optional" && test === "missing") return partly(name, "open");
  if (test === "missing") return field.kind === "absent" ? ALL : NONE;
  if (field.kind === "boolean" && test !== "null") return field.value === (test === "true") ? ALL : NONE;
  if (field.kind === "text" || field.kind === "other-than" || field.kind === "number") return NONE;
  return undecided(`whether ${name} is ${test} is not known`);
}

function equals(field: Field, name: string, wanted: string): PatternVerdict {
  switch (field.kind) {
    case "text":
      return equalsText(field.parts, name, wanted);
    case "other-than":
      return equalsOther(field.prefix, name, wanted);
    case "open":
      return /^\*+$/.test(wanted) ? ALL : partly(name, wanted.includes("*") ? "open" : "few");
    default:
      return mixed(name);
  }
}

function equalsText(parts: readonly (string | Gap)[], name: string, wanted: string): PatternVerdict {
  const atoms = parts.flatMap<string | Gap>((part) => (typeof part === "string" ? Array.from(part) : [part]));
  const glob = Array.from(wanted);
  if (covers(glob, atoms)) return ALL;
  if (!mayMeet(glob, atoms)) return NONE;
  return partly(name, wanted.includes("*") ? "open" : "few");
}

function equalsOther(prefix: string, name: string, wanted: string): PatternVerdict {
  if (/^\*+$/.test(wanted)) return ALL;
  const fixed = wanted.slice(0, wanted.includes("*") ? wanted.indexOf("*") : wanted.length);
  if (fixed.startsWith(prefix)) return NONE;
  return partly(name, wanted.includes("*") ? "open" : "few");
}

/** Whether the glob takes every value: only a `*` can take a gap. */
function covers(glob: readonly string[], atoms: readonly (string | Gap)[]): boolean {
  let reached = new Set([0]);
  for (const sign of glob) {
    const next = new Set<number>();
    for (const at of reached) {
      if (sign === "*") for (let to = at; to <= atoms.length; to += 1) next.add(to);
      else if (atoms[at] === sign) next.add(at + 1);
    }
    reached = next;
    if (reached.size === 0) return false;
  }
  return reached.has(atoms.length);
}

/** Whether the glob takes at least one value: a gap may hold any characters. */
function mayMeet(glob: readonly string[], atoms: readonly (string | Gap)[]): boolean {
  let reached = new Set([0]);
  for (const sign of glob) {
    const next = new Set<number>();
    for (const at of reached) {
      if (sign === "*") for (let to = at; to <= atoms.length; to += 1) next.add(to);
      else if (atoms[at] === GAP) next.add(at).add(at + 1);
      else if (atoms[at] === sign) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(atoms.length);
}

function compareNumber(number: number, name: string, operator: Operator, value: Value): PatternVerdict {
  if (value.type !== "number") {
    return value.type === "text" && value.text === "*" && operator === "=" ? ALL : mixed(name);
  }
  const holds = {
    "=": number === value.number,
    "!=": number !== value.number,
    "<": number < value.number,
    ">": number > value.number,
    "<=": number <= value.number,
    ">=": number >= value.number,
  }[operator];
  return holds ? ALL : NONE;
}

function not(verdict: PatternVerdict): PatternVerdict {
  switch (verdict.is) {
    case "all":
      return NONE;
    case "none":
      return ALL;
    case "some":
      return { ...verdict, sign: verdict.sign === "few" ? "most" : verdict.sign === "most" ? "few" : "open" };
    case "unknown":
      return verdict;
  }
}

function partly(field: string, sign: "few" | "most" | "open"): PatternVerdict {
  return { is: "some", field, sign };
}

function mixed(name: string): PatternVerdict {
  return undecided(`it compares ${name} with a value of another kind`);
}
