import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Fact, type Gap } from "../../../src/model/fact.ts";
import type { Run } from "../../contract.ts";
import { getCentralizationRule, listCentralizationRules } from "./calls.ts";
import { centralizationRecord, ruleOf } from "./facts.ts";
import type { CentralizationRule } from "../deep-fact-schema.ts";
import { centralizationArn } from "../deep-names.ts";
import type { Doors, Home } from "../accounts/doors.ts";
import { organizationOf, seatOf } from "../accounts/home-organization.ts";
import type { EksPlace } from "../accounts/scopes.ts";

/**
 * The rules by which an organisation copies the log groups of its accounts. Only its management account and a delegated
 * administrator may see them: the caller is asked first, whose answer serves all accounts of the same organisation.
 */
export function readCentralization(place: EksPlace, run: Run): Promise<ResourceRecord> {
  const { site } = place;
  return run.resource(centralizationArn(site), async () => centralizationRecord(site, await rulesFor(place, run)));
}

async function rulesFor(place: EksPlace, run: Run): Promise<Fact<CentralizationRule[]>> {
  const own: Home = { account: place.site.account, session: place.session };
  const home = await place.doors.home();
  if (home && home.account !== own.account) {
    const rules = await rulesSeenBy(home, place.doors, run);
    if (rules.state === "known") {
      const [theirs, mine] = await Promise.all([
        organizationOf(home, place.doors, run),
        organizationOf(own, place.doors, run),
      ]);
      if (theirs.ok && mine.ok && theirs.value !== null && theirs.value === mine.value) return rules;
    }
  }
  const rules = await rulesSeenBy(own, place.doors, run);
  if (rules.state === "known") return rules;
  // An account on its own has nobody above it who could copy its logs.
  const organization = await organizationOf(own, place.doors, run);
  return organization.ok && organization.value === null ? known([], [organization.evidence]) : rules;
}

/** By run: the doors of a run are its own. */
const memos = new WeakMap<Doors, Map<string, Promise<Fact<CentralizationRule[]>>>>();

function rulesSeenBy(who: Home, doors: Doors, run: Run): Promise<Fact<CentralizationRule[]>> {
  const rules = memos.get(doors) ?? new Map<string, Promise<Fact<CentralizationRule[]>>>();
  memos.set(doors, rules);
  const found = rules.get(who.account) ?? listRules(who, run);
  rules.set(who.account, found);
  return found;
}

async function listRules(who: Home, run: Run): Promise<Fact<CentralizationRule[]>> {
  const listed = await listCentralizationRules(seatOf(who, "-"), run);
  if (!listed.complete) return unknown(hinted(listed.gap), listed.evidence);
  const read = await Promise.all(
    listed.items.map(async ({ value }) => {
      const region = value.CreatedRegion ?? value.RuleArn.split(":")[3] ?? "-";
      return { value, answer: await getCentralizationRule(seatOf(who, region), run, value.RuleArn) };
    }),
  );
  const evidence = [...listed.evidence, ...read.map(({ answer }) => answer.evidence)];
  const gaps = read.flatMap(({ answer }) => (answer.ok ? [] : [answer.gap]));
  if (gaps.length > 0) return unknown(gaps, evidence);
  return known(
    read.flatMap(({ value, answer }) => (answer.ok ? [ruleOf(value, answer.value)] : [])),
    evidence,
  );
}

function hinted(gap: Gap): Gap {
  if (gap.permission === undefined) return gap;
  const who =
    "only the organization's management account and a delegated administrator may see its centralization rules";
  return { ...gap, reason: `${gap.reason}; ${who}` };
}
