import { known, mapFact, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type { CloudApiRecord } from "../../../src/model/trail.ts";
import type { TrailDetailFacts, TrailFact } from "../deep-fact-schema.ts";
import type { ClusterFacts } from "../fact-schema.ts";
import { findResource, lost, type Resources } from "../found.ts";
import { isUsable } from "../group/key-state.ts";
import { resourceFacts } from "../fact-schema.ts";

/** CloudTrail: the records of the cloud API that controls a cluster. */

export interface SeenTrail extends TrailFact {
  readonly facts: TrailDetailFacts;
}

export function seenTrails(read: ClusterFacts, resource: Resources): Fact<readonly SeenTrail[]> {
  const id = read.cloudTrails;
  if (id.state !== "known") return id;
  const trails = findResource(resource, "cloudtrail-trails", id.value)?.facts.trails ?? lost(id.value);
  return mapFact(trails, (all) =>
    all.map((trail) => ({
      ...trail,
      facts: findResource(resource, "cloudtrail-trail", trail.record)?.facts ?? lostTrail(lost(trail.record)),
    })),
  );
}

function lostTrail(fact: Unknown): TrailDetailFacts {
  const names = Object.keys(resourceFacts["cloudtrail-trail"].shape);
  return Object.fromEntries(names.map((name) => [name, fact])) as unknown as TrailDetailFacts;
}

/**
 * One record for each place that a trail writes to: that one of them keeps it for long enough does for both. Validation is
 * for the files in the bucket alone: docs.aws.amazon.com/awscloudtrail, validating log file integrity (2026-11).
 */
export function cloudApiOf(trails: Fact<readonly SeenTrail[]>, region: string): Fact<readonly CloudApiRecord[]> {
  return mapFact(trails, (all) =>
    all.flatMap((trail) => {
      const { name, facts } = trail;
      const inBucket = { name, totalDays: filesDays(trail), validated: trail.validated === true };
      const groupDays = unless(facts.groupFails, facts.groupDays);
      const inGroup = { name: `${name} in its log group`, totalDays: groupDays, validated: false };
      return [inBucket, ...(facts.groupDays.state === "not-applicable" ? [] : [inGroup])].map((kept) => ({
        ...kept,
        logging: facts.logging,
        covers: coverageOf(trail, region),
        records: facts.records,
      }));
    }),
  );
}

export function coverageOf({ multiRegion, homeRegion }: TrailFact, region: string): CloudApiRecord["covers"] {
  if (multiRegion === true) return "all";
  return homeRegion === region ? "here" : "elsewhere";
}

/** What is not delivered, or lies under a key that cannot be used, is lost. */
function filesDays({ arn, facts: { bucketDays, bucketFails, keyState } }: SeenTrail): Fact<number | null> {
  const usable = keyState.state === "not-applicable" ? known(true) : isUsable(keyState, arn);
  const locked = mapFact(usable, (is) => !is);
  return unless(locked, unless(bucketFails, bucketDays));
}

function unless(lost: Fact<boolean>, days: Fact<number | null>): Fact<number | null> {
  if (days.state === "not-applicable" || lost.state === "not-applicable") return days;
  if (lost.state === "unknown") return lost;
  return lost.value ? known(0, lost.evidence) : days;
}

/** Whether some trail records reads of objects; false only when no trail does. */
export function objectReadsOf(trails: Fact<readonly SeenTrail[]>): Fact<boolean> {
  if (trails.state !== "known") return trails;
  const reads = trails.value.map(({ facts }) => facts.objectReads);
  const evidence = [
    ...trails.evidence,
    ...reads.flatMap((fact) => (fact.state === "not-applicable" ? [] : fact.evidence)),
  ];
  if (reads.some((fact) => fact.state === "known" && fact.value)) return known(true, evidence);
  return reads.find((fact) => fact.state === "unknown") ?? known(false, evidence);
}
