import type { Cause } from "../overview/causes.ts";
import type { Overview } from "../overview/overview.ts";
import { sampleNames } from "../overview/sample.ts";
import { shortlist, type RestOfControl } from "../overview/shortlist.ts";
import { splitRemedy } from "../remedy.ts";
import { countOf, namesOf, shortened } from "../words.ts";
import { markPrefix } from "./clusters.ts";
import { shortName } from "./columns.ts";
import type { Limits } from "./limits.ts";
import type { Page } from "./page.ts";

const INDENT = "    ";

export function writeCauses({ causes, report }: Overview, limits: Limits, page: Page): void {
  if (causes.length === 0) return;
  const titles = new Map(report.controls.map((control) => [control.id, control.title]));
  const consequences = causes.reduce((sum, cause) => sum + cause.consequences, 0);
  const { first, rest } = shortlist(causes, limits.causes, limits.causesOfControl);
  page.heading("WHAT TO DO FIRST", `${countOf(causes.length, "cause")}, ${countOf(consequences, "consequence")}`);
  first.forEach((cause, index) => {
    page.blank();
    page.text(headPrefix(cause, String(index + 1), page), headText(cause));
    writeFound(cause, titles.get(cause.result.control), limits, page);
    const same = first.findIndex((other) => other.result.remedy === cause.result.remedy);
    if (same < index && cause.result.remedy !== undefined) page.text(`${INDENT}do     `, `as under ${same + 1}`);
    else writeRemedy(cause, limits, page);
  });
  writeRest(rest, page);
}

function headPrefix({ result }: Pick<Cause, "result">, number: string, page: Page): string {
  const mark = result.status === "fail" ? "fail" : "warn";
  return `${number.padStart(2)}  ${markPrefix(mark, page.paint)} ${result.severity}  `;
}

function headText({ result, clusters, consequences }: Cause): string {
  const basis = result.basis === "observed" || result.basis === "documented" ? "" : ` (${result.basis})`;
  return `${result.control}${basis} on ${countOf(clusters.count, "cluster")}${followText(consequences)}`;
}

function followText(consequences: number): string {
  if (consequences === 0) return "";
  return `, ${countOf(consequences, "more finding")} ${consequences === 1 ? "follows" : "follow"}`;
}

function writeFound(cause: Cause, title: string | undefined, limits: Limits, page: Page): void {
  const names = sampleNames(cause.clusters).map(shortName);
  const example = cause.isSameMessage ? "" : `on ${names[0] ?? "one"}: `;
  if (title !== undefined) page.text(`${INDENT}asked  `, title);
  page.text(`${INDENT}found  `, shortened(example + cause.result.message, limits.message));
  page.text(`${INDENT}where  `, namesOf(names, cause.clusters.count));
}

function writeRemedy({ result, clusters, isSameRemedy }: Cause, limits: Limits, page: Page): void {
  if (result.remedy === undefined) return;
  const { sentence, command } = splitRemedy(result.remedy);
  const others = clusters.count === 2 ? "the other" : `the other ${clusters.count - 1}`;
  page.text(`${INDENT}do     `, shortened(sentence, limits.message) + (isSameRemedy ? "" : ` Likewise for ${others}.`));
  if (command !== undefined) page.command(`${INDENT}       `, command);
}

function writeRest(rest: readonly RestOfControl[], page: Page): void {
  if (rest.length > 0) page.blank();
  for (const row of rest) {
    const { result, clusters, consequences } = row;
    const names = namesOf(sampleNames(clusters).map(shortName), clusters.count);
    page.text(headPrefix(row, "", page), `${result.control}${followText(consequences)} on ${names}`);
  }
}
