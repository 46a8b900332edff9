import { isUnread } from "../model/evidence.ts";
import type { Report } from "../model/report.ts";
import { SEVERITIES, type Severity } from "../model/result.ts";

export type Threshold = Severity | "never";

export const THRESHOLDS: readonly Threshold[] = [...SEVERITIES, "never"];

/** What a report amounts to, as `design.md` and the README's table say. */
export function exitCodeOf(report: Report, failOn: Threshold): 0 | 1 | 3 {
  let open = report.ledger.some(isUnread);
  let found = false;
  for (const { results } of report.clusters()) {
    for (const result of results) {
      if (result.waiver) continue;
      if (result.status === "unknown") open = true;
      if (result.status === "fail" && isAtOrAbove(result.severity, failOn)) found = true;
    }
  }
  if (found) return 1;
  return open ? 3 : 0;
}

function isAtOrAbove(severity: Severity, failOn: Threshold): boolean {
  return failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
