import type { ActivityInfo, ClusterReport } from "../../model/report.ts";
import type { CoverageRow } from "../../model/result.ts";
import { LINKS, type Link } from "../../model/trail.ts";
import { addToSample, emptySample, type Sample } from "./sample.ts";

/** Clusters that lose the same activities at the same links. */
export interface GapGroup {
  readonly clusters: Sample;
  readonly losses: readonly Loss[];
}

/** Must- and should-activities of one verdict that are lost at one link. */
export interface Loss {
  readonly verdict: LossVerdict;
  readonly lostAt: Link | undefined;
  /** Must before should. */
  readonly activities: readonly ActivityInfo[];
  /** Whether nothing at all is recorded. */
  readonly isEverything: boolean;
}

export const LOSS_VERDICTS = ["blind", "degraded", "overexposed"] as const;
export type LossVerdict = (typeof LOSS_VERDICTS)[number];

export interface Gaps {
  add(report: ClusterReport): void;
  /** The largest groups first, among them those that lose the most. */
  sorted(): GapGroup[];
}

export function createGaps(activities: ReadonlyMap<string, ActivityInfo>): Gaps {
  const groups = new Map<string, GapGroup>();
  return {
    add({ cluster, coverage }) {
      const rows = coverage.filter((row) => row.verdict !== "not-applicable" && isWanted(activities.get(row.activity)));
      const lost = rows.filter((row) => lossVerdict(row) !== undefined);
      if (lost.length === 0) return;
      const key = JSON.stringify([rows.length, lost.map((row) => [row.activity, row.verdict, row.lostAt])]);
      const group = groups.get(key) ?? { clusters: emptySample(), losses: lossesOf(lost, rows.length, activities) };
      groups.set(key, group);
      addToSample(group.clusters, cluster);
    },
    sorted: () => [...groups.values()].toSorted((a, b) => b.clusters.count - a.clusters.count || lostIn(b) - lostIn(a)),
  };
}

function isWanted(activity: ActivityInfo | undefined): activity is ActivityInfo {
  return activity !== undefined && activity.priority !== "could";
}

function lossVerdict(row: CoverageRow): LossVerdict | undefined {
  return LOSS_VERDICTS.find((verdict) => verdict === row.verdict);
}

function lostIn(group: GapGroup): number {
  return group.losses.reduce((sum, loss) => sum + loss.activities.length, 0);
}

function lossesOf(rows: readonly CoverageRow[], all: number, activities: ReadonlyMap<string, ActivityInfo>): Loss[] {
  return LOSS_VERDICTS.flatMap((verdict) =>
    [...LINKS, undefined].flatMap((lostAt): Loss[] => {
      const lost = rows
        .filter((row) => row.verdict === verdict && row.lostAt === lostAt)
        .map((row) => activities.get(row.activity))
        .filter(isWanted);
      if (lost.length === 0) return [];
      const mustFirst = [...lost.filter(isMust), ...lost.filter((activity) => !isMust(activity))];
      return [{ verdict, lostAt, activities: mustFirst, isEverything: verdict === "blind" && lost.length === all }];
    }),
  );
}

export function isMust(activity: ActivityInfo): boolean {
  return activity.priority === "must";
}
