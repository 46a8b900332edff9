import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import { keyOf, parseArmId } from "./arm-id.ts";
import { readableWith } from "./customer-key.ts";
import { check, factsOf, judge, lost, type Check, type Snapshot } from "./derive.ts";
import type { Destination } from "./destinations.ts";
import { daysUntilDeleted } from "./lifecycle.ts";
import { ACTIONS } from "./permissions.ts";
import type { Lock, ResourceFacts } from "./schema.ts";
import { givenTime, identity, isMissing, unlessDead, youth, type Days } from "./store-parts.ts";

type Account = ResourceFacts<"storage-account"> | undefined;
type Container = ResourceFacts<"storage-container"> | undefined;

/** A container of a storage account: never hot, kept until a lifecycle rule deletes it. */
export function storageStore(destination: Destination & { readonly kind: "storage" }, snapshot: Snapshot): Store {
  const { account, container, key } = destination;
  const id = keyOf(account);
  const outer = factsOf(snapshot, id, "storage-account");
  const inner = factsOf(snapshot, key, "storage-container");
  const lock = lockOf(outer, inner, key);
  const verdict = judge([
    check(outer?.state, id, new Map([["missing", "the storage account does not exist"]])),
    check(outer?.open, id, new Map([[false, "the firewall of the storage account keeps Azure Monitor out"]])),
    check(inner?.state, key),
    blockedBy(lock),
    check(
      inner?.hold,
      key,
      new Map([["blocks", "a legal hold on the container forbids Azure Monitor to append to it"]]),
    ),
  ]);
  const young = isMissing(inner?.state) ? youth(snapshot) : undefined;
  return givenTime(snapshot, isMissing(outer?.state), {
    ...identity(key, "storage-container", account, `${account.names[0]}/${container}`, snapshot),
    ...verdict,
    hotDays: known(0, [], "documented"),
    totalDays: unlessDead(verdict, young ?? daysKept(outer, lock, container, snapshot)),
    readable: outer ? orTrue(readableWith(outer.customerKey, snapshot)) : lost(id),
  });
}

/** The container's own lock, or else the one that the account puts on all that is written to it. */
function lockOf(account: Account, container: Container, key: string): Fact<Lock | null> {
  if (!account || !container) return lost(key);
  const { lock } = container;
  return lock.state === "not-applicable" || (lock.state === "known" && lock.value === null) ? account.lock : lock;
}

/** https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview, 2026-11. */
function blockedBy(lock: Fact<Lock | null>): Check {
  if (lock.state !== "known") return lock;
  const blocks = lock.value !== null && lock.value.state !== "disabled" && !lock.value.appends;
  const reason = "an immutability policy without protected append writes forbids Azure Monitor to append to its blobs";
  return { ...lock, value: blocks ? reason : null };
}

function daysKept(account: Account, lock: Fact<Lock | null>, container: string, snapshot: Snapshot): Days {
  const cluster = parseArmId(snapshot.cluster.id);
  if (!account || !cluster) return lost(container);
  const { lifecycle } = account;
  if (lifecycle.state !== "known") return lifecycle;
  const days = daysUntilDeleted(lifecycle.value, container, cluster);
  if (days === null) return known(null, lifecycle.evidence);
  if (days === "open") {
    const reason = "a lifecycle rule deletes blobs on a condition that cannot be judged from here";
    return unknown({ call: ACTIONS.lifecycle.operation, on: container, reason }, lifecycle.evidence);
  }
  if (lock.state === "unknown") return lock;
  // What is locked outlives the lifecycle rule.
  const locked = lock.state === "known" && lock.value?.state === "locked" ? lock : undefined;
  return known(Math.max(days, locked?.value?.days ?? 0), [...lifecycle.evidence, ...(locked?.evidence ?? [])]);
}

/** An account that is not there has no key either. */
function orTrue(readable: Fact<boolean>): Fact<boolean> {
  return readable.state === "not-applicable" ? known(true) : readable;
}
