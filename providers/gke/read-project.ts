import type { ResourceRecord } from "../../src/model/cluster.ts";
import type { Seat } from "./ask.ts";
import { resourceIdOf, type Need } from "./names.ts";
import { readNeed } from "./read-need.ts";
import { factsFrom } from "./trail-facts.ts";
import { routingOf } from "./trail-routes.ts";
import { streamsOf } from "./trail-streams.ts";

/**
 * Reads all that the trails of a project's clusters are made of: follows the trail with what is there, reads what it asked for in
 * vain, and follows it again.
 * @returns the ids of what was read
 */
export async function readProjectSide(seat: Seat, project: string): Promise<readonly string[]> {
  const records = new Map<string, ResourceRecord>();
  for (;;) {
    const needs = needsOf(project, records);
    const missing = [...needs].filter(([id]) => !records.has(id));
    if (missing.length === 0) return [...needs.keys()].toSorted();
    await Promise.all(
      missing.map(async ([id, need]) => {
        records.set(id, await readNeed(seat, need));
      }),
    );
  }
}

function needsOf(project: string, records: ReadonlyMap<string, ResourceRecord>): Map<string, Need> {
  const needs = new Map<string, Need>();
  const facts = factsFrom(
    (id) => records.get(id),
    (need) => needs.set(resourceIdOf(need), need),
  );
  streamsOf(project, facts);
  routingOf({ project, facts });
  return needs;
}
