import type { GapGroup, Loss } from "../overview/gaps.ts";
import { LOSS_WORDS, weights } from "../overview/loss-words.ts";
import type { Overview } from "../overview/overview.ts";
import { sampleNames } from "../overview/sample.ts";
import { countOf, firstOf, namesOf } from "../words.ts";
import { shortName } from "./columns.ts";
import type { Limits } from "./limits.ts";
import type { Page } from "./page.ts";

export function writeGaps({ gaps }: Overview, limits: Limits, page: Page): void {
  if (gaps.length === 0) return;
  page.heading("NOT RECORDED", "what the trail would not show, and the link that loses it");
  for (const group of gaps.slice(0, limits.gaps)) writeGroup(group, limits, page);
  const rest = gaps.slice(limits.gaps).reduce((sum, group) => sum + group.clusters.count, 0);
  if (rest > 0) page.text("  ", `and ${countOf(rest, "cluster")} with other gaps.`);
}

function writeGroup({ clusters, losses }: GapGroup, limits: Limits, page: Page): void {
  page.text("  ", `${namesOf(sampleNames(clusters).map(shortName), clusters.count)}:`);
  for (const loss of losses) page.text("    ", lossText(loss, limits));
}

function lossText(loss: Loss, limits: Limits): string {
  const lost = loss.lostAt === undefined ? "" : `lost at ${loss.lostAt}: `;
  if (loss.isEverything) return `${lost}nothing is recorded (${weights(loss)})`;
  const names = loss.activities.map((activity) => `${activity.title} [${activity.id}]`);
  return `${lost}${LOSS_WORDS[loss.verdict]} (${weights(loss)}): ${firstOf(names, limits.activities)}`;
}
