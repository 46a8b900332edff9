import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { unknown } from "../../../src/model/fact.ts";
import type { Run } from "../../contract.ts";
import type { LakeFacts } from "../deep-fact-schema.ts";
import { lakeArn } from "../deep-names.ts";
import type { Home } from "../accounts/doors.ts";
import { organizationOf } from "../accounts/home-organization.ts";
import { lakeIn, lakeRecord, noLake, openLake } from "./facts.ts";
import { lakesOfHome } from "./view.ts";
import type { EksPlace } from "../accounts/scopes.ts";

/** What Security Lake holds of the audit events of an account in a region. */
export function readLake(place: EksPlace, run: Run): Promise<ResourceRecord> {
  const { site } = place;
  return run.resource(lakeArn(site), async () => lakeRecord(site, await factsFor(place, run)));
}

async function factsFor({ site, session, doors }: EksPlace, run: Run): Promise<LakeFacts> {
  const own: Home = { account: site.account, session };
  const home = (await doors.home()) ?? own;
  const seen = await lakesOfHome(home, doors, run);
  const isOpen = "state" in seen;
  const named = isOpen ? undefined : lakeIn(seen, site);
  if (named) return named;
  const nowhere = isOpen ? [] : [...seen.evidence, ...seen.sourceEvidence];
  if (!isOpen && own.account === home.account) return noLake(nowhere);
  const mine = await organizationOf(own, doors, run);
  // Nobody but an organisation collects from an account that is not its own.
  if (mine.ok && mine.value === null) return noLake([mine.evidence]);
  if (isOpen) return openLake(seen);
  const theirs = await organizationOf(home, doors, run);
  const failed = [mine, theirs].find((answer) => !answer.ok);
  if (failed?.ok === false) return openLake(unknown(failed.gap, [failed.evidence]));
  if (mine.ok && theirs.ok && mine.value === theirs.value) return noLake([...nowhere, mine.evidence, theirs.evidence]);
  const reason = "the account is of another organization than the caller's, whose Security Lake was asked";
  return openLake(unknown({ call: "organizations:ListDelegatedAdministrators", on: site.account, reason }));
}
