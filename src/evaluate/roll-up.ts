import { isUnread, type LedgerEntry } from "../model/evidence.ts";
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

/** @param ledger what was asked for: clusters of what could not be read may be in any status */
export function createRollUp(frameworks: readonly Framework[], ledger: readonly LedgerEntry[]): RollUp {
  const unread = unreadText(ledger);
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
          const status = statusOf(count, row.manual);
          const reason = MAY_BE_WORSE.has(status) ? unread : undefined;
          const notEvaluated = row.controls.filter((control) => !evaluated.has(control));
          return {
            id: row.id,
            summary: row.summary,
            status: reason === undefined ? status : "unknown",
            controls: row.controls,
            notEvaluated,
            clusters: Object.fromEntries(
              [...ORDER, "not-applicable" as const].flatMap((s) => (count.has(s) ? [[s, count.get(s)]] : [])),
            ),
            ...(reason === undefined ? {} : { reason }),
          };
        }),
      })),
  };
}

/** What clusters that nobody saw could make worse. */
const MAY_BE_WORSE: ReadonlySet<RequirementStatus> = new Set(["warn", "pass", "not-applicable"]);

function unreadText(ledger: readonly LedgerEntry[]): string | undefined {
  const asked = ledger.filter(({ status }) => status !== "skipped").length;
  const unread = ledger.filter(isUnread).length;
  if (unread === 0) return undefined;
  return `${unread} of ${asked} ${asked === 1 ? "place" : "places"} that were asked for ${unread === 1 ? "was" : "were"} not read, or not in full`;
}

function statusOf(count: ReadonlyMap<Status, number>, manual: boolean): RequirementStatus {
  if (manual) return "manual";
  const worst = ORDER.find((status) => count.has(status));
  return worst ?? (count.has("not-applicable") ? "not-applicable" : "not-evaluated");
}
