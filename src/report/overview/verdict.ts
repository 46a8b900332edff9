import type { Summary } from "../../model/report.ts";
import { countOf } from "../words.ts";
import type { Overview } from "./overview.ts";
import type { Mark, Standing } from "./standing.ts";

/** What a mark is called, with colour or without. */
export const MARK_WORDS: { readonly [mark in Mark]: string } = {
  fail: "FAIL",
  open: "OPEN",
  warn: "WARN",
  ok: "ok",
  none: "n/a",
};

/** A star says that somebody accepted some of the cluster's results. */
export function markText({ mark, isWaivedInPart }: Standing): string {
  return `${MARK_WORDS[mark]}${isWaivedInPart ? "*" : ""}`;
}

/** The whole report in one or two sentences. */
export function verdictOf({ marks, report }: Overview): string {
  return `${clusterSentence(marks, report.summary.clusters)} ${placeSentence(report.summary.ledger)}`;
}

export function worstMark({ marks, report }: Overview): string {
  if (marks.fail > 0) return MARK_WORDS.fail;
  const { refused, failed, incomplete } = report.summary.ledger;
  if (marks.open + refused + failed + incomplete > 0) return MARK_WORDS.open;
  return marks.warn > 0 ? MARK_WORDS.warn : MARK_WORDS.ok;
}

function clusterSentence(marks: Overview["marks"], clusters: number): string {
  if (clusters === 0) return "No cluster was found.";
  const parts = [
    marks.fail > 0 ? `${marks.fail} with failures` : "",
    marks.open > 0 ? `${marks.open} open (something is not known)` : "",
    marks.warn > 0 ? `${marks.warn} with warnings only` : "",
    marks.ok > 0 ? `${marks.ok} fine` : "",
    marks.none > 0 ? `${marks.none} to which nothing applies` : "",
  ];
  return `${countOf(clusters, "cluster")}: ${parts.filter((part) => part !== "").join(", ")}.`;
}

function placeSentence({ read, incomplete, refused, failed, skipped }: Summary["ledger"]): string {
  const asked = read + incomplete + refused + failed;
  const missed = incomplete + refused + failed;
  const skips = skipped === 0 ? "" : ` ${skipped} ${skipped === 1 ? "was" : "were"} skipped.`;
  if (asked === 0) return `No place was read.${skips}`;
  if (missed === 0)
    return `${asked === 1 ? "The one place" : `All ${asked} places`} asked for ${asked === 1 ? "was" : "were"} read.${skips}`;
  return `${missed} of ${countOf(asked, "place")} ${missed === 1 ? "was" : "were"} not read, or not in full.${skips}`;
}

/** "90 pass, 10 warn, …". */
export function resultCounts({ results }: Summary): string {
  return [
    `${results.fail} fail`,
    `${results.warn} warn`,
    `${results.unknown} unknown`,
    `${results.pass} pass`,
    `${results["not-applicable"]} not applicable`,
    `${results.waived} waived`,
  ].join(", ");
}
