import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { AlarmFact, MetricFilterFact } from "../deep-fact-schema.ts";
import type { LogAlarmAnswer, MetricAlarmAnswer, MetricFilterAnswer } from "../deep-schema.ts";
import type { Listed } from "../asking/paging.ts";
import type { AlarmAnswer } from "../watch/calls.ts";

/** Answers about metric filters and alarms in our words. */

/** @param listed of one log group; one that does not exist has none */
export function metricFiltersOf(listed: Listed<MetricFilterAnswer>): Fact<MetricFilterFact[]> {
  if (!listed.complete) {
    return listed.outcome === "not-found" ? known([], listed.evidence) : unknown(listed.gap, listed.evidence);
  }
  return known(
    listed.items.map(({ value }) => ({
      name: value.filterName ?? "unnamed",
      pattern: value.filterPattern,
      metrics: value.metricTransformations.map((one) => ({
        namespace: one.metricNamespace,
        name: one.metricName,
        value: one.metricValue ?? null,
        isSplit: Object.keys(one.dimensions ?? {}).length > 0,
      })),
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
    .map(({ value }) => (value.type === "log" ? onEntries(value.alarm, logGroup) : onMetrics(value.alarm)))
    .filter(
      (alarm) => alarm.query !== null || alarm.searches || alarm.metrics.some((metric) => metrics.has(keyOf(metric))),
    );
  return known(found, listed.evidence);
}

function keyOf({ namespace, name }: { namespace: string; name: string }): string {
  return JSON.stringify([namespace, name]);
}

function onEntries(alarm: LogAlarmAnswer, logGroup: string): AlarmFact {
  const { LogGroupIdentifiers, QueryString, AggregationExpression } = alarm.ScheduledQueryConfiguration ?? {};
  const isOnGroup = (LogGroupIdentifiers ?? []).some((group) => isSameGroup(group, logGroup));
  return {
    ...commonOf(alarm),
    metrics: [],
    searches: false,
    query: isOnGroup ? (QueryString ?? null) : null,
    condition: {
      ...barOf(alarm),
      statistic: AggregationExpression ?? null,
      datapoints: alarm.QueryResultsToAlarm ?? null,
    },
  };
}

function onMetrics(alarm: MetricAlarmAnswer): AlarmFact {
  const { Metrics: parts = null, DatapointsToAlarm, EvaluationPeriods, EvaluationCriteria } = alarm;
  const watched = [alarm, ...(parts ?? []).map((part) => part.MetricStat?.Metric ?? {})];
  const datapoints = DatapointsToAlarm ?? EvaluationPeriods ?? null;
  return {
    ...commonOf(alarm),
    metrics: watched.flatMap(({ MetricName: name, Namespace: namespace, Dimensions }) =>
      name && namespace ? [{ namespace, name, isSplit: (Dimensions ?? []).length > 0 }] : [],
    ),
    searches: (parts ?? []).some(({ Expression }) => SEARCHES.test(Expression ?? "")),
    query: null,
    condition: EvaluationCriteria ? null : { ...barOf(alarm), statistic: statisticOf(alarm), datapoints },
  };
}

/** Null where a formula decides. */
function statisticOf({ Statistic, Metrics }: MetricAlarmAnswer): string | null {
  const [only, ...more] = Metrics ?? [];
  if (!only) return Statistic ?? null;
  return more.length > 0 || only.Expression ? null : (only.MetricStat?.Stat ?? null);
}

function commonOf({ AlarmName: name, ActionsEnabled, AlarmActions }: MetricAlarmAnswer | LogAlarmAnswer) {
  return { name, acts: ActionsEnabled === true && (AlarmActions ?? []).length > 0 };
}

function barOf({ Threshold, ComparisonOperator, EvaluationState }: MetricAlarmAnswer | LogAlarmAnswer) {
  return {
    comparison: ComparisonOperator ?? null,
    threshold: Threshold ?? null,
    isBroken: EvaluationState === "EVALUATION_ERROR",
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html (2026-11). */
const SEARCHES = /\b(?:SELECT|SEARCH)\b/i;

/** An alarm names its groups by ARN or by name. */
function isSameGroup(group: string, arn: string): boolean {
  return group.replace(/:\*$/, "") === arn || arn.endsWith(`:log-group:${group}`);
}
