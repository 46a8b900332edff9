import type { LedgerEntry } from "../../model/evidence.ts";
import { withoutValues } from "../remedy.ts";

/** Places that were not read, or not in full, for the same reason. */
export interface UnreadGroup {
  /** The first of them. */
  readonly entry: LedgerEntry;
  count: number;
  /** By scope, the locations. */
  readonly places: Map<string, string[]>;
}

const ORDER = ["refused", "failed", "incomplete", "skipped"] as const;

/** Worst first, then the largest. */
export function unreadGroups(ledger: readonly LedgerEntry[]): UnreadGroup[] {
  const groups = new Map<string, UnreadGroup>();
  for (const entry of ledger) {
    if (entry.status === "read") continue;
    const key = keyOf(entry);
    const group = groups.get(key) ?? { entry, count: 0, places: new Map<string, string[]>() };
    groups.set(key, group);
    group.count += 1;
    const locations = group.places.get(entry.scope);
    if (locations) locations.push(entry.location);
    else group.places.set(entry.scope, [entry.location]);
  }
  return ORDER.flatMap((status) =>
    [...groups.values()].filter((group) => group.entry.status === status).toSorted((a, b) => b.count - a.count),
  );
}

function keyOf({ status, provider, operation, permission, reason = "", scope, location }: LedgerEntry): string {
  return JSON.stringify([status, provider, operation, permission, withoutValues(reason, [scope, location])]);
}
