import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, unknown } from "../../../src/model/fact.ts";
import type { Answer } from "../../contract.ts";
import { at } from "../record.ts";
import type { DetectorsFacts, TrailDetailFacts, TrailFact, TrailsFacts, VersionsFacts } from "../deep-fact-schema.ts";
import { detectorsArn, trailsArn, versionsArn } from "../deep-names.ts";
import type { TrailAnswer, VersionAnswer } from "../deep-schema.ts";
import { utc } from "../facts.ts";
import type { Site } from "../names.ts";
import type { Listed } from "../asking/paging.ts";
import type { DetectorAnswer } from "./calls.ts";

/** Answers about watchers, CloudTrail and versions in our words. */

export function detectorsRecord(
  site: Site,
  listed: Listed<string>,
  answers: readonly Answer<DetectorAnswer>[],
): ResourceRecord {
  const facts: DetectorsFacts = { detectors: detectorsOf(listed, answers) };
  return { ...at(site), id: detectorsArn(site), type: "guardduty-detectors", name: "GuardDuty", facts: { ...facts } };
}

function detectorsOf(listed: Listed<string>, answers: readonly Answer<DetectorAnswer>[]): DetectorsFacts["detectors"] {
  if (!listed.complete) return unknown(listed.gap, listed.evidence);
  const evidence = [...listed.evidence, ...answers.map((answer) => answer.evidence)];
  const gaps = answers.flatMap((answer) => (answer.ok ? [] : [answer.gap]));
  if (gaps.length > 0) return unknown(gaps, evidence);
  return known(
    answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
    evidence,
  );
}

export function unreadTrails(answer: Answer<unknown> & { ok: false }): TrailsFacts {
  const fact = unknown(answer.gap, [answer.evidence]);
  return { trails: fact, eventRules: fact };
}

/** @param eventRules ids of records */
export function readTrailsFacts(
  trails: readonly TrailFact[],
  eventRules: readonly string[],
  evidence: string,
): TrailsFacts {
  return { trails: known([...trails], [evidence]), eventRules: known([...eventRules], [evidence]) };
}

export function trailsRecord(site: Site, facts: TrailsFacts): ResourceRecord {
  return { ...at(site), id: trailsArn(site), type: "cloudtrail-trails", name: "CloudTrail", facts: { ...facts } };
}

/** @param record id of the record with the details */
export function trailFact(trail: TrailAnswer, record: string): TrailFact {
  return {
    name: trail.Name,
    arn: trail.TrailARN,
    homeRegion: trail.HomeRegion,
    multiRegion: trail.IsMultiRegionTrail ?? null,
    validated: trail.LogFileValidationEnabled ?? null,
    bucket: trail.S3BucketName || null,
    logGroup: logGroupOf(trail),
    record,
  };
}

/** ARN without the `:*` that stands for the streams. */
export function logGroupOf({ CloudWatchLogsLogGroupArn: arn }: TrailAnswer): string | null {
  return arn ? arn.replace(/:\*$/, "") : null;
}

export function trailDetailRecord(site: Site, id: string, trail: TrailAnswer, facts: TrailDetailFacts): ResourceRecord {
  return { ...at(site), id, type: "cloudtrail-trail", name: trail.Name, facts: { ...facts } };
}

export function versionsRecord(site: Site, listed: Listed<VersionAnswer>, readOn: string): ResourceRecord {
  const facts: VersionsFacts = {
    readOn: known(readOn),
    versions: listed.complete
      ? known(
          listed.items.map(({ value }) => versionFact(value)),
          listed.evidence,
        )
      : unknown(listed.gap, listed.evidence),
  };
  const name = "Kubernetes versions of EKS";
  return { ...at(site), id: versionsArn(site), type: "eks-versions", name, facts: { ...facts } };
}

function versionFact(answer: VersionAnswer) {
  const status = answer.versionStatus ?? answer.status ?? "";
  return {
    version: answer.clusterVersion,
    status: status.toUpperCase().replaceAll("-", "_"),
    standardUntil: utc(answer.endOfStandardSupportDate)?.slice(0, 10) ?? null,
    extendedUntil: utc(answer.endOfExtendedSupportDate)?.slice(0, 10) ?? null,
  };
}
