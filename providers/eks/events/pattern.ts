import { isOperator, readTest, type EventTest } from "./operators.ts";

/**
 * Event patterns of EventBridge, as far as what they take can be proved. Syntax:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html (2026-11).
 * Text that is not understood becomes part of the answer; nothing here throws on it.
 */
export type EventPattern =
  | { readonly type: "and" | "or"; readonly items: readonly EventPattern[] }
  /** The field's value is one of these, or passes one of these tests. */
  | { readonly type: "field"; readonly path: readonly string[]; readonly tests: readonly EventTest[] }
  | { readonly type: "odd"; readonly why: string };

/** EventBridge takes 2048 characters, and more where the limit was raised. */
export const LONGEST_PATTERN = 8192;
const DEEPEST = 40;

export function parseEventPattern(text: string): EventPattern {
  if (text.length > LONGEST_PATTERN) return odd("it is longer than a pattern can be");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return odd("it is no JSON");
  }
  if (!isObject(value)) return odd("it is no JSON object");
  return hasTwins(text, value) ? odd("it names a field twice") : readObject(value, [], 0);
}

function odd(why: string): { readonly type: "odd"; readonly why: string } {
  return { type: "odd", why };
}

interface JsonObject {
  readonly [name: string]: unknown;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names of members in the text of a JSON document. */
const MEMBER = /"(?:[^"\\]|\\.)*"\s*(:)?/gs;

/** Of two members with the same name the parser keeps the last; what EventBridge does with them is not published. */
function hasTwins(text: string, value: unknown): boolean {
  const written = [...text.matchAll(MEMBER)].filter(([, colon]) => colon !== undefined).length;
  return written !== membersIn(value);
}

function membersIn(value: unknown): number {
  let members = 0;
  const open = [value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (isObject(one)) members += Object.keys(one).length;
    if (typeof one === "object" && one !== null) open.push(...(Object.values(one) as unknown[]));
  }
  return members;
}

function readObject(value: JsonObject, path: readonly string[], depth: number): EventPattern {
  const members = Object.entries(value);
  if (members.length === 0) return odd("it has an empty part");
  if (depth > DEEPEST) return odd("it is nested deeper than is read here");
  const items = members.map(([name, member]) => readMember(name, member, path, depth));
  return items.find(({ type }) => type === "odd") ?? { type: "and", items };
}

function readMember(name: string, member: unknown, path: readonly string[], depth: number): EventPattern {
  if (name === "$or") return readOr(member, path, depth);
  const here = [...path, name];
  if (isObject(member)) return readObject(member, here, depth + 1);
  if (!Array.isArray(member) || member.length === 0) return odd("a field has no list of values");
  return { type: "field", path: here, tests: member.map(readTest) };
}

/** A list with fewer entries, or of something else, would make `$or` the name of a field. */
function readOr(member: unknown, path: readonly string[], depth: number): EventPattern {
  if (!Array.isArray(member) || member.length < 2 || !member.every(isObject)) return odd("its $or is no choice");
  if (member.some((one) => Object.keys(one).some(isOperator))) return odd("its $or is no choice");
  const items = member.map((one) => readObject(one, path, depth + 1));
  return items.find(({ type }) => type === "odd") ?? { type: "or", items };
}
