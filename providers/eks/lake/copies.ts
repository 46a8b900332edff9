import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Fact, type Gap, type Unknown } from "../../../src/model/fact.ts";
import type { SideCopy, Store, TrailNote } from "../../../src/model/trail.ts";
import type { DataLakeFact } from "../deep-fact-schema.ts";
import { findResource, lost, type Resources } from "../found.ts";

/**
 * Copies of the audit events in Security Lake. It takes them over a feed of its own, independent of the cluster's logging,
 * and none of the authenticator's: https://docs.aws.amazon.com/security-lake/latest/userguide/internal-sources.html (2026-11).
 */

export interface LakeCopy extends SideCopy {
  readonly days: number | null;
}

export function lakeCopies(id: Fact<string>, cluster: ClusterRecord, resource: Resources): LakeCopy[] {
  if (id.state === "not-applicable") return [];
  if (id.state === "unknown") return [mayBe(id)];
  const facts = findResource(resource, "security-lake", id.value)?.facts;
  if (!facts) return [mayBe(lost(id.value))];
  const { lakes, versions, statuses } = facts;
  if (lakes.state !== "known") return lakes.state === "unknown" ? [mayBe(lakes)] : [];
  if (lakes.value.length === 0 && versions.state === "known" && versions.value.length > 0) {
    const reason = "Security Lake takes audit events of a region in which it lists no lake";
    return [mayBe(unknown({ call: "securitylake:ListDataLakes", on: id.value, reason }, lakes.evidence))];
  }
  return lakes.value.map((lake) => ({
    ...COMMON,
    name: `Security Lake in ${cluster.location}`,
    scope: lake.owner ?? "?",
    collects: allOf([carries(versions, id.value), isMade(lake, lakes.evidence), takes(statuses, id.value)]),
    foreign: foreignOf(lake, lakes.evidence, cluster.scope),
    days: lake.days,
  }));
}

const COMMON = { streams: ["audit"] };

/** One that could not be read: it may take the events, and somebody else may hold it. */
function mayBe(fact: Unknown): LakeCopy {
  return { ...COMMON, name: "Security Lake", scope: "?", collects: fact, foreign: fact, days: null };
}

/** Only version 2.0 maps them: https://docs.aws.amazon.com/security-lake/latest/userguide/open-cybersecurity-schema-framework.html (2026-11). */
function carries(versions: Fact<readonly (string | null)[]>, on: string): Fact<boolean> {
  if (versions.state !== "known") return versions;
  const { value, evidence } = versions;
  if (value.includes("2.0")) return known(true, evidence);
  if (value.every((version) => version === "1.0")) return known(false, evidence);
  const reason = "whether this version of the source carries audit events is not known";
  return unknown({ call: "securitylake:ListLogSources", on, reason }, evidence);
}

/** A change that is under way may be its deletion. */
function isMade({ arn, created, updated }: DataLakeFact, evidence: readonly string[]): Fact<boolean> {
  if (created === "FAILED") return known(false, evidence);
  if (created === "COMPLETED" && [null, "COMPLETED", "FAILED"].includes(updated)) return known(true, evidence);
  const reason = "whether the lake is in use is not known: it is being made or changed";
  return unknown({ call: "securitylake:ListDataLakes", on: arn, reason }, evidence);
}

const IDLE: readonly (string | null)[] = ["MISCONFIGURED", "NOT_COLLECTING"];

/** Security Lake does not say which of an account's statuses is about which cluster. */
function takes(statuses: Fact<readonly (string | null)[]>, on: string): Fact<boolean> {
  if (statuses.state !== "known") return statuses;
  const { value, evidence } = statuses;
  if (value.length > 0 && value.every((status) => status === "COLLECTING")) return known(true, evidence);
  if (value.length > 0 && value.every((status) => IDLE.includes(status))) return known(false, evidence);
  const reason = "Security Lake does not say whether it takes the events of all clusters of the region";
  return unknown({ call: "securitylake:GetDataLakeSources", on, reason }, evidence);
}

/** What the feed holds is documented and not seen. */
function allOf(facts: readonly Fact<boolean>[]): Fact<boolean> {
  const not = facts.find((fact) => fact.state === "known" && !fact.value);
  if (not) return not;
  const evidence = facts.flatMap((fact) => (fact.state === "not-applicable" ? [] : fact.evidence));
  const gaps = facts.flatMap((fact): readonly Gap[] => (fact.state === "unknown" ? fact.gaps : []));
  const isWhole = facts.every(({ state }) => state === "known");
  return isWhole ? known(true, evidence, "documented") : unknown(gaps, evidence);
}

function foreignOf({ arn, owner }: DataLakeFact, evidence: readonly string[], account: string): Fact<boolean> {
  if (owner !== null) return known(owner !== account, evidence);
  const reason = "the lake names another owner than the account that lists it";
  return unknown({ call: "securitylake:ListDataLakes", on: arn, reason }, evidence);
}

const A_YEAR_DAYS = 365;

/** Where the log group is short, a lake looks like an answer. */
export function lakeNotes(copies: readonly LakeCopy[], { totalDays }: Store): TrailNote[] {
  if (totalDays.state === "known" && (totalDays.value === null || totalDays.value >= A_YEAR_DAYS)) return [];
  return copies
    .filter(({ collects }) => collects.state === "known" && collects.value)
    .map(({ name, scope, days }) => {
      const time = days === null ? "" : ` for ${days} days`;
      const text = `${name} (${scope}) holds audit events${time}; this does not count: it takes them from a feed of its own and keeps them in another form`;
      return { control: "LOG-RETENTION", text };
    });
}
