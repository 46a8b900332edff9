import type { FrameworkReport, RequirementStatus } from "../../model/report.ts";

/** A framework in one line: how many requirements have which status, and which are not met. */
export interface FrameworkLine {
  readonly name: string;
  readonly judged: string;
  /** What nobody looked at, and what no setting can prove. */
  readonly apart: string;
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
  /** Why some are unknown whatever the clusters say, each reason once. */
  readonly reasons: readonly string[];
}

const JUDGED = ["fail", "unknown", "warn", "pass", "not-applicable"] as const;
const APART = ["not-evaluated", "manual"] as const;

export function frameworkLine({ id, version, requirements }: FrameworkReport): FrameworkLine {
  const counts = new Map<RequirementStatus, number>();
  for (const { status } of requirements) counts.set(status, (counts.get(status) ?? 0) + 1);
  return {
    name: `${id} ${version}`,
    judged: inWords(JUDGED, counts) || "nothing judged",
    apart: inWords(APART, counts),
    failed: idsOf("fail", requirements),
    unknown: idsOf("unknown", requirements),
    reasons: reasonsOf(requirements),
  };
}

function inWords(statuses: readonly RequirementStatus[], counts: ReadonlyMap<RequirementStatus, number>): string {
  return statuses
    .flatMap((status) => (counts.has(status) ? [`${counts.get(status)} ${status.replace("-", " ")}`] : []))
    .join(", ");
}

function reasonsOf(requirements: FrameworkReport["requirements"]): string[] {
  const counts = new Map<string, number>();
  for (const { reason } of requirements) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} because ${reason}`);
}

function idsOf(status: RequirementStatus, requirements: FrameworkReport["requirements"]): string[] {
  return requirements.filter((row) => row.status === status).map((row) => row.id);
}
