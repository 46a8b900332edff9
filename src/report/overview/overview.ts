import type { Report } from "../../model/report.ts";
import { createAlikeGroups, type Alike } from "./alike.ts";
import { createCauses, type Cause } from "./causes.ts";
import { createGaps, type GapGroup } from "./gaps.ts";
import { MARKS, standingOf, type Mark, type Standing } from "./standing.ts";
import { createUnknowns, type UnknownGroup } from "./unknowns.ts";
import { unreadGroups, type UnreadGroup } from "./unread.ts";
import { createWaived, type WaivedGroup } from "./waived.ts";

/** What a person wants to know of a report, gathered in one walk. Its size depends on how many things differ. */
export interface Overview {
  readonly report: Report;
  readonly marks: { readonly [mark in Mark]: number };
  /** Undefined when there are more clusters than one would read line by line. */
  readonly standings: readonly Standing[] | undefined;
  readonly alike: readonly Alike[];
  readonly causes: readonly Cause[];
  readonly gaps: readonly GapGroup[];
  readonly unknowns: readonly UnknownGroup[];
  readonly waived: readonly WaivedGroup[];
  readonly unread: readonly UnreadGroup[];
}

const MOST_LINES = 40;

export function overviewOf(report: Report): Overview {
  const activities = new Map(report.activities.map((activity) => [activity.id, activity]));
  const marks = { fail: 0, open: 0, warn: 0, ok: 0, none: 0 };
  const standings: Standing[] = [];
  const alike = createAlikeGroups();
  const [causes, gaps, unknowns, waived] = [createCauses(), createGaps(activities), createUnknowns(), createWaived()];
  for (const cluster of report.clusters()) {
    const standing = standingOf(cluster, activities);
    marks[standing.mark] += 1;
    if (standings.length <= MOST_LINES) standings.push(standing);
    alike.add(cluster, standing);
    for (const part of [causes, gaps, unknowns, waived]) part.add(cluster);
  }
  return {
    report,
    marks,
    standings: standings.length > MOST_LINES ? undefined : standings.toSorted(byMark),
    alike: alike.sorted(),
    causes: causes.sorted(),
    gaps: gaps.sorted(),
    unknowns: unknowns.sorted(),
    waived: waived.sorted(),
    unread: unreadGroups(report.ledger),
  };
}

function byMark(a: Standing, b: Standing): number {
  return MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark);
}
