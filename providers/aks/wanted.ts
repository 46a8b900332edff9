import type { Selection } from "../contract.ts";
import { managementGroupScope } from "./subscription-calls.ts";

/** What the user asked for. */

/** Scopes by kind, each once; all empty for everything that can be listed. */
export interface Wanted {
  readonly subscriptions: readonly string[];
  readonly groups: readonly string[];
  readonly tenant: string | undefined;
}

/** Reads the selection; ids in lower case, as Azure compares them. */
export function wantedIn(selection: Selection): Wanted {
  const { subscriptions, managementGroups, tenant } = selection;
  return {
    subscriptions: [...new Set(listOf(subscriptions).map((id) => id.toLowerCase()))],
    groups: [...new Set(listOf(managementGroups).map((group) => group.toLowerCase()))],
    tenant: typeof tenant === "string" && tenant !== "" ? tenant : undefined,
  };
}

/** What the ledger has to name when nothing at all can be reached. */
export function scopesOf({ groups, subscriptions }: Wanted): readonly string[] {
  const scopes = [...subscriptions, ...groups.map(managementGroupScope)];
  return scopes.length === 0 ? ["-"] : scopes;
}

function listOf(value: Selection[string]): readonly string[] {
  return Array.isArray(value) ? value : [];
}
