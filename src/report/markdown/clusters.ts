import { markdownCode } from "../escape-markdown.ts";
import type { Alike } from "../overview/alike.ts";
import type { Overview } from "../overview/overview.ts";
import type { Standing } from "../overview/standing.ts";
import { MARK_WORDS, markText } from "../overview/verdict.ts";
import { daysWord, firstOf } from "../words.ts";
import type { MarkdownDocument } from "./document.ts";
import { code, whereText } from "./names.ts";

const LINES_HEAD =
  "| | cluster | on | location | scope | recorded | kept |\n| --- | --- | --- | --- | --- | --: | --: |\n";
const GROUPS_HEAD = "| | clusters | deciding | which |\n| --- | --: | --- | --- |\n";

export function addClusters({ standings, alike }: Overview, document: MarkdownDocument): void {
  const before =
    "\n#### Clusters\n\nRecorded: must-activities recorded in full. Kept: days, hot and total. Star: results waived.\n\n";
  if (standings) {
    document.section({ before: before + LINES_HEAD, items: standings.map(lineOf), noun: "cluster" });
    return;
  }
  document.section({
    before: `\n#### Clusters\n\n${GROUPS_HEAD}`,
    items: alike.map(groupOf),
    noun: "group of clusters",
    nouns: "groups of clusters",
  });
}

function lineOf(standing: Standing): string {
  const { cluster, recorded, hotDays, totalDays, keepsAny } = standing;
  const { full, unknown, of } = recorded;
  const share = unknown > 0 ? `${full} to ${full + unknown} of ${of}` : `${full} of ${of}`;
  const kept = keepsAny ? `${daysWord(hotDays)} / ${daysWord(totalDays)}` : "none";
  const names = [cluster.name, cluster.provider, cluster.location, cluster.scope].map(code);
  return `| ${markText(standing)} | ${names.join(" | ")} | ${share} | ${kept} |\n`;
}

function groupOf({ mark, clusters, controls, consequences }: Alike): string {
  const follow = consequences > 0 ? `, ${consequences} more follow` : "";
  const deciding = firstOf(controls.map(markdownCode), 8) + follow;
  return `| ${MARK_WORDS[mark]} | ${clusters.count} | ${deciding || "nothing"} | ${whereText(clusters)} |\n`;
}
