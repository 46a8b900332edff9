import type { ResourceRecord } from "../../src/model/cluster.ts";
import { known, mapFact, unknown, type Fact, type Gap } from "../../src/model/fact.ts";
import type { AccessIssue, Lock, Store, StoreState } from "../../src/model/trail.ts";
import { bucketArn } from "./bucket-names.ts";
import type { BucketFacts } from "./deep-fact-schema.ts";
import { distinctGaps } from "./gaps.ts";
import { isUsable } from "./key-state.ts";
import { daysInBucket } from "./lifecycle.ts";

/** An archive bucket as a store of one cluster. */

export interface Archive {
  readonly partition: string;
  readonly name: string;
  readonly prefix: string;
  /** As the account of `record.scope` sees it. */
  readonly record: ResourceRecord;
  readonly facts: BucketFacts;
  /** Of the delivery stream that fills it. */
  readonly stream: Fact<StoreState>;
  /** Whether reads of objects in this account are recorded: no trail there does, some may, or nothing is known. */
  readonly objectReads: Fact<boolean>;
}

export function archiveStore(account: string, archive: Archive): Store {
  const { partition, name, prefix, record, facts } = archive;
  const arn = bucketArn(partition, name);
  const owner = facts.owner.state === "known" ? facts.owner.value : null;
  const isGone = facts.exists.state === "known" && !facts.exists.value;
  return {
    id: prefix === "" ? arn : `${arn}/${prefix}`,
    kind: "s3-bucket",
    name: `s3://${name}/${prefix}`,
    scope: owner ?? record.scope,
    location: record.location,
    state: stateOf(archive),
    ...(isGone ? { stateReason: "the bucket does not exist" } : {}),
    hotDays: known(0, [], "documented"),
    totalDays: daysInBucket(facts.lifecycle, prefix, arn),
    readable: readableOf(facts.key, arn),
    foreign: foreignOf(facts.owner, account, record.scope, arn),
    lock: lockOf(facts.objectLock, arn),
    customerKey: mapFact(facts.key, (key) => key !== null && key.manager !== "AWS"),
    access: accessOf(archive, arn),
    capacity: known("uncapped", [], "documented"),
  };
}

/** A delivery stream that works tells of its bucket, where that cannot be read itself. */
function stateOf({ facts, stream }: Archive): Fact<StoreState> {
  if (stream.state !== "known" || stream.value !== "live") return stream;
  if (facts.exists.state === "known") return mapFact(facts.exists, (exists) => (exists ? "live" : "dead"));
  return known("live", stream.evidence, "inferred");
}

function readableOf(key: BucketFacts["key"], on: string): Fact<boolean> {
  if (key.state !== "known") return key;
  if (key.value === null) return known(true, key.evidence);
  return isUsable({ ...key, value: key.value.state }, on);
}

function foreignOf(owner: BucketFacts["owner"], account: string, asker: string, on: string): Fact<boolean> {
  if (owner.state !== "known") return owner;
  if (owner.value !== null) return known(owner.value !== account, owner.evidence);
  if (asker === account) return known(true, owner.evidence);
  const reason = `the bucket does not belong to account ${asker}, and whose it is cannot be told`;
  return unknown({ call: "s3:GetBucketVersioning", on, reason }, owner.evidence);
}

/** The lock that new objects get by default; nothing else locks what a delivery stream writes. */
function lockOf(lock: BucketFacts["objectLock"], on: string): Fact<Lock> {
  if (lock.state !== "known") return lock;
  if (lock.value === null) return mapFact(lock, () => ({ strength: "none", days: 0 }));
  const { mode, days } = lock.value;
  if (mode === "COMPLIANCE") return mapFact(lock, () => ({ strength: "locked", days }));
  if (mode === "GOVERNANCE") return mapFact(lock, () => ({ strength: "removable", days }));
  const reason = "the bucket's lock has a mode that is not known here";
  return unknown({ call: "s3:GetObjectLockConfiguration", on, reason }, lock.evidence);
}

/** What is open counts whatever else is unknown. */
function accessOf({ facts, objectReads }: Archive, on: string): Fact<readonly AccessIssue[]> {
  const parts = [policyIssue(facts), listIssue(facts, on), traceIssue(facts, objectReads, on)];
  const found = parts.flatMap((part) => (part.state === "known" && part.value ? [part.value] : []));
  const evidence = [...new Set(parts.flatMap((part) => (part.state === "not-applicable" ? [] : part.evidence)))];
  const gaps = distinctGaps(parts.flatMap((part): readonly Gap[] => (part.state === "unknown" ? part.gaps : [])));
  if (gaps.length === 0 || found.some(({ kind }) => kind === "open")) return known(found, evidence);
  return unknown(gaps, evidence);
}

function policyIssue({ publicPolicy, blocksPolicies }: BucketFacts): Fact<AccessIssue | undefined> {
  if (publicPolicy.state === "known" && !publicPolicy.value) return mapFact(publicPolicy, () => undefined);
  if (blocksPolicies.state === "known" && blocksPolicies.value) return mapFact(blocksPolicies, () => undefined);
  if (publicPolicy.state !== "known") return publicPolicy;
  const text = "the bucket's policy lets anybody in, and the bucket does not block that";
  return mapFact(blocksPolicies, () => ({ kind: "open", text }));
}

function listIssue({ blocksAcls, ownership }: BucketFacts, on: string): Fact<AccessIssue | undefined> {
  if (blocksAcls.state === "known" && blocksAcls.value) return mapFact(blocksAcls, () => undefined);
  if (ownership.state === "known" && ownership.value === "BucketOwnerEnforced")
    return mapFact(ownership, () => undefined);
  if (blocksAcls.state !== "known") return blocksAcls;
  if (ownership.state !== "known") return ownership;
  const reason = "the bucket honours access lists, which this version does not read";
  return unknown({ call: "s3:GetBucketAcl", on, reason }, [...blocksAcls.evidence, ...ownership.evidence]);
}

function traceIssue(
  { logsAccess }: BucketFacts,
  objectReads: Fact<boolean>,
  on: string,
): Fact<AccessIssue | undefined> {
  if (logsAccess.state !== "known") return logsAccess;
  if (logsAccess.value) return mapFact(logsAccess, () => undefined);
  if (objectReads.state !== "known") return objectReads;
  if (objectReads.value) {
    const reason = "a trail records reads of objects; whether of this bucket is not read";
    return unknown({ call: "cloudtrail:GetEventSelectors", on, reason }, objectReads.evidence);
  }
  const text = "reading the bucket leaves no trace: neither server access logging nor data events of CloudTrail are on";
  return known({ kind: "weak", text }, [...logsAccess.evidence, ...objectReads.evidence]);
}
