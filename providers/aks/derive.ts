import type { ClusterRecord, ResourceRecord } from "../../src/model/cluster.ts";
import { known, unknown, type Fact, type Gap, type Unknown } from "../../src/model/fact.ts";
import type { StoreState } from "../../src/model/trail.ts";
import { resourceFacts, type ResourceFacts, type ResourceType } from "./schema.ts";

/** Small steps from facts to facts. */

/** A cluster and the resources of the snapshot it belongs to. */
export interface Snapshot {
  readonly cluster: ClusterRecord;
  resource(id: string): ResourceRecord | undefined;
}

/** The facts of a resource; undefined when the snapshot does not hold it, or holds it in another shape. */
export function factsOf<T extends ResourceType>(snapshot: Snapshot, id: string, type: T): ResourceFacts<T> | undefined {
  const record = snapshot.resource(id);
  if (record?.type !== type) return undefined;
  const parsed = resourceFacts[type].safeParse(record.facts);
  return parsed.success ? (parsed.data as ResourceFacts<T>) : undefined;
}

/** The answer to a question about something that the snapshot should hold and does not. */
export function lost(id: string): Unknown {
  return unknown({ call: "snapshot", on: id, reason: "the snapshot does not hold this resource" });
}

/** Why a store takes nothing, or null; every check that can be made without the others. */
export type Check = Fact<string | null>;

/** Whether a store takes entries in, and why not. */
export interface Verdict {
  readonly state: Fact<StoreState>;
  readonly stateReason?: string;
}

/** One reason is enough for dead; live needs all to be known. */
export function judge(checks: readonly Check[]): Verdict {
  const dead = checks.find((check) => check.state === "known" && check.value !== null);
  if (dead?.state === "known" && dead.value !== null) {
    return { state: known("dead", dead.evidence, dead.basis), stateReason: dead.value };
  }
  const open = checks.filter((check) => check.state === "unknown");
  if (open.length > 0) return { state: merged(open) };
  const good = checks.filter((check) => check.state === "known");
  return { state: known("live", evidenceOf(good)) };
}

/** The check that a known value fails for the reason that is given for it. */
export function check<V>(fact: Fact<V> | undefined, id: string, reasons: ReadonlyMap<V, string> = new Map()): Check {
  if (fact === undefined) return lost(id);
  return fact.state === "known" ? { ...fact, value: reasons.get(fact.value) ?? null } : fact;
}

/** Several unknown facts as one. */
export function merged(open: readonly Unknown[]): Unknown {
  const gaps = new Map<string, Gap>();
  for (const gap of open.flatMap((fact) => fact.gaps)) gaps.set(JSON.stringify(gap), gap);
  return unknown([...gaps.values()], evidenceOf(open));
}

function evidenceOf(facts: readonly { readonly evidence: readonly string[] }[]): string[] {
  return [...new Set(facts.flatMap((fact) => fact.evidence))];
}

/** The next fact along a chain: known only if both are. */
export function chain<A, B>(fact: Fact<A>, next: (value: A) => Fact<B>): Fact<B> {
  if (fact.state !== "known") return fact;
  const following = next(fact.value);
  if (following.state === "not-applicable") return following;
  return { ...following, evidence: [...new Set([...fact.evidence, ...following.evidence])] };
}
