import type { Basis } from "./fact.ts";
import type { CoverageVerdict, Link } from "./trail.ts";
import type { Level } from "./audit.ts";

export const STATUSES = ["pass", "warn", "fail", "unknown", "not-applicable"] as const;
export type Status = (typeof STATUSES)[number];

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface WaiverNote {
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
}

/** One control on one cluster, as the report shows it. */
export interface Result {
  readonly cluster: string;
  readonly control: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly basis: Basis;
  readonly message: string;
  readonly evidence: readonly string[];
  /** Permissions, or calls where no permission would help, that would settle an unknown. */
  readonly missing?: readonly string[];
  readonly remedy?: string;
  /** Control id of this cluster's result that this one only follows from, or `ledger`. */
  readonly causedBy?: string;
  readonly waiver?: WaiverNote;
}

/** One activity on one cluster, as the report shows it. */
export interface CoverageRow {
  readonly cluster: string;
  readonly activity: string;
  readonly verdict: CoverageVerdict;
  readonly lostAt?: Link;
  /** Least level over the activity's requests that reaches a store. */
  readonly level?: Level;
  readonly stores: readonly string[];
  readonly hotDays?: number | null;
  readonly totalDays?: number | null;
  readonly basis: Basis;
}

const RANK: readonly Status[] = ["not-applicable", "pass", "warn", "unknown", "fail"];

/** The worst of several statuses in the order fail, unknown, warn, pass; not-applicable only when all are. */
export function worstStatus(statuses: Iterable<Status>): Status {
  let worst: Status = "not-applicable";
  for (const status of statuses) if (RANK.indexOf(status) > RANK.indexOf(worst)) worst = status;
  return worst;
}

/** A weakness weighs one step less than a failure of the same control. */
export function loweredSeverity(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? severity;
}
