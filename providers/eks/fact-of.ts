import { z } from "zod";
import { BASES, type Fact, type Unknown } from "../../src/model/fact.ts";

/** The schema of a fact, as a snapshot holds it. */

const gap = z.object({ call: z.string(), permission: z.string().exactOptional(), on: z.string(), reason: z.string() });
const unknown = z.object({ state: z.literal("unknown"), gaps: z.array(gap), evidence: z.array(z.string()) });
const notApplicable = z.object({ state: z.literal("not-applicable"), reason: z.string() });

export function factOf<T extends z.ZodType>(value: T) {
  const known = z.object({ state: z.literal("known"), value, basis: z.enum(BASES), evidence: z.array(z.string()) });
  return z.discriminatedUnion("state", [known, unknown, notApplicable]);
}

const NOT_READ = {
  state: "unknown" as const,
  gaps: [{ call: "snapshot", on: "snapshot", reason: "the version that wrote the snapshot did not read it" }],
  evidence: [],
} satisfies Unknown;

/** A fact that older snapshots do not hold. */
export function laterFactOf<T extends z.ZodType>(value: T) {
  return factOf(value).default(() => ({ ...NOT_READ, gaps: NOT_READ.gaps.map((one) => ({ ...one })), evidence: [] }));
}

/** The facts of a schema, as the model has them. */
export type FactsOf<S> = { readonly [K in keyof S]: Fact<ValueOf<S[K]>> };
type ValueOf<F> = F extends { state: "known"; value: infer V } ? V : never;
