import { ringsAtOnce } from "./bar.ts";
import type { AlarmFact, MetricFilterFact } from "../deep-fact-schema.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import type { ApiCall } from "../events/call.ts";
import { decidePattern } from "../filters/decide.ts";
import { text, type Field } from "../filters/field.ts";
import { parsePattern, type Path } from "../filters/pattern.ts";
import { findsEvent } from "./insights-query.ts";
import { evidenceOf, mayTell, silent, together, told, type Tell } from "../tampering/tell.ts";
import { recordsCall } from "../cloudtrail/records.ts";

/** Alarms of CloudWatch on what a trail writes into its log group, and whether they tell of a call. */
export function alarmTell(trail: SeenTrail, call: ApiCall, seenFrom: string): Tell {
  const { logging, changesOf, groupFails, metricFilters, alarms, logAlarms } = trail.facts;
  const evidence = evidenceOf(logging, changesOf, groupFails, metricFilters, alarms, logAlarms);
  const recorded = recordsCall(trail, call, seenFrom);
  const arrivesNever = groupFails.state === "known" && groupFails.value;
  if (recorded.is === "no" || arrivesNever || trail.logGroup === null) return silent(evidence);
  const found = together([onMetrics(trail, trail.logGroup, call), onEntries(trail, trail.logGroup, call)]);
  if (found.by.length === 0 && found.gaps.length === 0) return silent(evidence);
  const arrives = groupFails.state === "unknown" ? groupFails.gaps : [];
  if (recorded.is === "open" || arrives.length > 0) return mayTell([...recorded.gaps, ...arrives], evidence);
  return { ...found, evidence };
}

function onMetrics({ facts: { metricFilters, alarms } }: SeenTrail, group: string, call: ApiCall): Tell {
  if (metricFilters.state === "unknown") return mayTell(metricFilters.gaps);
  const filters = metricFilters.state === "known" ? metricFilters.value : [];
  const counting = filters.flatMap((filter) => {
    const counted = counts(filter, call);
    return counted.is === "no" ? [] : [{ filter, counted }];
  });
  if (counting.length === 0 || alarms.state === "not-applicable") return silent();
  if (alarms.state === "unknown") return mayTell(alarms.gaps);
  return together([
    ...counting.flatMap(({ filter, counted }) =>
      alarms.value
        .filter((alarm) => filter.metrics.some((metric) => isWatched(metric, alarm)))
        .map((alarm) => {
          const why = counted.is === "open" ? counted.why : isSplit(filter, alarm) ? SPLIT : undefined;
          return why === undefined ? ringing(alarm, addedBy(filter, alarm), group) : unclear(filter, why, group);
        }),
    ),
    ...alarms.value.filter(({ searches }) => searches).map((alarm) => searching(alarm, group)),
  ]);
}

function searching({ name }: AlarmFact, on: string): Tell {
  const reason = `the alarm ${name.slice(0, 80)} finds its metrics by an expression, which is not read by this version`;
  return mayTell({ call: "cloudwatch:DescribeAlarms", on, reason });
}

function isWatched({ namespace, name }: { namespace: string; name: string }, { metrics }: AlarmFact): boolean {
  return metrics.some((metric) => metric.namespace === namespace && metric.name === name);
}

/** What one call adds to the metric that the alarm looks at. */
function addedBy({ metrics }: MetricFilterFact, alarm: AlarmFact): number | undefined {
  const [fed, ...more] = metrics.filter((metric) => isWatched(metric, alarm));
  if (!fed || more.length > 0 || fed.value === null) return undefined;
  return /^\d+(\.\d+)?$/.test(fed.value) ? Number(fed.value) : undefined;
}

const SPLIT = "dimensions split what it counts";

/** By dimensions: an alarm looks at one of the metrics that come out, and which ones come out depends on the calls. */
function isSplit({ metrics }: MetricFilterFact, alarm: AlarmFact): boolean {
  return [...metrics, ...alarm.metrics].some((metric) => metric.isSplit);
}

const NO_ACTION = "it has no action of its own, and composite alarms above it are not read by this version";

/** @param added by one call to what the alarm looks at; undefined when that is not known */
function ringing(alarm: AlarmFact, added: number | undefined, on: string): Tell {
  const rings = ringsAtOnce(alarm, added);
  if (rings.is === "no") return silent();
  const why = rings.is === "open" ? rings.why : alarm.acts ? undefined : NO_ACTION;
  if (why === undefined) return told(alarm.name);
  const reason = `the alarm ${alarm.name.slice(0, 80)} may not tell of one call: ${why}`;
  return mayTell({ call: "cloudwatch:DescribeAlarms", on, reason });
}

function unclear({ name }: MetricFilterFact, why: string, on: string): Tell {
  return mayTell({ call: "logs:DescribeMetricFilters", on, reason: `the metric filter ${name.slice(0, 80)}: ${why}` });
}

function onEntries({ facts: { logAlarms } }: SeenTrail, group: string, call: ApiCall): Tell {
  if (logAlarms.state === "unknown") return mayTell(logAlarms.gaps);
  if (logAlarms.state === "not-applicable") return silent();
  return together(
    logAlarms.value.flatMap((alarm) => {
      const finds = alarm.query === null ? false : findsEvent(alarm.query, call.name);
      if (finds === false) return [];
      if (finds) return [ringing(alarm, 1, group)];
      const reason = `what the query of the alarm ${alarm.name.slice(0, 80)} finds is not understood`;
      return [mayTell({ call: "cloudwatch:DescribeAlarms", on: group, reason })];
    }),
  );
}

type Counted = { readonly is: "yes" | "no" } | { readonly is: "open"; readonly why: string };

/** Whether a filter counts every such call. */
function counts({ pattern }: MetricFilterFact, call: ApiCall): Counted {
  const parsed = parsePattern(pattern);
  const verdict = decidePattern(parsed, (path) => fieldOf(call, path));
  if (verdict.is === "all") return { is: "yes" };
  if (verdict.is !== "unknown") return { is: "no" };
  // One call that it leaves out is enough.
  const stranger = decidePattern(parsed, (path) => strangerField(call, path));
  return stranger.is === "none" ? { is: "no" } : { is: "open", why: verdict.why };
}

/** A call that was made and not refused, as CloudTrail records it. */
function fieldOf({ source, name }: ApiCall, path: Path): Field {
  switch (path.join(".")) {
    case "eventSource":
      return text(source);
    case "eventName":
      return text(name);
    case "eventType":
      return text("AwsApiCall");
    case "readOnly":
      return { kind: "boolean", value: false };
    case "managementEvent":
      return { kind: "boolean", value: true };
    case "errorCode":
    case "errorMessage":
      return { kind: "absent" };
    default:
      return { kind: "odd", why: "it depends on more than the call" };
  }
}

/** The same call by a user of the account with a name and an address of no special meaning, and a key of their own. */
function strangerField(call: ApiCall, path: Path): Field {
  switch (path.join(".")) {
    case "userIdentity.type":
      return text("IAMUser");
    case "userIdentity.userName":
      return text("somebody");
    case "userIdentity.invokedBy":
      return { kind: "absent" };
    case "sourceIPAddress":
      return text("198.51.100.1");
    default:
      return fieldOf(call, path);
  }
}
