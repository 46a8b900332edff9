import { z } from "zod";

/**
 * The comparisons of an event pattern:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (2026-11).
 */
export type EventTest =
  | { readonly type: "value"; readonly value: string | number | boolean | null }
  | { readonly type: "text"; readonly match: TextMatch }
  /** A value that is there and passes none of these. */
  | { readonly type: "but"; readonly values: readonly (string | number)[] }
  | { readonly type: "but-text"; readonly matches: readonly TextMatch[] }
  | { readonly type: "numeric" | "address"; readonly everything: boolean }
  | { readonly type: "exists"; readonly exists: boolean }
  | { readonly type: "odd"; readonly why: string };

export interface TextMatch {
  readonly how: "prefix" | "suffix" | "equals" | "wildcard";
  readonly text: string;
  readonly ignoreCase: boolean;
}

export function readTest(value: unknown): EventTest {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { type: "value", value };
  }
  const [member, ...more] = Array.isArray(value) ? [] : Object.entries(value as object);
  if (!member || more.length > 0) return odd("a value in it is not understood");
  const [operator, operand]: [string, unknown] = member;
  const read = isOperator(operator) ? OPERATORS[operator](operand) : undefined;
  return read ?? odd(`its comparison ${operator.slice(0, 40)} is not understood`);
}

function odd(why: string): EventTest {
  return { type: "odd", why };
}

const text = z.string();
const ignoring = z.strictObject({ "equals-ignore-case": text }).transform((one) => one["equals-ignore-case"]);
const texts = z.union([text.transform((one) => [one]), z.array(text).min(1)]);
const values = z.union([text, z.number()]).transform((one) => [one]);
const listed = z.union([values, z.array(text).min(1), z.array(z.number()).min(1)]);
const negated = z
  .strictObject({ prefix: texts, suffix: texts, "equals-ignore-case": texts, wildcard: texts })
  .partial()
  .refine((one) => Object.keys(one).length === 1);
const comparison = z.enum(["<", "<=", "=", ">", ">="]);
const range = z.union([z.tuple([comparison, z.number()]), z.tuple([comparison, z.number(), comparison, z.number()])]);
const addresses = text.regex(/^[0-9a-fA-F.:]{2,45}\/\d{1,3}$/);

const OPERATORS = {
  prefix: (operand: unknown) => textTest("prefix", operand),
  suffix: (operand: unknown) => textTest("suffix", operand),
  "equals-ignore-case": (operand: unknown) => {
    const read = text.safeParse(operand);
    return read.success ? tested({ how: "equals", text: read.data, ignoreCase: true }) : undefined;
  },
  wildcard: (operand: unknown) => {
    const read = text.safeParse(operand);
    return read.success && isWildcard(read.data)
      ? tested({ how: "wildcard", text: read.data, ignoreCase: false })
      : undefined;
  },
  "anything-but": butTest,
  numeric: (operand: unknown) =>
    range.safeParse(operand).success ? ({ type: "numeric", everything: false } as const) : undefined,
  cidr: (operand: unknown) => {
    const read = addresses.safeParse(operand);
    return read.success ? ({ type: "address", everything: read.data.endsWith("/0") } as const) : undefined;
  },
  exists: (operand: unknown) =>
    typeof operand === "boolean" ? ({ type: "exists", exists: operand } as const) : undefined,
} satisfies { readonly [operator: string]: (operand: unknown) => EventTest | undefined };

export function isOperator(name: string): name is keyof typeof OPERATORS {
  return Object.hasOwn(OPERATORS, name);
}

function tested(match: TextMatch): EventTest {
  return { type: "text", match };
}

function textTest(how: "prefix" | "suffix", operand: unknown): EventTest | undefined {
  const plain = text.safeParse(operand);
  if (plain.success) return tested({ how, text: plain.data, ignoreCase: false });
  const loose = ignoring.safeParse(operand);
  return loose.success ? tested({ how, text: loose.data, ignoreCase: true }) : undefined;
}

function butTest(operand: unknown): EventTest | undefined {
  const plain = listed.safeParse(operand);
  if (plain.success) return { type: "but", values: plain.data };
  const read = negated.safeParse(operand);
  const [how, list = []] = Object.entries(read.data ?? {})[0] ?? [];
  if (how === undefined || (how === "wildcard" && !list.every(isWildcard))) return undefined;
  const ignoreCase = how === "equals-ignore-case";
  const kind = ignoreCase ? "equals" : (how as "prefix" | "suffix" | "wildcard");
  return { type: "but-text", matches: list.map((one) => ({ how: kind, text: one, ignoreCase })) };
}

/** A backslash may stand before a star or another one only, and no star beside another. */
function isWildcard(pattern: string): boolean {
  return /^(?:[^\\*]|\\[\\*]|\*(?!\*))*$/s.test(pattern);
}
