import type { z } from "zod";
import { unknown, type Fact, type Gap, type Unknown } from "../../src/model/fact.ts";
import type { ResourceRecord } from "../../src/model/cluster.ts";
import { resourceIdOf, type Need } from "./names.ts";
import { resourceFacts, type ResourceFactsOf, type ResourceType } from "./schema.ts";

/** The shared facts that a trail is made of. What is asked for and not there is unknown. */
export interface Facts {
  get<T extends ResourceType>(type: T, of: string): ResourceFactsOf<T>;
}

export type FindResource = (id: string) => ResourceRecord | undefined;

/** @param onNeed told of everything that is asked for */
export function factsFrom(find: FindResource, onNeed: (need: Need) => void = () => undefined): Facts {
  const lost = new Map<string, unknown>();
  return {
    get(type, of) {
      const need = { type, of };
      onNeed(need);
      const id = resourceIdOf(need);
      const record = find(id);
      if (record?.type === type) return checkedFacts(type, record);
      const found = lost.get(id) ?? lostFacts(type, id);
      lost.set(id, found);
      return found as ResourceFactsOf<typeof type>;
    },
  };
}

/** Records are shared by many clusters; each is checked once. */
const checked = new WeakMap<ResourceRecord, unknown>();

function checkedFacts<T extends ResourceType>(type: T, record: ResourceRecord): ResourceFactsOf<T> {
  const found = checked.get(record);
  if (found !== undefined) return found as ResourceFactsOf<T>;
  const schema: z.ZodType = resourceFacts[type];
  const facts = schema.safeParse(record.facts);
  const result = facts.success ? facts.data : lostFacts(type, record.id);
  checked.set(record, result);
  return result as ResourceFactsOf<T>;
}

function lostFacts(type: ResourceType, id: string): { readonly [name: string]: Fact<never> } {
  const gap: Gap = { call: "snapshot", on: id, reason: "the snapshot does not hold it" };
  return Object.fromEntries(Object.keys(resourceFacts[type].shape).map((name) => [name, unknown(gap)]));
}

/** The gaps of a fact that is not known. */
export function gapsOf(fact: Fact<unknown>): readonly Gap[] {
  return fact.state === "unknown" ? fact.gaps : [];
}

export function evidenceOf(fact: Fact<unknown>): readonly string[] {
  return fact.state === "not-applicable" ? [] : fact.evidence;
}

export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === "known" ? fact.value : undefined;
}

/** The same gaps as an unknown fact of its own: facts of different meaning must not be taken for one. */
export function stillUnknown(fact: Fact<unknown>): Unknown {
  return unknown(gapsOf(fact), evidenceOf(fact));
}
