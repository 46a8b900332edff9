import { isAtLeast, LEVELS, type Level } from "../model/audit.ts";
import { weakerBasis, type Basis, type Gap } from "../model/fact.ts";
import { certain, combineSettled, mapSettled, settle, settledValue, type Settled } from "../model/reason.ts";
import type { Activity, CoverageVerdict, Link, Profile, Trail } from "../model/trail.ts";
import { orNotApplicable } from "./combine.ts";
import { coverRequest, type Fate, type Reading, type RequestCoverage } from "./request-coverage.ts";

/** One activity under one reading of the sources. */
export interface ActivityReading {
  readonly verdict: Settled<CoverageVerdict>;
  readonly requests: readonly RequestCoverage[];
}

export interface ActivityCoverage {
  readonly activity: Activity;
  /** Under each reading of the sources, the published one first. */
  readonly readings: readonly ActivityReading[];
  /** The published reading's verdict, or unknown. */
  readonly verdict: CoverageVerdict;
  readonly basis: Basis;
  readonly lostAt?: Link;
  /** Least level, over all readings, of the requests that reach a store. */
  readonly level?: Level;
  readonly gaps: readonly Gap[];
}

/** Computes, for every activity, whether this trail would show it. */
export function coverActivities(activities: readonly Activity[], trail: Trail, profile: Profile): ActivityCoverage[] {
  return activities.map((activity) => coverActivity(activity, trail, profile));
}

export function coverActivity(activity: Activity, trail: Trail, profile: Profile): ActivityCoverage {
  const published = readActivity(activity, trail, profile, "published");
  const contrary = isDisputed(published, profile) ? readActivity(activity, trail, profile, "contrary") : published;
  const readings = [published, contrary];
  const verdict = settledValue(published.verdict) ?? "unknown";
  if (verdict === "not-applicable") {
    return { activity, readings, verdict, basis: published.verdict.basis, gaps: [] };
  }
  const disputed = readings.some((reading) => (settledValue(reading.verdict) ?? "unknown") !== verdict);
  const lostAt = verdict === "covered" || verdict === "unknown" ? undefined : firstLoss(activity, published.requests);
  const level = leastLevel(readings);
  return {
    activity,
    readings,
    verdict,
    basis: disputed ? "disputed" : basisOf(published),
    ...(lostAt === undefined ? {} : { lostAt }),
    ...(level === undefined ? {} : { level }),
    gaps: published.verdict.gaps,
  };
}

/** Whether another source says something else about any of the requests; the second reading is needed only then. */
function isDisputed({ requests }: ActivityReading, profile: Profile): boolean {
  return requests.some(
    ({ probe, rule }) =>
      profile.disputedLevel(rule) !== undefined || profile.choose(probe.request).disputed !== undefined,
  );
}

function readActivity(activity: Activity, trail: Trail, profile: Profile, reading: Reading): ActivityReading {
  if (trail.elsewhere !== undefined || (activity.providers && !activity.providers.includes(profile.provider))) {
    return { verdict: certain("not-applicable", "documented"), requests: [] };
  }
  const requests = activity.probes.map((probe) => coverRequest(probe, trail, profile, reading));
  const parts = requests.map((request) => mapSettled(request.fate, (fate) => tallyOf(fate, request, activity)));
  const tally = combineSettled(parts, NOTHING_YET, addTallies);
  return { verdict: unlessInapplicable(mapSettled(tally, verdictOf), activity, trail), requests };
}

/** While it is not known whether an activity makes sense on this cluster, both answers stay possible. */
function unlessInapplicable(
  verdict: Settled<CoverageVerdict>,
  activity: Activity,
  trail: Trail,
): Settled<CoverageVerdict> {
  const entry = trail.inapplicable.find((candidate) => candidate.activity === activity.id);
  if (!entry) return verdict;
  return orNotApplicable(
    settle((ask) => ask(entry.holds, [true, false])),
    verdict,
  );
}

/** What the requests of an activity have in common. */
interface Tally {
  readonly allFull: boolean;
  readonly allLost: boolean;
  readonly overexposed: boolean;
}

const NOTHING_YET: Tally = { allFull: true, allLost: true, overexposed: false };

function tallyOf(fate: Fate, request: RequestCoverage, activity: Activity): Tally {
  const { maxSafeLevel, minLevel } = activity;
  const lost = fate.kept === "none";
  return {
    allFull: fate.kept === "all" && isAtLeast(request.level, minLevel),
    allLost: lost,
    overexposed: !lost && maxSafeLevel !== undefined && !isAtLeast(maxSafeLevel, request.level),
  };
}

function addTallies(a: Tally, b: Tally): Tally {
  return {
    allFull: a.allFull && b.allFull,
    allLost: a.allLost && b.allLost,
    overexposed: a.overexposed || b.overexposed,
  };
}

function verdictOf(tally: Tally): CoverageVerdict {
  if (tally.overexposed) return "overexposed";
  if (tally.allFull) return "covered";
  return tally.allLost ? "blind" : "degraded";
}

function firstLoss(activity: Activity, requests: readonly RequestCoverage[]): Link {
  for (const { fate, level } of requests) {
    for (const { lostAt } of fate.possible) if (lostAt !== undefined) return lostAt;
    if (!isAtLeast(level, activity.minLevel)) return "policy";
  }
  return "policy";
}

function leastLevel(readings: readonly ActivityReading[]): Level | undefined {
  const kept = readings.flatMap((reading) =>
    reading.requests.filter((request) => request.fate.possible.every((fate) => fate.kept !== "none")),
  );
  return LEVELS.find((level) => kept.some((request) => request.level === level));
}

/** What a verdict rests on besides the facts: that the policy is the published one, and the routing. */
function basisOf(reading: ActivityReading): Basis {
  return reading.requests.reduce<Basis>(
    (basis, request) => (request.basis === "disputed" ? basis : weakerBasis(basis, request.basis)),
    weakerBasis("documented", reading.verdict.basis),
  );
}
