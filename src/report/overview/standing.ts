import type { ActivityInfo, ClusterReport, ClusterRow } from "../../model/report.ts";
import type { CoverageRow, Result } from "../../model/result.ts";

/** How a cluster stands, worst first. `open`: nothing failed, but something is not known. */
export const MARKS = ["fail", "open", "warn", "ok", "none"] as const;
export type Mark = (typeof MARKS)[number];

/** One line about one cluster. */
export interface Standing {
  readonly cluster: ClusterRow;
  readonly mark: Mark;
  /** Over the must-activities that exist on the cluster. */
  readonly recorded: { readonly full: number; readonly unknown: number; readonly of: number };
  /** The worst over the recorded must-activities: null for ever, undefined unknown. */
  readonly hotDays: number | null | undefined;
  readonly totalDays: number | null | undefined;
  readonly keepsAny: boolean;
  readonly isWaivedInPart: boolean;
}

export function standingOf(report: ClusterReport, activities: ReadonlyMap<string, ActivityInfo>): Standing {
  const musts = report.coverage.filter(
    (row) => activities.get(row.activity)?.priority === "must" && row.verdict !== "not-applicable",
  );
  const kept = musts.filter((row) => row.verdict !== "blind" && row.verdict !== "unknown");
  return {
    cluster: report.cluster,
    mark: markOf(report.results),
    recorded: {
      full: musts.filter((row) => row.verdict === "covered").length,
      unknown: musts.filter((row) => row.verdict === "unknown").length,
      of: musts.length,
    },
    hotDays: leastDays(kept, (row) => row.hotDays),
    totalDays: leastDays(kept, (row) => row.totalDays),
    keepsAny: kept.length > 0,
    isWaivedInPart: report.results.some((result) => result.waiver !== undefined),
  };
}

function leastDays(rows: readonly CoverageRow[], daysOf: (row: CoverageRow) => number | null | undefined) {
  const days = rows.map(daysOf);
  if (days.includes(undefined)) return undefined;
  const numbers = days.filter((value) => typeof value === "number");
  return numbers.length > 0 ? Math.min(...numbers) : null;
}

export function markOf(results: readonly Result[]): Mark {
  const open = results.filter((result) => !result.waiver).map((result) => result.status);
  if (open.includes("fail")) return "fail";
  if (open.includes("unknown")) return "open";
  if (open.includes("warn")) return "warn";
  return results.every((result) => result.status === "not-applicable") ? "none" : "ok";
}

/** A weakness or failure that nobody has accepted. */
export function isFinding(result: Result): boolean {
  return !result.waiver && (result.status === "fail" || result.status === "warn");
}
