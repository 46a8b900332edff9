import type { ClusterRecord } from "../../src/model/cluster.ts";
import { known, unknown, type Fact, type Gap } from "../../src/model/fact.ts";
import type { TamperAlarm } from "../../src/model/trail.ts";
import type { AlarmFact, MetricFilterFact } from "./deep-fact-schema.ts";
import { decidePattern } from "./filter-decide.ts";
import { text, type Field } from "./filter-field.ts";
import { parsePattern, type Path } from "./filter-pattern.ts";
import { coverageOf, type SeenTrail } from "./cloud-trails.ts";
import { distinctGaps } from "./gaps.ts";
import { findsEvent } from "./insights-query.ts";
import { TAMPERING, type CloudEvent, type TamperingActivity } from "./tampering-events.ts";

/** Alarms that tell of changes to the audit path: on a log group of CloudTrail that records the cluster's region. */
export function tamperingOf(trails: Fact<readonly SeenTrail[]>, cluster: ClusterRecord): TamperAlarm[] {
  return TAMPERING.map((one) => ({ activity: one.activity, alarm: alarmOf(one, trails, cluster) }));
}

function alarmOf(
  { events }: TamperingActivity,
  trails: Fact<readonly SeenTrail[]>,
  cluster: ClusterRecord,
): Fact<string | null> {
  const looked = trails.state === "known" ? trails.value.map((trail) => lookAt(trail, events, cluster)) : [];
  const told = new Map(looked.flatMap((one) => [...one.told]));
  const evidence = [...new Set([...evidenceOf(trails), ...looked.flatMap((one) => one.evidence)])];
  const untold = events.filter(({ name }) => !told.has(name));
  if (untold.length === 0) return known([...new Set(told.values())].toSorted().join(", "), evidence);
  const gaps = [
    ...(trails.state === "unknown" ? trails.gaps : []),
    ...looked.flatMap((one) => one.gaps),
    eventBridge(
      untold.map(({ name }) => name),
      cluster,
    ),
  ];
  return unknown(distinctGaps(gaps), evidence);
}

/** No alarm on CloudWatch is no proof: a rule of EventBridge does the same. */
function eventBridge(untold: readonly string[], { scope, location }: ClusterRecord): Gap {
  const on = `account ${scope}, ${location}`;
  const reason = `no alarm on a trail's log group tells of ${untold.join(", ")}, and EventBridge rules are not read by this version`;
  return { call: "events:ListRules", on, reason };
}

interface Looked {
  /** Alarm by the name of the event that it tells of. */
  readonly told: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
  readonly evidence: readonly string[];
}

function lookAt(trail: SeenTrail, events: readonly CloudEvent[], cluster: ClusterRecord): Looked {
  const { logging, groupFails, changesOf, metricFilters, alarms, logAlarms } = trail.facts;
  const facts = [logging, changesOf, metricFilters, alarms, logAlarms];
  const gaps = facts.flatMap((fact): readonly Gap[] => (fact.state === "unknown" ? fact.gaps : []));
  const evidence = facts.flatMap(evidenceOf);
  if (coverageOf(trail, cluster.location) === "elsewhere" || isKnown(logging, false) || isKnown(groupFails, true)) {
    return { told: new Map(), gaps: [], evidence };
  }
  const told = new Map<string, string>();
  if (logging.state !== "known" || changesOf.state !== "known") return { told, gaps, evidence };
  const all = [alarms, logAlarms].flatMap((fact) => (fact.state === "known" ? fact.value : []));
  const filters = metricFilters.state === "known" ? metricFilters.value : [];
  for (const event of events) {
    if (!changesOf.value.includes(event.source)) continue;
    const alarm = all.find((one) => one.acts && tellsOf(one, event, filters));
    if (alarm) told.set(event.name, alarm.name);
  }
  return { told, gaps, evidence };
}

function tellsOf(alarm: AlarmFact, event: CloudEvent, filters: readonly MetricFilterFact[]): boolean {
  if (alarm.query !== null) return findsEvent(alarm.query, event.name);
  return filters.some((filter) => filter.metrics.some((metric) => isWatched(metric, alarm)) && counts(filter, event));
}

function isWatched({ namespace, name }: { namespace: string; name: string }, { metrics }: AlarmFact): boolean {
  return metrics.some((metric) => metric.namespace === namespace && metric.name === name);
}

function counts({ pattern }: MetricFilterFact, event: CloudEvent): boolean {
  return decidePattern(parsePattern(pattern), (path) => fieldOf(event, path)).is === "all";
}

/** A call that was made and not refused, as CloudTrail records it. */
function fieldOf({ source, name }: CloudEvent, path: Path): Field {
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

function isKnown(fact: Fact<boolean>, value: boolean): boolean {
  return fact.state === "known" && fact.value === value;
}

function evidenceOf(fact: Fact<unknown>): readonly string[] {
  return fact.state === "not-applicable" ? [] : fact.evidence;
}
