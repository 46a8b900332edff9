import type { Fact } from "../../../src/model/fact.ts";
import type { Store } from "../../../src/model/trail.ts";
import { clusterFacts, type ClusterFacts } from "../fact-schema.ts";
import { logGroupName } from "../names.ts";
import { lockBucket, lockedBucket, makeArchive } from "./archive.ts";
import { quoted } from "./shell.ts";
import { terraform, type Settings } from "./terraform.ts";
import type { EksTrail } from "../eks-trail.ts";

/** What to do about where entries rest. What stands in angle brackets is the user's to choose. */

/** @param days for which everything has to be kept */
export function storeRemedy(control: string, trail: EksTrail, days: number): string | undefined {
  switch (control) {
    case "LOG-CENTRAL":
      return copyAway(trail);
    case "LOG-IMMUTABLE":
      return lockArchive(trail, days) ?? protectGroup(trail, days);
    case "LOG-ENCRYPTION":
      return useKey(trail);
    default:
      return undefined;
  }
}

/** A subscription that takes everything; one that leaves out too much is widened. */
function copyAway(trail: EksTrail): string | undefined {
  const { cluster } = trail;
  const read: ClusterFacts = clusterFacts.parse(cluster.facts);
  const partial = valueOf(read.subscriptions)?.find(
    ({ destination, pattern }) => pattern !== "" && destination.split(":")[4] !== cluster.scope,
  );
  const partition = cluster.id.split(":")[1] ?? "aws";
  const name = partial?.name ?? "audit-copy";
  const destination =
    partial?.destination ?? `arn:${partition}:logs:${cluster.location}:<log archive account>:destination:<name>`;
  const what = partial
    ? `Let the subscription filter ${quoted(name)} take everything`
    : "Send a whole copy to a log destination of another account";
  const filter = `--filter-name ${quoted(name)} --filter-pattern '' --destination-arn ${quoted(destination)}`;
  return [
    `${what}: aws logs put-subscription-filter ${group(trail)} ${filter}`,
    terraform("aws_cloudwatch_log_subscription_filter", `${cluster.name}-${name}`, {
      name,
      log_group_name: logGroupName(cluster.name),
      filter_pattern: "",
      destination_arn: destination,
    }),
  ].join("\n");
}

/** A subscription filter whose destination is gone. */
export function dropDeadCopy(trail: EksTrail): string | undefined {
  const dead = new Set(trail.stores.filter(({ state }) => valueOf(state) === "dead").map(({ id }) => id));
  const route = trail.routes.find(({ store, id }) => dead.has(store) && id.startsWith(OWN));
  if (!route) return undefined;
  const name = route.id.slice(OWN.length);
  return `Remove the subscription filter whose destination is gone, or make the destination again: aws logs delete-subscription-filter ${group(trail)} --filter-name ${quoted(name)}`;
}

/** How the routes of a log group's own subscription filters are called. */
const OWN = "subscription ";

function lockArchive({ stores }: EksTrail, days: number): string | undefined {
  const archive = stores.find((store) => store.kind === "s3-bucket" && isLockable(store, days));
  if (!archive) return undefined;
  const bucket = bucketOf(archive);
  return `Lock what arrives in the archive bucket for ${days} days: ${lockBucket(bucket, days)}\n${lockedBucket(bucket, bucket, days)}`;
}

function isLockable({ lock, state }: Store, days: number): boolean {
  const found = valueOf(lock);
  if (!found || valueOf(state) !== "live") return false;
  return found.strength !== "locked" || (found.days !== null && found.days < days);
}

/** The first step only: whoever may can switch it off, so that no more than a warning is left. */
function protectGroup(trail: EksTrail, days: number): string | undefined {
  const [store] = trail.stores;
  if (!store) return undefined;
  if (valueOf(store.lock)?.strength === "removable") {
    return makeArchive(store.location, days);
  }
  const name = quoted(logGroupName(trail.cluster.name));
  const where = `--log-group-identifier ${name} --region ${quoted(trail.cluster.location)}`;
  return [
    `Protect the log group from deletion as a first step, and archive it in a bucket with Object Lock: aws logs put-log-group-deletion-protection ${where} --deletion-protection-enabled`,
    ofGroup(trail, { deletion_protection_enabled: true }),
  ].join("\n");
}

function useKey(trail: EksTrail): string | undefined {
  const [store] = trail.stores;
  if (!store || valueOf(store.customerKey) !== false) return undefined;
  const key = "<ARN of your key>";
  return [
    `Encrypt the log group under a key of your own: aws logs associate-kms-key ${group(trail)} --kms-key-id ${quoted(key)}`,
    ofGroup(trail, { kms_key_id: key }),
  ].join("\n");
}

export function bucketOf({ id }: Store): string {
  return /^arn:[a-z-]+:s3:::([^/]+)/.exec(id)?.[1] ?? id;
}

export function group({ cluster }: EksTrail): string {
  return `--log-group-name ${quoted(logGroupName(cluster.name))} --region ${quoted(cluster.location)}`;
}

export function ofGroup({ cluster }: EksTrail, settings: Settings): string {
  return terraform("aws_cloudwatch_log_group", cluster.name, { name: logGroupName(cluster.name), ...settings });
}

export function ofCluster({ cluster }: EksTrail, settings: Settings): string {
  return terraform("aws_eks_cluster", cluster.name, { name: cluster.name, ...settings });
}

export function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.state === "known" ? fact.value : undefined;
}
