import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import { isProjectNumber } from "./names.ts";
import { evidenceOf, stillUnknown, valueOf, type Facts } from "./trail-facts.ts";

/** What all kinds of stores have in common. */

export interface StoreSite {
  /** The cluster's project. */
  readonly project: string;
  readonly facts: Facts;
}

/** Stands for a location or project that could not be read. */
export const SOMEWHERE = "-";

/** What a remedy needs to know of a store besides. */
export interface KnownStore extends Store {
  /** A locked log bucket cannot be changed any more. */
  readonly locked?: boolean;
  /** The customer's key. */
  readonly key?: string;
}

export type StoreName = Pick<Store, "id" | "kind" | "name" | "scope">;
export type StoreFacts = Omit<KnownStore, keyof StoreName | "location">;

export function unknownStore(name: StoreName, fact: Fact<unknown>): Store {
  return {
    ...name,
    location: SOMEWHERE,
    state: stillUnknown(fact),
    hotDays: stillUnknown(fact),
    totalDays: stillUnknown(fact),
    readable: stillUnknown(fact),
  };
}

/** A project whose sinks could not be read: where its entries go is not known. */
export function unreadProject(project: string, fact: Fact<unknown>): Store {
  const id = `logging.googleapis.com/projects/${project}`;
  return unknownStore({ id, kind: "project", name: project, scope: project }, fact);
}

export function gone(reason: string, evidence: readonly string[]): StoreFacts {
  return {
    state: known("dead", evidence),
    stateReason: reason,
    hotDays: known(0, evidence),
    totalDays: known(0, evidence),
    readable: known(true, evidence),
  };
}

/** The id of a project that is named by id or number. */
export function projectIdOf({ project, facts }: StoreSite, name: string): string {
  if (!isProjectNumber(name) || name === project) return name;
  return valueOf(facts.get("project-number", `projects/${name}`).projectId) ?? name;
}

const UNUSABLE: ReadonlySet<string> = new Set(["DISABLED", "DESTROYED", "DESTROY_SCHEDULED", "MISSING"]);

/** Whether what is kept can be read: it cannot, once its own key is disabled or on the way out. */
export function keyFacts(
  facts: Facts,
  key: string | null,
  evidence: readonly string[],
): Pick<KnownStore, "readable" | "key"> {
  return key === null ? { readable: known(true, evidence) } : { key, readable: isUsable(facts, key, evidence) };
}

function isUsable(facts: Facts, key: string, evidence: readonly string[]): Fact<boolean> {
  const fact = facts.get("kms-key", key).primaryState;
  const state = valueOf(fact);
  if (state === undefined) return stillUnknown(fact);
  const both = [...evidence, ...evidenceOf(fact)];
  if (state === "ENABLED") return known(true, both);
  if (UNUSABLE.has(state)) return known(false, both);
  const reason = "the key has no primary version in a known state";
  return unknown({ call: "cloudkms.cryptoKeys.get", on: key, reason }, both);
}
