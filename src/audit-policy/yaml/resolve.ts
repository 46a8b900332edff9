import { isTimestamp } from "./timestamp.ts";
import { parseGoInteger } from "./go-integer.ts";

/** What an untagged or tagged scalar means. `unusable`: a value that JSON, and so a policy, cannot hold. */
export type Resolved =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string };

export const TAG = "tag:yaml.org,2002:";

const STRING: (value: string) => Resolved = (value) => ({ kind: "string", value });

/** YAML 1.1 words, only in these spellings. */
const WORDS: ReadonlyMap<string, Resolved> = new Map<string, Resolved>([
  ...words(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], { kind: "boolean", value: true }),
  ...words(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], {
    kind: "boolean",
    value: false,
  }),
  ...words(["", "~", "null", "Null", "NULL"], { kind: "null" }),
  ...words([".nan", ".NaN", ".NAN"], { kind: "float", value: Number.NaN }),
  ...words([".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"], { kind: "float", value: Infinity }),
  ...words(["-.inf", "-.Inf", "-.INF"], { kind: "float", value: -Infinity }),
]);

function words(list: readonly string[], meaning: Resolved): [string, Resolved][] {
  return list.map((word) => [word, meaning]);
}

/** Tags that go-yaml v2 checks; any other tag makes the scalar a string. */
const CHECKED: ReadonlyMap<string, Resolved["kind"] | "timestamp"> = new Map([
  [`${TAG}bool`, "boolean"],
  [`${TAG}int`, "integer"],
  [`${TAG}float`, "float"],
  [`${TAG}null`, "null"],
  [`${TAG}timestamp`, "timestamp"],
]);

/**
 * The meaning of a scalar as go-yaml v2 finds it (v2.4.4, 2026-11); undefined if the tag asks for something the text is not.
 * Dates and sexagesimal numbers stay strings, a leading zero means octal, underscores may separate digits.
 */
export function resolveScalar(text: string, tag: string): Resolved | undefined {
  if (tag === "") return resolvePlain(text);
  const wanted = CHECKED.get(tag);
  if (wanted === undefined) return STRING(text);
  if (wanted === "timestamp") return isTimestamp(text) ? STRING(text) : undefined;
  const found = resolvePlain(text);
  if (wanted === "float" && found.kind === "integer" && isInt64(found.value))
    return { kind: "float", value: Number(found.value) };
  return found.kind === wanted ? found : undefined;
}

function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

function resolvePlain(text: string): Resolved {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (text.startsWith(".")) return resolveFraction(text) ?? STRING(text);
  if (!/^[-+0-9]/.test(text)) return STRING(text);
  const plain = text.replaceAll("_", "");
  return resolveInteger(plain) ?? resolveFloat(plain) ?? resolveBinary(plain) ?? STRING(text);
}

/** A text that begins with a dot goes to strconv.ParseFloat as it is, which allows underscores between digits. */
function resolveFraction(text: string): Resolved | undefined {
  const isNumber = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/.test(text);
  return isNumber ? finite(text.replaceAll("_", "")) : undefined;
}

function resolveInteger(plain: string): Resolved | undefined {
  const value = parseGoInteger(plain);
  if (value === undefined || value < -(2n ** 63n) || value >= 2n ** 64n) return undefined;
  // strconv.ParseUint knows no plus sign, and ParseInt no number this large.
  if (value >= 2n ** 63n && plain.startsWith("+")) return undefined;
  return { kind: "integer", value };
}

function resolveFloat(plain: string): Resolved | undefined {
  return /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(plain) ? finite(plain) : undefined;
}

function finite(text: string): Resolved | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "float", value } : undefined;
}

/** `0b-101`: an oddity of go-yaml, which reads binary numbers once more by itself. */
function resolveBinary(plain: string): Resolved | undefined {
  const match = /^0b([-+])([01]+)$/.exec(plain);
  if (match === null) return undefined;
  const [, sign = "", digits = ""] = match;
  const value = BigInt(`0b${digits}`) * (sign === "-" ? -1n : 1n);
  return isInt64(value) ? { kind: "integer", value } : undefined;
}
