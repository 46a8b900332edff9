import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, notApplicable, unknown, type Fact } from "../../../src/model/fact.ts";
import { factFrom, type Run } from "../../contract.ts";
import { alarmsOf, metricFiltersOf } from "../alarms/facts.ts";
import { askBucket, BUCKET, readKey } from "../archive/calls.ts";
import { parseArn } from "../arn.ts";
import type { Seat } from "../asking/ask.ts";
import { bucketArn, isBucketName } from "../archive/bucket-names.ts";
import { describeLogGroup } from "../group/calls.ts";
import type { TrailDetailFacts } from "../deep-fact-schema.ts";
import { seenFrom } from "../deep-names.ts";
import type { EventSelectors, TrailAnswer } from "../deep-schema.ts";
import { lockedOut } from "../accounts/doors.ts";
import { managementRecords, recordsObjectReads } from "./event-selectors.ts";
import { daysInBucket, lifecycleOf } from "../archive/lifecycle.ts";
import { describeAccountPolicies } from "../group/calls.ts";
import { keyStateOf } from "../group/facts.ts";
import type { Site } from "../names.ts";
import { policyDaysOf } from "../group/policy-facts.ts";
import type { EksPlace } from "../accounts/scopes.ts";
import { keptDays } from "../group/store.ts";
import { TAMPERING_SOURCES } from "../tampering/events.ts";
import { describeAlarms, describeMetricFilters, getEventSelectors, getTrailStatus } from "../watch/calls.ts";
import { logGroupOf, trailDetailRecord } from "../watch/facts.ts";

/** Who asks about a trail: its own account where that can be entered, otherwise whoever sees it. */
export interface Seer {
  readonly seat: Seat;
  readonly site: Site;
  readonly record: string;
}

/** The same trail is seen from every region that it covers and every account of an organisation, and read once. */
export async function seerOf({ site, session, doors }: EksPlace, trail: TrailAnswer): Promise<Seer> {
  const owner = parseArn(trail.TrailARN)?.account ?? site.account;
  const region = trail.HomeRegion;
  const home = { ...site, account: owner, region };
  const seat = { scope: owner, location: region };
  if (owner === site.account) return { seat: { ...seat, session }, site: home, record: trail.TrailARN };
  const entered = await doors.enter(owner);
  if (entered.ok) return { seat: { ...seat, session: entered.session }, site: home, record: trail.TrailARN };
  const record = seenFrom(trail.TrailARN, site.account, region);
  return { seat: { scope: site.account, location: region, session }, site: { ...site, region }, record };
}

export function readTrailDetail(place: EksPlace, seer: Seer, trail: TrailAnswer, run: Run): Promise<ResourceRecord> {
  return run.resource(seer.record, async () =>
    trailDetailRecord(seer.site, seer.record, trail, await readFacts(place, seer, trail, run)),
  );
}

async function readFacts(place: EksPlace, { seat }: Seer, trail: TrailAnswer, run: Run): Promise<TrailDetailFacts> {
  const arn = trail.TrailARN;
  const [status, selectors, bucketDays, keyState, group] = await Promise.all([
    getTrailStatus(seat, run, arn),
    getEventSelectors(seat, run, arn),
    readBucketDays(seat, trail, run),
    readKeyState(seat, trail, run),
    readGroup(place, trail, run),
  ]);
  const chosen = factFrom(selectors, (answer) => answer);
  return {
    logging: factFrom(status, ({ isLogging }) => isLogging),
    bucketFails: factFrom(status, ({ bucketFails }) => bucketFails),
    groupFails: factFrom(status, ({ groupFails }) => groupFails),
    records: recordsOf(chosen, arn),
    changesOf: factFrom(selectors, (answer) =>
      TAMPERING_SOURCES.filter((source) => ["both", "writes"].includes(managementRecords(answer, source) ?? "none")),
    ),
    changesUnclear: factFrom(selectors, (answer) =>
      TAMPERING_SOURCES.filter((source) => managementRecords(answer, source) === undefined),
    ),
    objectReads: factFrom(selectors, recordsObjectReads),
    bucketDays,
    keyState,
    ...group,
  };
}

function recordsOf(selectors: Fact<EventSelectors>, on: string): TrailDetailFacts["records"] {
  if (selectors.state !== "known") return selectors;
  const records = managementRecords(selectors.value, "eks.amazonaws.com");
  if (records !== undefined) return { ...selectors, value: records };
  const reason = "a selector of the trail looks at something whose effect is not known here";
  return unknown({ call: "cloudtrail:GetEventSelectors", on, reason }, selectors.evidence);
}

