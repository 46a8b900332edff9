import type { Alike } from "../overview/alike.ts";
import type { Overview } from "../overview/overview.ts";
import { sampleNames } from "../overview/sample.ts";
import type { Mark, Standing } from "../overview/standing.ts";
import { MARK_WORDS, markText } from "../overview/verdict.ts";
import { countOf, daysWord, firstOf, namesOf } from "../words.ts";
import { columns, fullName, joined, shortName } from "./columns.ts";
import type { Limits } from "./limits.ts";
import type { Paint, Page } from "./page.ts";

const COLOURS = { fail: "red", open: "magenta", warn: "yellow", ok: "green", none: "dim" } as const;
const HEADER = ["", "cluster", "on", "location", "scope", "recorded", "kept"];
const FLEXIBLE = new Map([
  [1, 10],
  [3, 4],
  [4, 0],
]);

export function writeClusters(overview: Overview, limits: Limits, page: Page): void {
  if (overview.report.summary.clusters === 0) return;
  if (overview.standings) writeLines(overview.standings, page);
  else writeGroups(overview.alike, limits, page);
}

function writeLines(standings: readonly Standing[], page: Page): void {
  const star = standings.some((standing) => standing.isWaivedInPart) ? "; * some waived" : "";
  page.heading("CLUSTERS", `must-activities recorded in full; days kept, hot/total${star}`);
  const [header = [], ...rows] = columns([HEADER, ...standings.map(cellsOf)], page.width, FLEXIBLE);
  page.row("", joined(header));
  standings.forEach(({ mark }, index) => {
    const [first = "", ...cells] = rows[index] ?? [];
    page.row(`${page.paint(COLOURS[mark], first)}  `, joined(cells));
  });
}

function cellsOf(standing: Standing): string[] {
  const { name, provider, location, scope } = standing.cluster;
  const [mark, recorded, kept] = [markText(standing), recordedText(standing), keptText(standing)];
  return [mark, fullName(name), provider, fullName(location), fullName(scope), recorded, kept];
}

function recordedText({ recorded: { full, unknown, of } }: Standing): string {
  if (of === 0) return "-";
  return unknown > 0 ? `${full}-${full + unknown}/${of}` : `${full}/${of}`;
}

function keptText({ keepsAny, hotDays, totalDays }: Standing): string {
  return keepsAny ? `${daysWord(hotDays)}/${daysWord(totalDays)}` : "-";
}

function writeGroups(groups: readonly Alike[], limits: Limits, page: Page): void {
  page.heading("CLUSTERS", "grouped by what is wrong; must-activities recorded in full");
  for (const group of groups.slice(0, limits.alike)) {
    const prefix = markPrefix(group.mark, page.paint) + String(group.clusters.count).padStart(6);
    page.text(`${prefix}  `, groupText(group));
    page.text(" ".repeat(12), namesOf(sampleNames(group.clusters).map(shortName), group.clusters.count));
  }
  const rest = groups.slice(limits.alike);
  const count = rest.reduce((sum, group) => sum + group.clusters.count, 0);
  if (rest.length > 0) page.text("  ", `and ${countOf(count, "cluster")} in ${countOf(rest.length, "more group")}.`);
}

export function markPrefix(mark: Mark, paint: Paint): string {
  return paint(COLOURS[mark], MARK_WORDS[mark].padEnd(4));
}

function groupText(group: Alike): string {
  const { mark, controls, consequences } = group;
  if (mark === "none") return "nothing applies";
  const follow = consequences > 0 ? `, ${consequences} more follow` : "";
  const why = mark === "ok" ? "nothing to do" : `${firstOf(controls, 5)}${follow}`;
  return `${why}; recorded ${rangeText(group)}`;
}

function rangeText({ fewest, most, of }: Alike): string {
  return fewest === most ? `${most}/${of}` : `${fewest} to ${most} of ${of}`;
}
