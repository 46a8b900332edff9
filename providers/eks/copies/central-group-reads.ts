import type { Run } from "../../contract.ts";
import { centralGroup, type CentralGroup } from "./central-name.ts";
import { visit, type Visit } from "./reads.ts";
import type { CentralizationRule } from "../deep-fact-schema.ts";
import type { Doors } from "../accounts/doors.ts";
import { groupWithoutExtras, openGroups, type Groups } from "../group/group-reads.ts";
import { describeCentralGroups } from "../group/calls.ts";
import { groupArn, logGroupName } from "../names.ts";
import type { Listed } from "../asking/paging.ts";
import type { LogGroupAnswer } from "../schema.ts";
import type { EksPlace } from "../accounts/scopes.ts";
import { isSelected } from "./selection-criteria.ts";

/**
 * Reads the log groups that an organisation's rules fill from the log group of a cluster.
 * @returns ids of their records
 */
export async function readCentralGroups(
  place: EksPlace,
  run: Run,
  rules: readonly CentralizationRule[],
  cluster: string,
): Promise<string[]> {
  const { site } = place;
  const name = logGroupName(cluster);
  const groups = rules
    .filter((rule) => rule.regions.includes(site.region) && isSelected(rule.logGroups, "LogGroupName", name) !== false)
    .map((rule) => centralGroup(rule, site, name))
    .filter((group) => group !== undefined && group.id !== groupArn(site, name));
  const unique = new Map(groups.flatMap((group) => (group ? [[group.id, group] as const] : [])));
  await Promise.all([...unique.values()].map((group) => readGroup(place, run, group)));
  return [...unique.keys()];
}

async function readGroup(place: EksPlace, run: Run, { id, site, name, prefix }: CentralGroup): Promise<void> {
  const seat = await visit(place, site);
  if ("state" in seat) {
    await run.resource(id, async () => groupWithoutExtras(site, name, { state: "open", fact: seat }));
    return;
  }
  const { groups, listed } = centralOf(place.doors, seat, run);
  const listing = listed.get(prefix) ?? describeCentralGroups(seat, run, prefix);
  listed.set(prefix, listing);
  await groups.read(name, listing);
}

/** What many clusters of many accounts share: their groups are listed together. */
interface Central {
  readonly groups: Groups;
  readonly listed: Map<string, Promise<Listed<LogGroupAnswer>>>;
}

/** By run: the doors of a run are its own. */
const memos = new WeakMap<Doors, Map<string, Central>>();

function centralOf(doors: Doors, seat: Visit, run: Run): Central {
  const memo = memos.get(doors) ?? new Map<string, Central>();
  memos.set(doors, memo);
  const key = `${seat.scope} ${seat.location}`;
  const found = memo.get(key) ?? { groups: openGroups(seat, seat.site, run), listed: new Map() };
  memo.set(key, found);
  return found;
}
