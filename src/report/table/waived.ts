import type { Overview } from "../overview/overview.ts";
import { sampleNames } from "../overview/sample.ts";
import { countOf, namesOf, shortened } from "../words.ts";
import { shortName } from "./columns.ts";
import type { Limits } from "./limits.ts";
import type { Page } from "./page.ts";

export function writeWaived({ waived, report }: Overview, limits: Limits, page: Page): void {
  if (waived.length === 0) return;
  page.heading("WAIVED", `${countOf(report.summary.results.waived, "result")} accepted, not counted as findings`);
  for (const { result, waiver, clusters } of waived.slice(0, limits.waived)) {
    const names = namesOf(sampleNames(clusters).map(shortName), clusters.count);
    page.text(
      "  ",
      `${result.control} (${result.status}) until ${waiver.until}, ${shortName(waiver.owner)}: ${shortened(waiver.reason, limits.message)}`,
    );
    page.text("    where  ", names);
  }
  const rest = waived.slice(limits.waived).reduce((sum, group) => sum + group.clusters.count, 0);
  if (rest > 0) page.text("  ", `and ${countOf(rest, "result")} more.`);
}
