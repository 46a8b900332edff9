import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import type { ArmId } from "./arm-id.ts";
import { keyOf } from "./arm-id.ts";
import type { Snapshot, Verdict } from "./derive.ts";

/** What all kinds of stores have in common. */

/** Whole days; null for ever. */
export type Days = Fact<number | null>;

/** @param outer the resource that the store is a part of */
export function identity(
  key: string,
  kind: string,
  outer: ArmId,
  name: string,
  snapshot: Snapshot,
): Pick<Store, "id" | "kind" | "name" | "scope" | "location"> {
  const location = snapshot.resource(keyOf(outer))?.location ?? "-";
  return { id: key, kind, name, scope: outer.subscription, location };
}

/** A store that takes nothing in keeps nothing. */
export function unlessDead({ state }: Verdict, days: Days): Days {
  return state.state === "known" && state.value === "dead" ? known(0, state.evidence) : days;
}

/** While a cluster comes into being, or failed to, what it delivers to may still be on its way. */
export function youth({ cluster }: Snapshot): Fact<never> | undefined {
  if (cluster.state !== "creating" && cluster.state !== "failed") return undefined;
  const reason =
    cluster.state === "creating" ? "the cluster is being created" : "the last operation on the cluster failed";
  return unknown({ call: "Microsoft.ContainerService/managedClusters/read", on: cluster.id, reason });
}

/** The store without a claim about what is not there, while that may be because of the cluster's youth. */
export function givenTime(snapshot: Snapshot, missing: boolean, store: Store): Store {
  const open = missing ? youth(snapshot) : undefined;
  if (!open) return store;
  const { stateReason: _, ...rest } = store;
  return { ...rest, state: open, hotDays: open, totalDays: open };
}

/** Only what is known to be missing. */
export function isMissing(fact: Fact<string> | undefined): boolean {
  return fact?.state === "known" && fact.value === "missing";
}
