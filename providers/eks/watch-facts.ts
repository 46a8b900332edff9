import type { ResourceRecord } from "../../src/model/cluster.ts";
import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Answer } from "../contract.ts";
import { at } from "./copy-facts.ts";
import type {
  AlarmFact,
  DetectorsFacts,
  MetricFilterFact,
  TrailDetailFacts,
  TrailFact,
  TrailsFacts,
  VersionsFacts,
} from "./deep-fact-schema.ts";
import { detectorsArn, trailsArn, versionsArn } from "./deep-names.ts";
import type { MetricFilterAnswer, TrailAnswer, VersionAnswer } from "./deep-schema.ts";
import { utc } from "./facts.ts";
import type { Site } from "./names.ts";
import type { Listed } from "./paging.ts";
import type { AlarmAnswer, DetectorAnswer } from "./watch-calls.ts";

/** Answers about watchers, CloudTrail and versions in our words. */

export function detectorsRecord(
  site: Site,
  listed: Listed<string>,
  answers: readonly Answer<DetectorAnswer>[],
): ResourceRecord {
  const facts: DetectorsFacts = { detectors: detectorsOf(listed, answers) };
  return { ...at(site), id: detectorsArn(site), type: "guardduty-detectors", name: "GuardDuty", facts: { ...facts } };
}

function detectorsOf(listed: Listed<string>, answers: readonly Answer<DetectorAnswer>[]): DetectorsFacts["detectors"] {
  if (!listed.complete) return unknown(listed.gap, listed.evidence);
  const evidence = [...listed.evidence, ...answers.map((answer) => answer.evidence)];
  const gaps = answers.flatMap((answer) => (answer.ok ? [] : [answer.gap]));
  if (gaps.length > 0) return unknown(gaps, evidence);
  return known(
    answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
    evidence,
  );
}

export function unreadTrails(answer: Answer<unknown> & { ok: false }): TrailsFacts {
  const fact = unknown(answer.gap, [answer.evidence]);
  return { trails: fact, eventRules: fact };
}

/** @param eventRules ids of records */
export function readTrailsFacts(
  trails: readonly TrailFact[],
  eventRules: readonly string[],
  evidence: string,
): TrailsFacts {
  return { trails: known([...trails], [evidence]), eventRules: known([...eventRules], [evidence]) };
}

export function trailsRecord(site: Site, facts: TrailsFacts): ResourceRecord {
  return { ...at(site), id: trailsArn(site), type: "cloudtrail-trails", name: "CloudTrail", facts: { ...facts } };
}

/** @param record id of the record with the details */
export function trailFact(trail: TrailAnswer, record: string): TrailFact {
  return {
    name: trail.Name,
    arn: trail.TrailARN,
    homeRegion: trail.HomeRegion,
    multiRegion: trail.IsMultiRegionTrail ?? null,
    validated: trail.LogFileValidationEnabled ?? null,
    bucket: trail.S3BucketName || null,
    logGroup: logGroupOf(trail),
    record,
  };
}

/** ARN without the `:*` that stands for the streams. */
export function logGroupOf({ CloudWatchLogsLogGroupArn: arn }: TrailAnswer): string | null {
  return arn ? arn.replace(/:\*$/, "") : null;
}

export function trailDetailRecord(site: Site, id: string, trail: TrailAnswer, facts: TrailDetailFacts): ResourceRecord {
  return { ...at(site), id, type: "cloudtrail-trail", name: trail.Name, facts: { ...facts } };
}

/** @param listed of one log group; one that does not exist has none */
export function metricFiltersOf(listed: Listed<MetricFilterAnswer>): Fact<MetricFilterFact[]> {
  if (!listed.complete) {
    return listed.outcome === "not-found" ? known([], listed.evidence) : unknown(listed.gap, listed.evidence);
  }
  return known(
    listed.items.map(({ value }) => ({
      name: value.filterName ?? "unnamed",
      pattern: value.filterPattern,
      metrics: value.metricTransformations.map((one) => ({ namespace: one.metricNamespace, name: one.metricName })),
    })),
    listed.evidence,
  );
}

/** Those that look at one of the metrics, or at the log group itself. */
export function alarmsOf(
  listed: Listed<AlarmAnswer>,
  filters: readonly MetricFilterFact[],
  logGroup: string,
): Fact<AlarmFact[]> {
  if (!listed.complete) return unknown(listed.gap, listed.evidence);
  const metrics = new Set(filters.flatMap((filter) => filter.metrics.map(keyOf)));
  const found = listed.items
    .map(({ value }) => alarmFact(value, logGroup))
    .filter(
      (alarm) => alarm.query !== null || alarm.searches || alarm.metrics.some((metric) => metrics.has(keyOf(metric))),
    );
  return known(found, listed.evidence);
}

function keyOf({ namespace, name }: { namespace: string; name: string }): string {
  return JSON.stringify([namespace, name]);
}

function alarmFact({ type, alarm }: AlarmAnswer, logGroup: string): AlarmFact {
  const { AlarmName: name, ActionsEnabled, AlarmActions } = alarm;
  const common = { name, acts: ActionsEnabled === true && (AlarmActions ?? []).length > 0 };
  if (type === "log") {
    const { LogGroupIdentifiers, QueryString } = alarm.ScheduledQueryConfiguration ?? {};
    const isOnGroup = (LogGroupIdentifiers ?? []).some((group) => isSameGroup(group, logGroup));
    return { ...common, metrics: [], searches: false, query: isOnGroup ? (QueryString ?? null) : null };
  }
  const watched = [alarm, ...(alarm.Metrics ?? []).map((part) => part.MetricStat?.Metric ?? {})];
  const metrics = watched.flatMap(({ MetricName, Namespace }) =>
    MetricName && Namespace ? [{ namespace: Namespace, name: MetricName }] : [],
  );
  const searches = (alarm.Metrics ?? []).some(({ Expression }) => SEARCHES.test(Expression ?? ""));
  return { ...common, metrics, searches, query: null };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html (2026-11). */
const SEARCHES = /\b(?:SELECT|SEARCH)\b/i;

/** An alarm names its groups by ARN or by name. */
function isSameGroup(group: string, arn: string): boolean {
  return group.replace(/:\*$/, "") === arn || arn.endsWith(`:log-group:${group}`);
}

export function versionsRecord(site: Site, listed: Listed<VersionAnswer>, readOn: string): ResourceRecord {
  const facts: VersionsFacts = {
    readOn: known(readOn),
    versions: listed.complete
      ? known(
          listed.items.map(({ value }) => versionFact(value)),
          listed.evidence,
        )
      : unknown(listed.gap, listed.evidence),
  };
  const name = "Kubernetes versions of EKS";
  return { ...at(site), id: versionsArn(site), type: "eks-versions", name, facts: { ...facts } };
}

function versionFact(answer: VersionAnswer) {
  const status = answer.versionStatus ?? answer.status ?? "";
  return {
    version: answer.clusterVersion,
    status: status.toUpperCase().replaceAll("-", "_"),
    standardUntil: utc(answer.endOfStandardSupportDate)?.slice(0, 10) ?? null,
    extendedUntil: utc(answer.endOfExtendedSupportDate)?.slice(0, 10) ?? null,
  };
}
