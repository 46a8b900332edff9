import { known, unknown, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type { Run } from "../../contract.ts";
import { lockedOut, type Doors, type Home } from "../accounts/doors.ts";
import { seatOf } from "../accounts/home-organization.ts";
import { getDataLakeSources, listDataLakes, listLakeAdministrators, listLogSources, statusesOf } from "./calls.ts";
import type { DataLakeAnswer, LogSourceAnswer } from "./schema.ts";
import type { Entry } from "../asking/paging.ts";

/** What the account that runs Security Lake sees of it. */
export interface LakeView {
  readonly account: string;
  readonly lakes: readonly DataLakeAnswer[];
  /** By account: the regions from which audit events are taken. */
  readonly sources: ReadonlyMap<string, readonly Entry<LogSourceAnswer>[]>;
  /** By region and account: how taking them goes. */
  readonly statuses: ReadonlyMap<string, Fact<ReadonlyMap<string, (string | null)[]>>>;
  /** How the account and its lakes were found. */
  readonly evidence: readonly string[];
  /** How it was found whose events they take. */
  readonly sourceEvidence: readonly string[];
}

/** By run: the doors of a run are its own. */
const memos = new WeakMap<Doors, Promise<LakeView | Unknown>>();

/**
 * The lakes of the caller's organisation, asked for once in a run, whatever the number of its accounts. Only the account
 * that the organisation delegated Security Lake to may collect from other accounts, it is the same in all regions, and it
 * cannot be the management account: https://docs.aws.amazon.com/security-lake/latest/userguide/multi-account-management.html
 * (2026-11).
 */
export function lakesOfHome(home: Home, doors: Doors, run: Run): Promise<LakeView | Unknown> {
  const found = memos.get(doors) ?? find(home, doors, run);
  memos.set(doors, found);
  return found;
}

async function find(home: Home, doors: Doors, run: Run): Promise<LakeView | Unknown> {
  const listed = await listLakeAdministrators(seatOf(home, "-"), run);
  if (!listed.complete) {
    const who =
      "only the organization's management account and a delegated administrator may see who runs Security Lake";
    return unlessHomeRunsIt(home, hinted(unknown(listed.gap, listed.evidence), who), run);
  }
  const [administrator, ...others] = new Set(listed.items.map(({ value }) => value));
  if (others.length > 0) {
    const reason = "Security Lake has several delegated administrators, of which AWS allows one";
    return unknown({ call: "organizations:ListDelegatedAdministrators", on: home.account, reason }, listed.evidence);
  }
  // In no organisation whatever is collected is the account's own.
  if (administrator === null) return without(home.account, [], listed.evidence);
  // Where nobody runs it for others, home is asked all the same: what it holds of others would count.
  if (administrator === undefined) return look(home, listed.evidence, run);
  const entered = await doors.enter(administrator);
  if (!entered.ok) {
    const who = `account ${administrator} runs Security Lake for the organization, and nobody else sees whose events it holds`;
    return hinted(lockedOut(entered, administrator), who);
  }
  return look({ account: administrator, session: entered.session }, listed.evidence, run);
}

/** A lake that takes events of other accounts shows who runs it; one without them may be a member's own. */
async function unlessHomeRunsIt(home: Home, open: Unknown, run: Run): Promise<LakeView | Unknown> {
  const view = await look(home, [], run);
  if ("state" in view) return open;
  return [...view.sources.keys()].some((account) => account !== home.account) ? view : open;
}

async function look(who: Home, before: readonly string[], run: Run): Promise<LakeView | Unknown> {
  const { account } = who;
  const lakes = await listDataLakes(seatOf(who, "-"), run);
  if (!lakes.ok) return unknown(lakes.gap, [...before, lakes.evidence]);
  const seen = without(account, lakes.value, [...before, lakes.evidence]);
  if (lakes.value.length === 0) return seen;
  const listed = await listLogSources(seatOf(who, "-"), run);
  if (!listed.complete) return unknown(listed.gap, [...seen.evidence, ...listed.evidence]);
  const used = new Set(listed.items.map(({ value }) => value.region));
  const regions = new Set(lakes.value.map(({ region }) => region).filter((region) => used.has(region)));
  const statuses = await Promise.all(
    [...regions].map(async (region) => [region, await statusesIn(region, who, run)] as const),
  );
  return {
    ...seen,
    sources: Map.groupBy(listed.items, ({ value }) => value.account),
    statuses: new Map(statuses),
    sourceEvidence: listed.evidence,
  };
}

function without(account: string, lakes: readonly DataLakeAnswer[], evidence: readonly string[]): LakeView {
  return { account, lakes, sources: new Map(), statuses: new Map(), evidence, sourceEvidence: [] };
}

async function statusesIn(region: string, who: Home, run: Run): Promise<Fact<ReadonlyMap<string, (string | null)[]>>> {
  const listed = await getDataLakeSources(seatOf(who, region), run);
  if (!listed.complete) return unknown(listed.gap, listed.evidence);
  const entries = Map.groupBy(listed.items, ({ value }) => value.account);
  const statuses = [...entries].map(
    ([account, found]) => [account, statusesOf(found.map(({ value }) => value))] as const,
  );
  return known(new Map(statuses), listed.evidence);
}

/** Who could tell, where a permission is missing. */
function hinted({ gaps, ...rest }: Unknown, who: string): Unknown {
  return {
    ...rest,
    gaps: gaps.map((gap) => (gap.permission === undefined ? gap : { ...gap, reason: `${gap.reason}; ${who}` })),
  };
}
