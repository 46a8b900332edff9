import { resultCounts, verdictOf } from "../overview/verdict.ts";
import type { Overview } from "../overview/overview.ts";
import type { Page } from "./page.ts";

export function writeHead(overview: Overview, page: Page): void {
  const { tool, readAt, requirements } = overview.report;
  page.text("", `${tool.name} ${tool.version}, read ${readAt}`);
  page.text(
    "",
    `Asked for: ${requirements.id}, ${requirements.hotDays} days hot and ${requirements.totalDays} in total.`,
  );
  page.blank();
  page.text("", verdictOf(overview));
}

export function writeFoot({ report }: Overview, page: Page): void {
  page.blank();
  page.text("", `Results: ${resultCounts(report.summary)}.`);
}
