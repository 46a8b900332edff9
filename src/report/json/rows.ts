import type { Evidence, LedgerEntry } from "../../model/evidence.ts";
import type { ActivityInfo, ClusterRow, ControlInfo, FrameworkReport, StoreRow } from "../../model/report.ts";
import type { CoverageRow, Result } from "../../model/result.ts";

/** The fields of each row in their fixed order; whatever else an object carries at run time stays out. */

export function ledgerJson(entry: LedgerEntry): LedgerEntry {
  return pick(entry, ["provider", "scope", "location", "status", "clusters", "reason", "operation", "permission"]);
}

export function clusterJson(row: ClusterRow): ClusterRow {
  const { covered, degraded, blind, overexposed, unknown, notApplicable } = row.coverage;
  return {
    ...pick(row, ["id", "provider", "name", "scope", "location", "version", "flavour", "state", "labels", "profile"]),
    coverage: { covered, degraded, blind, overexposed, unknown, notApplicable },
  };
}

export function resultJson(result: Result): Result {
  const { waiver } = result;
  return {
    ...pick(result, ["cluster", "control", "status", "severity", "basis", "message", "evidence"]),
    ...pick(result, ["missing", "remedy", "causedBy"]),
    ...(waiver ? { waiver: pick(waiver, ["reason", "owner", "until"]) } : {}),
  };
}

export function coverageJson(row: CoverageRow): CoverageRow {
  return pick(row, ["cluster", "activity", "verdict", "lostAt", "level", "stores", "hotDays", "totalDays", "basis"]);
}

export function storeJson(row: StoreRow): StoreRow {
  return pick(row, ["id", "kind", "name", "scope", "location"]);
}

export function evidenceJson(evidence: Evidence): Evidence {
  return pick(evidence, ["id", "operation", "scope", "location", "target", "at", "outcome", "excerpt"]);
}

export function frameworkJson({ id, version, title, requirements }: FrameworkReport): FrameworkReport {
  return {
    id,
    version,
    title,
    requirements: requirements.map((row) =>
      pick(row, ["id", "summary", "status", "controls", "notEvaluated", "clusters", "reason"]),
    ),
  };
}

export function controlJson(control: ControlInfo): ControlInfo {
  return pick(control, ["id", "title", "severity"]);
}

export function activityJson(activity: ActivityInfo): ActivityInfo {
  return pick(activity, ["id", "title", "priority", "control"]);
}

function pick<T extends object, K extends keyof T>(row: T, keys: readonly K[]): Pick<T, K> {
  const picked: Partial<Pick<T, K>> = {};
  for (const key of keys) if (row[key] !== undefined) picked[key] = row[key];
  return picked as Pick<T, K>;
}
