import { mapSettled, type Settled } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Activity, CoverageVerdict } from "../model/trail.ts";
import type { ActivityCoverage } from "./activity-coverage.ts";
import { worstOf } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { causeOfSilence } from "./silence.ts";
import { listOf } from "./words.ts";
import type { View } from "./view.ts";

/** The verdict of a control that stands for activities of the catalogue: its worst must-activity. */
export function judgeActivities(view: View, control: string): Judgement {
  const evidence = evidenceOf(view);
  return {
    readings: readingsOf(view.coverage, control).map((reading) => ({ ...reading, evidence })),
    message: (status) => messageOf(status, rowsOf(view.coverage, control)),
    ...causeOfSilence(view),
  };
}

function rowsOf(coverage: readonly ActivityCoverage[], control: string): ActivityCoverage[] {
  return coverage.filter((row) => row.activity.control === control);
}

/** What every activity's verdict rests on: what is switched on, and where it goes. */
function evidenceOf({ trail }: View): string[] {
  const facts = [
    ...trail.streams.map((stream) => stream.on),
    ...trail.routes.map((route) => route.enabled),
    ...trail.stores.map((store) => store.state),
    ...trail.inapplicable.map((entry) => entry.holds),
  ];
  return [...new Set(facts.flatMap((fact) => (fact.state === "not-applicable" ? [] : fact.evidence)))];
}

/** The same for every cluster that has the same coverage. */
function readingsOf(coverage: readonly ActivityCoverage[], control: string): readonly Settled<Status>[] {
  const sofar = judged.get(coverage) ?? new Map<string, readonly Settled<Status>[]>();
  judged.set(coverage, sofar);
  const found = sofar.get(control) ?? [0, 1].map((index) => combined(rowsOf(coverage, control), index));
  sofar.set(control, found);
  return found;
}

const judged = new WeakMap<readonly ActivityCoverage[], Map<string, readonly Settled<Status>[]>>();

function combined(rows: readonly ActivityCoverage[], index: number): Settled<Status> {
  const parts = rows.flatMap((row) => {
    const reading = row.readings[index];
    return reading ? [mapSettled(reading.verdict, (verdict) => statusOf(verdict, row.activity))] : [];
  });
  return worstOf(parts);
}

function statusOf(verdict: CoverageVerdict, activity: Activity): Status {
  switch (verdict) {
    case "not-applicable":
      return "not-applicable";
    case "overexposed":
      return "fail";
    case "blind":
      if (activity.priority === "must") return "fail";
      return activity.priority === "should" ? "warn" : "pass";
    case "degraded":
      return activity.priority === "must" ? "warn" : "pass";
    case "covered":
      return "pass";
    case "unknown":
      return "unknown";
  }
}

function messageOf(status: Status, rows: readonly ActivityCoverage[]): string {
  const applicable = rows.filter((row) => row.verdict !== "not-applicable");
  if (applicable.length === 0) return "None of these activities exists on this cluster.";
  const parts = [
    clause("not recorded", applicable, "blind"),
    clause("recorded in part or without the content that is needed", applicable, "degraded"),
    clause("recorded with secrets in the record", applicable, "overexposed"),
    clause("not known", applicable, "unknown"),
  ].filter((part) => part !== "");
  const count = `${applicable.filter((row) => row.verdict === "covered").length} of ${applicable.length}`;
  if (parts.length === 0) return `All ${applicable.length} activities are recorded with the content that is needed.`;
  const lead =
    status === "pass"
      ? `${count} activities are recorded in full and nothing that matters is missing`
      : `${count} activities are recorded in full`;
  return `${lead}; ${parts.join("; ")}.`;
}

function clause(words: string, rows: readonly ActivityCoverage[], verdict: CoverageVerdict): string {
  const order = ["must", "should", "could"];
  const hit = rows
    .filter((row) => row.verdict === verdict)
    .toSorted((a, b) => order.indexOf(a.activity.priority) - order.indexOf(b.activity.priority));
  if (hit.length === 0) return "";
  const links = [...new Set(hit.flatMap((row) => (row.lostAt ? [row.lostAt] : [])))];
  const where = links.length > 0 ? ` (lost at ${listOf(links)})` : "";
  return `${words}${where}: ${listOf(
    hit.map((row) => `${row.activity.title} [${row.activity.id}]`),
    3,
  )}`;
}
