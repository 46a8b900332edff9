import type { ResourceRecord } from "../../src/model/cluster.ts";
import { unknown, type Unknown } from "../../src/model/fact.ts";
import { resourceFacts, type LogGroupFacts } from "./fact-schema.ts";
import type { z } from "zod";

/** Records of a snapshot by id and type. */
export type Resources = (id: string) => ResourceRecord | undefined;

export interface Found<T extends keyof typeof resourceFacts> {
  readonly record: ResourceRecord;
  readonly facts: z.infer<(typeof resourceFacts)[T]>;
}

/** @returns undefined when the snapshot lost the record, or it is of another kind */
export function findResource<T extends keyof typeof resourceFacts>(
  resource: Resources,
  type: T,
  id: string,
): Found<T> | undefined {
  const record = resource(id);
  if (record?.type !== type) return undefined;
  return { record, facts: resourceFacts[type].parse(record.facts) as Found<T>["facts"] };
}

/** A log group of which nothing is known. */
export function lostGroup(fact: Unknown): LogGroupFacts {
  const names = Object.keys(resourceFacts["cloudwatch-log-group"].shape);
  return Object.fromEntries(names.map((name) => [name, fact])) as unknown as LogGroupFacts;
}

export function lost(id: string): Unknown {
  return unknown({ call: "snapshot", on: id, reason: "the snapshot does not hold this resource" });
}
