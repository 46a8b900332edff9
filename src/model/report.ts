import type { Evidence, LedgerEntry, LedgerStatus } from "./evidence.ts";
import type { CoverageRow, Result, Status } from "./result.ts";
import type { CoverageVerdict } from "./trail.ts";

/**
 * The canonical report, from which every format is rendered. Clusters are judged again each time they are walked, so
 * that a landscape of any size can be rendered without holding it in memory.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** When the facts were read: UTC, from the snapshot. */
  readonly readAt: string;
  readonly requirements: { readonly id: string; readonly hotDays: number; readonly totalDays: number };
  /** Sorted by provider, scope and location. */
  readonly ledger: readonly LedgerEntry[];
  readonly frameworks: readonly FrameworkReport[];
  readonly summary: Summary;
  /** Titles and severities of what the rows refer to by id. */
  readonly controls: readonly ControlInfo[];
  readonly activities: readonly ActivityInfo[];
  /** In the report's order: provider, scope, location, name. */
  clusters(): Iterable<ClusterReport>;
}

export interface ControlInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

export interface ActivityInfo {
  readonly id: string;
  readonly title: string;
  readonly priority: "must" | "should" | "could";
  readonly control: string;
}

/** Everything about one cluster. */
export interface ClusterReport {
  readonly cluster: ClusterRow;
  /** In the order of the controls' ids. */
  readonly results: readonly Result[];
  /** In the order of the activity catalogue. */
  readonly coverage: readonly CoverageRow[];
  readonly stores: readonly StoreRow[];
  /** What the results refer to. */
  readonly evidence: readonly Evidence[];
}

export interface ClusterRow {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly scope: string;
  readonly location: string;
  readonly version: string | null;
  readonly flavour: string;
  readonly state: string;
  readonly labels: { readonly [key: string]: string };
  readonly profile: string;
  readonly coverage: { readonly [verdict in CountedVerdict]: number };
}

export type CountedVerdict = Exclude<CoverageVerdict, "not-applicable"> | "notApplicable";

export interface StoreRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly scope: string;
  readonly location: string;
}

export type RequirementStatus = Status | "not-evaluated" | "manual";

export interface RequirementReport {
  readonly id: string;
  readonly summary: string;
  readonly status: RequirementStatus;
  readonly controls: readonly string[];
  /** Mapped controls that were evaluated on no cluster. */
  readonly notEvaluated: readonly string[];
  /** How many clusters have which status. */
  readonly clusters: { readonly [status in Status]?: number };
  /** Why it is unknown whatever the clusters say; absent where they decide. */
  readonly reason?: string;
}

export interface FrameworkReport {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly requirements: readonly RequirementReport[];
}

export interface Summary {
  readonly clusters: number;
  /** A waived result counts under `waived` and not under its status. */
  readonly results: { readonly [status in Status | "waived"]: number };
  readonly ledger: { readonly [status in LedgerStatus]: number };
}
