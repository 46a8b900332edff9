import type { FrameworkReport, RequirementStatus } from "../model/report.ts";
import type { Result, Status } from "../model/result.ts";
import type { Framework } from "./catalogue.ts";

/** Adds up results cluster by cluster, so that memory does not grow with the landscape. */
export interface RollUp {
  add(results: readonly Result[]): void;
  report(): FrameworkReport[];
}

/** Worst first. A waived result still counts here: the requirement is not met, somebody accepted that. */
const ORDER: readonly Status[] = ["fail", "unknown", "warn", "pass"];

export function createRollUp(frameworks: readonly Framework[]): RollUp {
  const counts = new Map(frameworks.flatMap((fw) => fw.requirements.map((row) => [row, new Map<Status, number>()])));
  const evaluated = new Set<string>();
  return {
    add(results) {
      const statuses = new Map(results.map((result) => [result.control, result.status]));
      for (const control of statuses.keys()) evaluated.add(control);
      for (const [row, count] of counts) {
        const found = row.controls.flatMap((control) => statuses.get(control) ?? []);
        if (found.length === 0) continue;
        const worst = ORDER.find((status) => found.includes(status)) ?? "not-applicable";
        count.set(worst, (count.get(worst) ?? 0) + 1);
      }
    },
    report: () =>
      frameworks.map(({ id, version, title, requirements }) => ({
        id,
        version,
        title,
        requirements: requirements.map((row) => {
          const count = counts.get(row) ?? new Map<Status, number>();
          const notEvaluated = row.controls.filter((control) => !evaluated.has(control));
          return {
            id: row.id,
            summary: row.summary,
            status: statusOf(count, row.manual),
            controls: row.controls,
            notEvaluated,
            clusters: Object.fromEntries(
              [...ORDER, "not-applicable" as const].flatMap((s) => (count.has(s) ? [[s, count.get(s)]] : [])),
            ),
          };
        }),
      })),
  };
}

function statusOf(count: ReadonlyMap<Status, number>, manual: boolean): RequirementStatus {
  if (manual) return "manual";
  const worst = ORDER.find((status) => count.has(status));
  return worst ?? (count.has("not-applicable") ? "not-applicable" : "not-evaluated");
}
