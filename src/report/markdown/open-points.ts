import { markdownCode, markdownText } from "../escape-markdown.ts";
import type { Overview } from "../overview/overview.ts";
import { settledBy, type UnknownGroup } from "../overview/unknowns.ts";
import type { WaivedGroup } from "../overview/waived.ts";
import { countOf, firstOf, shortened } from "../words.ts";
import type { MarkdownDocument } from "./document.ts";
import { code, LONGEST_MESSAGE, whereText } from "./names.ts";

export function addUnknowns({ unknowns, report }: Overview, document: MarkdownDocument): void {
  const count = countOf(report.summary.results.unknown, "result");
  document.section({
    before: `\n#### Unknown (${count})\n\n`,
    items: unknowns.map(unknownItem),
    noun: "group of unknowns",
    nouns: "groups of unknowns",
  });
}

function unknownItem(group: UnknownGroup): string {
  const { results, clusters, controls, message } = group;
  return (
    `- **${results} unknown** on ${countOf(clusters.count, "cluster")} (${whereText(clusters)}): ${settledBy(group, code)}.\n` +
    `  - Open: ${firstOf([...controls].toSorted().map(markdownCode), 8)}.\n  - Why: ${markdownText(shortened(message, LONGEST_MESSAGE))}\n`
  );
}

export function addWaived({ waived, report }: Overview, document: MarkdownDocument): void {
  const before = `\n#### Waived (${countOf(report.summary.results.waived, "result")}, not counted as findings)\n\n`;
  document.section({ before, items: waived.map(waivedItem), noun: "waiver" });
}

function waivedItem({ result, waiver, clusters }: WaivedGroup): string {
  return (
    `- ${markdownCode(result.control)} (${result.status}) on ${whereText(clusters)}, until ${markdownText(waiver.until)}, ` +
    `${code(waiver.owner)}: ${markdownText(shortened(waiver.reason, LONGEST_MESSAGE))}\n`
  );
}
