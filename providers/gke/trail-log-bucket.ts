import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import { logBucketName, type Destination } from "./names.ts";
import type { LogBucket } from "./schema.ts";
import { evidenceOf, stillUnknown, valueOf } from "./trail-facts.ts";
import {
  SOMEWHERE,
  gone,
  keyFacts,
  unknownStore,
  type KnownStore,
  type StoreFacts,
  type StoreSite,
} from "./trail-store.ts";

/** https://docs.cloud.google.com/logging/docs/buckets: fixed by Google (2026-11). */
const REQUIRED_DAYS = 400;
/** System sinks and the system buckets they write to, which every project has. */
export const REQUIRED = "_Required";
export const DEFAULT = "_Default";

export type BucketName = Destination & { readonly kind: "log-bucket" };

export function logBucketStore(site: StoreSite, { parent, location, bucket }: BucketName): KnownStore {
  const buckets = site.facts.get("log-buckets", parent).buckets;
  const found = valueOf(buckets)?.find(
    (one) => one.id === bucket && (one.location === location || location === SOMEWHERE),
  );
  const place = found?.location ?? location;
  const name = {
    id: logBucketName(parent, place, bucket),
    kind: "log-bucket",
    name: bucket,
    scope: parent.replace(/^projects\//, ""),
  };
  const evidence = evidenceOf(buckets);
  if (found) return { ...name, location: place, ...factsOf(found, parent, site, evidence) };
  const isOwnSystemBucket = parent === `projects/${site.project}` && (bucket === REQUIRED || bucket === DEFAULT);
  if (isOwnSystemBucket) return { ...name, location: place, ...unreadSystemBucket(bucket, buckets, parent) };
  if (buckets.state === "known") return { ...name, location: place, ...gone("there is no such bucket", evidence) };
  return { ...unknownStore(name, buckets), location: place };
}

/** It cannot be deleted, so that it is there even where it cannot be seen. */
function unreadSystemBucket(bucket: string, buckets: Fact<unknown>, parent: string): StoreFacts {
  const gap = { call: "logging.buckets.list", on: parent, reason: "the list does not show the bucket" };
  const why = buckets.state === "unknown" ? buckets : unknown(gap, evidenceOf(buckets));
  const days = (): Fact<number | null> =>
    bucket === REQUIRED ? known(REQUIRED_DAYS, [], "documented") : stillUnknown(why);
  return { state: known("live", [], "documented"), hotDays: days(), totalDays: days(), readable: stillUnknown(why) };
}

function factsOf(bucket: LogBucket, parent: string, site: StoreSite, evidence: readonly string[]): StoreFacts {
  const days = daysOf(bucket, parent, evidence);
  return {
    ...stateOf(bucket, parent, parent === `projects/${site.project}`, evidence),
    locked: bucket.locked,
    hotDays: days,
    totalDays: days,
    ...keyFacts(site.facts, bucket.kmsKey, evidence),
  };
}

/** A sink needs no right for a bucket of its own project; that it has it elsewhere is not read, and taken for granted. */
function stateOf(
  { lifecycleState, id }: LogBucket,
  parent: string,
  isOwn: boolean,
  evidence: readonly string[],
): Pick<Store, "state" | "stateReason"> {
  const isSystem = id === REQUIRED || id === DEFAULT;
  if (lifecycleState === "ACTIVE" || lifecycleState === "UPDATING") {
    return { state: known("live", evidence, isOwn ? "observed" : "inferred") };
  }
  if (lifecycleState === "DELETE_REQUESTED" && !isSystem) {
    return { state: known("dead", evidence), stateReason: "the bucket is about to be deleted" };
  }
  const reason = `whether a bucket in the state ${lifecycleState || "(none)"} takes entries is not documented`;
  return { state: unknown({ call: "logging.buckets.list", on: parent, reason }, evidence) };
}

function daysOf({ retentionDays }: LogBucket, parent: string, evidence: readonly string[]): Fact<number | null> {
  if (retentionDays !== null && retentionDays > 0) return known(retentionDays, evidence);
  const reason = "the answer lacks the bucket's retention";
  return unknown({ call: "logging.buckets.list", on: parent, reason }, evidence);
}
