import type { Run } from "../../contract.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import { visit } from "../copies/reads.ts";
import { eventRulesArn } from "../deep-names.ts";
import { listRules, listTargetsByRule } from "./rule-calls.ts";
import { eventRulesFacts, eventRulesRecord, mayTellOfTampering, unreadRules } from "./rule-facts.ts";
import type { Site } from "../names.ts";
import type { EksPlace } from "../accounts/scopes.ts";
import { TAMPERING_SOURCES } from "../tampering/events.ts";
import { ownerOf, recordsCall } from "../cloudtrail/records.ts";

/**
 * Rules of EventBridge where clusters and their trails can be changed. A rule gets calls through a trail alone, so that
 * nothing is asked where none can bring one.
 * @returns ids of the records, all of them written
 */
export async function readEventRules(place: EksPlace, trails: readonly SeenTrail[], run: Run): Promise<string[]> {
  const { site } = place;
  const homes = trails.map((trail) => ({
    ...site,
    account: ownerOf(trail, site.account),
    region: trail.homeRegion,
  }));
  const sites = new Map([site, ...homes].map((one) => [eventRulesArn(one), one]));
  const open = [...sites].filter(([, one]) => mayBringCalls(trails, one, site.account));
  await Promise.all(open.map(([, one]) => readRulesOf(place, one, run)));
  return open.map(([id]) => id);
}

function mayBringCalls(trails: readonly SeenTrail[], { account, region }: Site, seenFrom: string): boolean {
  return TAMPERING_SOURCES.some((source) =>
    trails.some((trail) => recordsCall(trail, { account, region, source }, seenFrom).is !== "no"),
  );
}

function readRulesOf(place: EksPlace, site: Site, run: Run) {
  return run.resource(eventRulesArn(site), async () => {
    const seat = await visit(place, site);
    if ("state" in seat) return eventRulesRecord(site, unreadRules(seat));
    const listed = await listRules(seat, run);
    const rules = listed.items.map(({ value }) => value).filter((rule) => mayTellOfTampering(rule, site));
    const read = await Promise.all(
      rules.map(async (rule) => ({ rule, targets: await listTargetsByRule(seat, run, rule.Name) })),
    );
    return eventRulesRecord(site, eventRulesFacts(listed, read));
  });
}
