import type { ResourceRecord } from "../../src/model/cluster.ts";
import type { Fact } from "../../src/model/fact.ts";
import { parseArmId, type ArmId } from "./arm-id.ts";
import { PROVIDER } from "./provider.ts";
import type { ResourceFacts, ResourceType } from "./schema.ts";

/** Records of what several clusters share. */

/** The id that a fact holds, if it is one. */
export function armIdIn(fact: Fact<string | null>): ArmId | undefined {
  return fact.state === "known" && fact.value !== null ? parseArmId(fact.value) : undefined;
}

/** `-` while the location is not known. */
export function placeOf(
  answer: { readonly ok: true; readonly value: { readonly location: string } } | { readonly ok: false },
): string {
  return answer.ok ? answer.value.location : "-";
}

/** The record of an outermost resource. */
export function record<T extends ResourceType>(
  type: T,
  key: string,
  id: ArmId,
  location: string,
  facts: ResourceFacts<T>,
): ResourceRecord {
  return resource(type, key, id.names.at(-1) ?? key, id.subscription, location, facts);
}

/** The record of something that has no Azure id of its own. */
export function resource<T extends ResourceType>(
  type: T,
  id: string,
  name: string,
  scope: string,
  location: string,
  facts: ResourceFacts<T>,
): ResourceRecord {
  return { kind: "resource", provider: PROVIDER, id, type, name, scope, location, facts };
}
