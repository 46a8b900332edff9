import type { AskedDays } from "../contract.ts";
import { retentionFor } from "./days.ts";
import { clusterFacts, type ClusterFacts } from "./fact-schema.ts";
import { accessRemedy } from "./remedies/access.ts";
import { dropDeadCopy, group, ofCluster, ofGroup, storeRemedy, valueOf } from "./remedies/store.ts";
import { watchRemedy } from "./remedies/watch.ts";
import { quoted } from "./remedies/shell.ts";
import type { EksTrail } from "./eks-trail.ts";

/** What to do about a result: one sentence, the exact command, and on the lines after it the same for Terraform. */

/** @returns undefined when there is nothing the user can do: the audit policy itself is fixed by EKS */
export function remedy(control: string, trail: EksTrail, asked: AskedDays): string | undefined {
  if (trail.elsewhere !== undefined) return undefined;
  const on = (stream: string): boolean | undefined => valueOf(trail.streams.find(({ id }) => id === stream)?.on);
  switch (control) {
    case "AUD-AUTHN":
      return on("authenticator") === false ? switchOn(trail, ["audit", "authenticator"]) : undefined;
    case "LOG-DELIVERED":
      return on("audit") === false
        ? switchOn(trail, ["audit"])
        : (unlockKey(trail) ?? makeGroup(trail) ?? dropDeadCopy(trail));
    case "LOG-RETENTION":
      return on("audit") === false ? switchOn(trail, ["audit"]) : (unlockKey(trail) ?? keepLonger(trail, asked));
    case "AUD-NO-EXEMPTION":
      return undefined;
    case "LOG-CENTRAL":
    case "LOG-IMMUTABLE":
      return on("audit") === false ? switchOn(trail, ["audit"]) : storeRemedy(control, trail, asked.totalDays);
    case "LOG-ACCESS":
      return accessRemedy(trail);
    case "AUD-ATTRIBUTION":
      return useAccessEntries(trail) ?? upgrade(trail);
    case "PLAT-VERSION":
      return upgrade(trail);
    default:
      if (!control.startsWith("AUD-"))
        return storeRemedy(control, trail, asked.totalDays) ?? watchRemedy(control, trail, asked.totalDays);
      if (on("audit") === false) return switchOn(trail, ["audit"]);
      return control === "AUD-RBAC-BODY" ? useAccessEntries(trail) : undefined;
  }
}

/** Keeps what is on, so that the command switches nothing off. */
function switchOn(trail: EksTrail, wanted: readonly string[]): string {
  const read: ClusterFacts = clusterFacts.parse(trail.cluster.facts);
  const types = [...new Set([...(valueOf(read.logTypes) ?? []), ...wanted])].toSorted();
  const logging = JSON.stringify({ clusterLogging: [{ types, enabled: true }] });
  const what = wanted.length > 1 ? "log types" : "log type";
  return [
    `Switch on the ${what} ${wanted.join(" and ")}: aws eks update-cluster-config ${target(trail)} --logging ${quoted(logging)}`,
    ofCluster(trail, { enabled_cluster_log_types: types }),
  ].join("\n");
}

function useAccessEntries(trail: EksTrail): string | undefined {
  const read: ClusterFacts = clusterFacts.parse(trail.cluster.facts);
  const mode = valueOf(read.authenticationMode);
  if (mode === undefined || mode === "API") return undefined;
  const next = mode === "CONFIG_MAP" ? "API_AND_CONFIG_MAP" : "API";
  const command = `aws eks update-cluster-config ${target(trail)} --access-config authenticationMode=${next}`;
  return `${STEPS[next]}: ${command}\n${ofCluster(trail, { access_config: { authentication_mode: next } })}`;
}

/**
 * One at a time: access entries can be made only beside or without the ConfigMap, EKS refuses to go from CONFIG_MAP to API
 * at once, and whoever has no entry by the last step is locked out: docs.aws.amazon.com/eks, access entries (2026-11).
 */
const STEPS = {
  API_AND_CONFIG_MAP:
    "Allow access entries beside the aws-auth ConfigMap as a first step, which cannot be taken back, and give every identity of it an entry",
  API: "Give every identity of the aws-auth ConfigMap an access entry, then map identities by access entries only, which cannot be taken back",
};

function makeGroup(trail: EksTrail): string | undefined {
  const [store] = trail.stores;
  if (!store || valueOf(store.state) !== "absent") return undefined;
  return `Make the log group that EKS delivers to: aws logs create-log-group ${group(trail)}\n${ofGroup(trail, {})}`;
}

function keepLonger(trail: EksTrail, { hotDays, totalDays }: AskedDays): string | undefined {
  const [store] = trail.stores;
  if (!store) return undefined;
  const days = valueOf(store.totalDays);
  // A log group's days count for both.
  const needed = Math.max(hotDays, totalDays);
  if (days === null || (days !== undefined && days >= needed)) return undefined;
  const kept = retentionFor(needed);
  const time = kept === undefined ? "for ever" : `for ${kept} days`;
  const region = `--region ${quoted(trail.cluster.location)}`;
  const policy = valueOf(trail.logGroup?.retentionPolicyName);
  if (policy) {
    const list = `aws logs describe-account-policies --policy-type RETENTION_POLICY ${region}`;
    return `Let the account's retention policy ${quoted(policy)}, which decides for this log group, keep entries ${time}: ${list}`;
  }
  if (valueOf(trail.logGroup?.logGroupClass) === "DELIVERY") return undefined;
  const first = valueOf(store.state) === "absent" ? `aws logs create-log-group ${group(trail)} && ` : "";
  const put =
    kept === undefined
      ? `aws logs delete-retention-policy ${group(trail)}`
      : `aws logs put-retention-policy ${group(trail)} --retention-in-days ${kept}`;
  return `Keep the log group's entries ${time}: ${first}${put}\n${ofGroup(trail, { retention_in_days: kept ?? 0 })}`;
}

function unlockKey(trail: EksTrail): string | undefined {
  const key = valueOf(trail.logGroup?.kmsKeyId);
  const state = valueOf(trail.logGroup?.keyState);
  if (!key || (state !== "Disabled" && state !== "PendingDeletion")) return undefined;
  const which = `--key-id ${quoted(key)} --region ${quoted(trail.cluster.location)}`;
  const enable = `aws kms enable-key ${which}`;
  const command = state === "Disabled" ? enable : `aws kms cancel-key-deletion ${which} && ${enable}`;
  return `Make the log group's key usable again: ${command}`;
}

/** EKS goes up one minor version at a time. */
function upgrade(trail: EksTrail): string | undefined {
  const [, major = "", minor = ""] = /^(\d+)\.(\d+)$/.exec(trail.cluster.version ?? "") ?? [];
  if (major === "" || minor === "") return undefined;
  const next = `${major}.${Number(minor) + 1}`;
  return [
    `Upgrade the control plane to Kubernetes ${next}: aws eks update-cluster-version ${target(trail)} --kubernetes-version ${next}`,
    ofCluster(trail, { version: next }),
  ].join("\n");
}

function target({ cluster }: EksTrail): string {
  return `--name ${quoted(cluster.name)} --region ${quoted(cluster.location)}`;
}
