import type { Basis } from "../model/fact.ts";
import type { CoverageRow, Result } from "../model/result.ts";
import type { Store, Trail } from "../model/trail.ts";
import type { ActivityCoverage } from "../trail/activity-coverage.ts";
import { makeView, type CoverageMemo, type Requirements, type View } from "../trail/view.ts";
import type { Catalogue } from "./catalogue.ts";
import { causeOf } from "./cause.ts";
import { withDeclared } from "./declared.ts";
import { finish, type Finished } from "./finish.ts";
import type { EvaluateOptions } from "./options.ts";
import { profiledTrail } from "./own-policy.ts";
import { keptIn } from "./kept-in.ts";
import { waiverFor } from "./waivers.ts";

/** Everything the report says about one cluster. */
export interface ClusterJudgement {
  readonly trail: Trail;
  readonly results: readonly Result[];
  readonly coverage: readonly CoverageRow[];
  readonly stores: readonly Store[];
  readonly view: View;
}

/**
 * Judges one cluster. Pure: the same trail gives the same judgement.
 * @param memo shared by the clusters of one report
 * @param today the day of the snapshot, which decides whether a waiver still holds
 */
export function judgeCluster(
  trail: Trail,
  remedy: (control: string, trail: Trail, asked: Requirements) => string | undefined,
  catalogue: Catalogue,
  options: EvaluateOptions,
  today: string,
  memo?: CoverageMemo,
): ClusterJudgement {
  const { trail: declared, profile } = profiledTrail(
    withDeclared(trail, options.declared),
    catalogue,
    options.policies,
  );
  const view = makeView(declared, profile, catalogue.activities, options.requirements, memo);
  const existing = catalogue.controls.filter(({ needs }) => needs === undefined || declared.depth.includes(needs));
  const finished = existing.map((control): Finished => {
    if (declared.elsewhere !== undefined) return elsewhere(control.id, control.severity, declared, declared.elsewhere);
    return finish(control, control.decide(view), declared, remedy(control.id, declared, options.requirements));
  });
  const results = finished.map((result) => {
    const caused = causeOf(result, finished);
    const waiver = waiverFor(result, declared.cluster, options.waivers, today);
    return { ...result, ...(caused === undefined ? {} : { causedBy: caused }), ...(waiver ? { waiver } : {}) };
  });
  return {
    trail: declared,
    results,
    coverage: view.coverage.map((row) => coverageRow(row, view)),
    stores: declared.stores,
    view,
  };
}

function elsewhere(control: string, severity: Result["severity"], trail: Trail, reason: string): Finished {
  return {
    cluster: trail.cluster.id,
    control,
    status: "not-applicable",
    severity,
    basis: "documented",
    message: `${reason}.`,
    evidence: [],
  };
}

function coverageRow(row: ActivityCoverage, view: View): CoverageRow {
  const kept = keptIn(row, view);
  const basis: Basis = row.verdict === "unknown" ? "observed" : row.basis;
  return {
    cluster: view.trail.cluster.id,
    activity: row.activity.id,
    verdict: row.verdict,
    ...(row.lostAt === undefined ? {} : { lostAt: row.lostAt }),
    ...(row.level === undefined ? {} : { level: row.level }),
    stores: kept.stores,
    ...(kept.hotDays === undefined ? {} : { hotDays: kept.hotDays }),
    ...(kept.totalDays === undefined ? {} : { totalDays: kept.totalDays }),
    basis,
  };
}
