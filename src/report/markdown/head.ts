import { markdownCode, markdownText } from "../escape-markdown.ts";
import type { Overview } from "../overview/overview.ts";
import { verdictOf, worstMark } from "../overview/verdict.ts";
import type { MarkdownDocument } from "./document.ts";

export function addHead(overview: Overview, document: MarkdownDocument): void {
  const { tool, readAt, requirements, summary } = overview.report;
  const { results } = summary;
  document.head(`### ${worstMark(overview)}: ${verdictOf(overview)}\n\n`);
  document.head(
    `${markdownText(tool.name)} ${markdownText(tool.version)}, read ${markdownText(readAt)}. ` +
      `Asked for: ${markdownCode(requirements.id)}, ${requirements.hotDays} days hot and ${requirements.totalDays} in total.\n\n`,
  );
  document.head(
    "| results | fail | warn | unknown | pass | not applicable | waived |\n| --- | --: | --: | --: | --: | --: | --: |\n" +
      `| ${summary.clusters} clusters | ${results.fail} | ${results.warn} | ${results.unknown} | ${results.pass} | ` +
      `${results["not-applicable"]} | ${results.waived} |\n`,
  );
}