/** A bucket that is gone keeps nothing. */
async function readBucketDays(seat: Seat, trail: TrailAnswer, run: Run): Promise<Fact<number | null>> {
  const name = trail.S3BucketName ?? "";
  const call = "s3:GetBucketLifecycleConfiguration";
  if (!isBucketName(name)) {
    return unknown({ call: "cloudtrail:DescribeTrails", on: trail.TrailARN, reason: "the trail names no bucket" });
  }
  const answer = await askBucket(seat, run, { name, owner: undefined }, BUCKET.lifecycle);
  if (!answer.ok) {
    return answer.outcome === "not-found" ? known(0, [answer.evidence]) : unknown(answer.gap, [answer.evidence]);
  }
  const rules = (answer.value.said?.Rules ?? []).flatMap(lifecycleOf);
  const days = daysInBucket(
    known(rules, [answer.evidence]),
    { prefix: keyPrefix(trail), dated: false },
    bucketArn("aws", name),
  );
  return days.state === "unknown"
    ? unknown(
        days.gaps.map((gap) => ({ ...gap, call })),
        days.evidence,
      )
    : days;
}

/** Where a trail puts its files: docs.aws.amazon.com/awscloudtrail, finding your CloudTrail log files (2026-11). */
function keyPrefix({ S3KeyPrefix: prefix, IsOrganizationTrail, TrailARN }: TrailAnswer): string {
  const account = parseArn(TrailARN)?.account ?? "";
  return `${prefix ? `${prefix}/` : ""}AWSLogs/${IsOrganizationTrail ? "" : `${account}/CloudTrail/`}`;
}

async function readKeyState(seat: Seat, { KmsKeyId: key }: TrailAnswer, run: Run): Promise<Fact<string>> {
  if (!key) return notApplicable("no customer key");
  const answer = await readKey(seat, run, key);
  return keyStateOf(answer.ok ? { ...answer, value: answer.value.state } : answer);
}

type Group = Pick<TrailDetailFacts, "groupDays" | "metricFilters" | "alarms" | "logAlarms">;

/** The log group that the trail writes to, and what looks at it. */
async function readGroup({ site, session, doors }: EksPlace, trail: TrailAnswer, run: Run): Promise<Group> {
  const arn = logGroupOf(trail);
  const none = notApplicable("the trail writes to no log group");
  if (arn === null) return allOf(none);
  const { account = "", region = "", resource = "" } = parseArn(arn) ?? {};
  const name = /^log-group:(.+)$/.exec(resource)?.[1];
  if (name === undefined) {
    const reason = "the trail names its log group in a way not known here";
    const odd = unknown({ call: "cloudtrail:DescribeTrails", on: trail.TrailARN, reason });
    return allOf(odd);
  }
  const entered = account === site.account ? { ok: true as const, session } : await doors.enter(account);
  if (!entered.ok) {
    const shut = lockedOut(entered, account);
    return allOf(shut);
  }
  return readOpenGroup({ scope: account, location: region, session: entered.session }, arn, name, run);
}

async function readOpenGroup(seat: Seat, arn: string, name: string, run: Run): Promise<Group> {
  const [groups, filters] = await Promise.all([
    describeLogGroup(seat, run, name),
    describeMetricFilters(seat, run, name),
  ]);
  const metricFilters = metricFiltersOf(filters);
  const some = metricFilters.state === "known" ? metricFilters.value : [];
  // Asked apart: alarms on log entries are new, and not everywhere.
  const [days, onMetrics, onEntries] = await Promise.all([
    groupDays(seat, run, groups, name, arn),
    some.length > 0 ? describeAlarms(seat, run, ["MetricAlarm"]) : undefined,
    describeAlarms(seat, run, ["LogAlarm"]),
  ]);
  return {
    groupDays: days,
    metricFilters,
    alarms: onMetrics ? alarmsOf(onMetrics, some, arn) : notApplicable("the log group has no metric filter"),
    logAlarms: alarmsOf(onEntries, some, arn),
  };
}

function allOf(fact: Exclude<Fact<never>, { state: "known" }>): Group {
  return { groupDays: fact, metricFilters: fact, alarms: fact, logAlarms: fact };
}

async function groupDays(
  seat: Seat,
  run: Run,
  groups: Awaited<ReturnType<typeof describeLogGroup>>,
  name: string,
  on: string,
): Promise<Fact<number | null>> {
  const found = groups.items.find(({ value }) => value.logGroupName === name);
  if (!found) return groups.complete ? known(0, groups.evidence) : unknown(groups.gap, groups.evidence);
  const evidence = [found.evidence];
  const { logGroupClass, retentionInDays, retentionPolicyName: policy } = found.value;
  const facts = {
    logGroupClass: known(logGroupClass ?? null, evidence),
    retentionDays: known(retentionInDays ?? null, evidence),
    retentionPolicyName: known(policy || null, evidence),
    policyRetentionDays: policy
      ? policyDaysOf(policy, await describeAccountPolicies(seat, run, "RETENTION_POLICY"), on)
      : notApplicable("the log group decides itself"),
  };
  return keptDays(facts, on);
}
