import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, mapFact, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Lock, Store, StoreState } from "../../../src/model/trail.ts";
import { accessOf } from "./access.ts";
import { bucketArn } from "./bucket-names.ts";
import type { AccountBlockFacts, BucketFacts } from "../deep-fact-schema.ts";
import { isUsable } from "../group/key-state.ts";
import { daysInBucket, daysKept } from "./lifecycle.ts";

/** An archive bucket as a store of one cluster. */

export interface Archive {
  readonly partition: string;
  readonly name: string;
  readonly prefix: string;
  /** What follows the prefix is the date that Firehose names files by. */
  readonly dated: boolean;
  /** As the account of `record.scope` sees it. */
  readonly record: ResourceRecord;
  readonly facts: BucketFacts;
  /** What its account blocks; as unknown as its record. */
  readonly accountBlock: AccountBlockFacts;
  /** Of the delivery stream that fills it. */
  readonly stream: Fact<StoreState>;
  /** Whether reads of objects in this account are recorded: no trail there does, some may, or nothing is known. */
  readonly objectReads: Fact<boolean>;
}

export function archiveStore(account: string, archive: Archive): Store {
  const { partition, name, prefix, record, facts } = archive;
  const arn = bucketArn(partition, name);
  const owner = facts.owner.state === "known" ? facts.owner.value : null;
  const lock = lockOf(facts.objectLock, arn);
  const totalDays = daysKept(facts, lock, archive, arn);
  const isGone = facts.exists.state === "known" && !facts.exists.value;
  return {
    id: prefix === "" ? arn : `${arn}/${prefix}`,
    kind: "s3-bucket",
    name: `s3://${name}/${prefix}${hiddenAfter(daysInBucket(facts.lifecycle, archive, arn), totalDays)}`,
    scope: owner ?? record.scope,
    location: record.location,
    state: stateOf(archive),
    ...(isGone ? { stateReason: "the bucket does not exist" } : {}),
    hotDays: known(0, [], "documented"),
    totalDays,
    readable: readableOf(facts.key, arn),
    foreign: foreignOf(facts.owner, account, record.scope, arn),
    lock,
    customerKey: mapFact(facts.key, (key) => key !== null && key.manager !== "AWS"),
    access: accessOf(archive, arn),
    capacity: known("uncapped", [], "documented"),
  };
}

/** What a list of the bucket shows no more has to be asked for by its version. */
function hiddenAfter(shown: Fact<number | null>, total: Fact<number | null>): string {
  if (shown.state !== "known" || total.state !== "known" || shown.value === total.value) return "";
  return ` (hidden from day ${shown.value} on)`;
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
