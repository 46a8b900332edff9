import type { Overview } from "../overview/overview.ts";
import { sampleNames } from "../overview/sample.ts";
import { settledBy, type UnknownGroup } from "../overview/unknowns.ts";
import { countOf, firstOf, namesOf, shortened } from "../words.ts";
import { shortName } from "./columns.ts";
import type { Limits } from "./limits.ts";
import type { Page } from "./page.ts";

export function writeUnknowns({ unknowns, report }: Overview, limits: Limits, page: Page): void {
  if (unknowns.length === 0) return;
  page.heading("UNKNOWN", `${countOf(report.summary.results.unknown, "result")}, by what would settle them`);
  for (const group of unknowns.slice(0, limits.unknowns)) writeGroup(group, limits, page);
  const rest = unknowns.slice(limits.unknowns).reduce((sum, group) => sum + group.results, 0);
  if (rest > 0) page.text("  ", `and ${countOf(rest, "more result")}, for other reasons.`);
}

function writeGroup(group: UnknownGroup, limits: Limits, page: Page): void {
  const { results, clusters, controls, message } = group;
  page.text("  ", `${results} unknown on ${countOf(clusters.count, "cluster")}: ${settledBy(group, shortName)}`);
  page.text("    why    ", shortened(message, limits.message));
  page.text("    where  ", namesOf(sampleNames(clusters).map(shortName), clusters.count));
  page.text("    open   ", firstOf([...controls].toSorted(), 6));
}
