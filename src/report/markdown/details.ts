import { markdownCode, markdownText } from "../escape-markdown.ts";
import { frameworkLine } from "../overview/framework-line.ts";
import type { GapGroup, Loss } from "../overview/gaps.ts";
import type { Overview } from "../overview/overview.ts";
import type { UnreadGroup } from "../overview/unread.ts";
import { LOSS_WORDS, weights } from "../overview/loss-words.ts";
import { countOf, firstOf } from "../words.ts";
import type { MarkdownDocument } from "./document.ts";
import { code, whereText } from "./names.ts";

export function addUnread({ unread }: Overview, document: MarkdownDocument): void {
  document.section({
    before: "\n#### Not read\n\n",
    items: unread.map(unreadItem),
    noun: "reason why places were not read",
    nouns: "reasons why places were not read",
  });
}

function unreadItem({ entry, count, places }: UnreadGroup): string {
  const [[scope, locations] = ["-", []]] = places;
  const where =
    places.size === 1
      ? `${code(scope)} (${firstOf(locations.map(code), 6)})`
      : `${countOf(count, "place")} in ${places.size} scopes: ${firstOf([...places.keys()].map(code), 6)}`;
  const operation = entry.operation === undefined ? "" : `${markdownCode(entry.operation)}: `;
  const grant = entry.permission === undefined ? "" : ` Grant ${markdownCode(entry.permission)}.`;
  return `- **${entry.status}** ${markdownCode(entry.provider)} ${where}. ${operation}${markdownText(entry.reason ?? "no reason was given")}.${grant}\n`;
}

const COVERAGE_HEAD = "| clusters | lost at | how | must, should | activities |\n| --- | --- | --- | --- | --- |\n";

export function addCoverage({ gaps }: Overview, document: MarkdownDocument): void {
  document.section({
    before: `\n<details>\n<summary>Coverage: what is not recorded</summary>\n\n${COVERAGE_HEAD}`,
    items: gaps.map((group) => group.losses.map((loss) => lossRow(group, loss)).join("")),
    after: "\n</details>\n",
    noun: "group of clusters with gaps",
    nouns: "groups of clusters with gaps",
  });
}

function lossRow({ clusters }: GapGroup, loss: Loss): string {
  const names = loss.activities.map(({ title, id }) => `${markdownText(title)} ${markdownCode(id)}`);
  const activities = loss.isEverything ? "everything" : firstOf(names, 20);
  return `| ${whereText(clusters)} | ${loss.lostAt ?? ""} | ${LOSS_WORDS[loss.verdict]} | ${weights(loss)} | ${activities} |\n`;
}

const FRAMEWORK_HEAD = "| framework | requirements | not judged | fail | unknown |\n| --- | --- | --- | --- | --- |\n";

export function addFrameworks({ report }: Overview, document: MarkdownDocument): void {
  document.section({
    before: `\n<details>\n<summary>Frameworks</summary>\n\n${FRAMEWORK_HEAD}`,
    items: report.frameworks.map((framework) => {
      const { name, judged, apart, failed, unknown, reasons } = frameworkLine(framework);
      const [fails, open] = [failed, unknown].map((ids) => firstOf(ids.map(markdownCode), 30));
      const why = reasons.map((reason) => `; ${reason}`).join("");
      return `| ${markdownCode(name)} | ${judged} | ${apart} | ${fails} | ${open}${why} |\n`;
    }),
    after: "\n</details>\n",
    noun: "framework",
  });
}
