import type { Fact } from "../../src/model/fact.ts";
import { clusterFacts, type ClusterFacts } from "./fact-schema.ts";
import { logGroupName } from "./names.ts";
import type { EksTrail } from "./trail.ts";

/** What to do about a result: one sentence, then the exact command. */

/** Long enough for the default requirements, and a value that CloudWatch Logs takes. */
const RETENTION_DAYS = 365;

/** @returns undefined when there is nothing the user can do: the audit policy itself is fixed by EKS */
export function remedy(control: string, trail: EksTrail): string | undefined {
  if (trail.elsewhere !== undefined) return undefined;
  const on = (stream: string): boolean | undefined => valueOf(trail.streams.find(({ id }) => id === stream)?.on);
  switch (control) {
    case "AUD-AUTHN":
      return on("authenticator") === false ? switchOn(trail, ["audit", "authenticator"]) : undefined;
    case "LOG-DELIVERED":
      return on("audit") === false ? switchOn(trail, ["audit"]) : (unlockKey(trail) ?? makeGroup(trail));
    case "LOG-RETENTION":
      return on("audit") === false ? switchOn(trail, ["audit"]) : (unlockKey(trail) ?? keepLonger(trail));
    case "AUD-NO-EXEMPTION":
      return undefined;
    default:
      if (!control.startsWith("AUD-")) return undefined;
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
  return `Switch on the ${what} ${wanted.join(" and ")}: aws eks update-cluster-config ${target(trail)} --logging ${quoted(logging)}`;
}

function useAccessEntries(trail: EksTrail): string | undefined {
  const read: ClusterFacts = clusterFacts.parse(trail.cluster.facts);
  const mode = valueOf(read.authenticationMode);
  if (mode === undefined || mode === "API") return undefined;
  const change = `aws eks update-cluster-config ${target(trail)} --access-config authenticationMode=`;
  const what =
    "Give every identity of the aws-auth ConfigMap an access entry, then map identities by access entries only";
  // EKS refuses to go from CONFIG_MAP to API in one step: https://github.com/pulumi/pulumi-eks/issues/1493 (2024-11).
  const first = mode === "CONFIG_MAP" ? `${change}API_AND_CONFIG_MAP and, once that update is done, ` : "";
  return `${what}: ${first}${change}API`;
}

function makeGroup(trail: EksTrail): string | undefined {
  const [store] = trail.stores;
  if (!store || valueOf(store.state) !== "absent") return undefined;
  return `Make the log group that EKS delivers to: aws logs create-log-group ${group(trail)}`;
}

function keepLonger(trail: EksTrail): string | undefined {
  const [store] = trail.stores;
  if (!store) return undefined;
  const days = valueOf(store.totalDays);
  if (days === null || (days !== undefined && days >= RETENTION_DAYS)) return undefined;
  const region = `--region ${quoted(trail.cluster.location)}`;
  const policy = valueOf(trail.logGroup?.retentionPolicyName);
  if (policy) {
    const list = `aws logs describe-account-policies --policy-type RETENTION_POLICY ${region}`;
    return `Raise the days of the account's retention policy ${quoted(policy)}, which decides for this log group: ${list}`;
  }
  if (valueOf(trail.logGroup?.logGroupClass) === "DELIVERY") return undefined;
  const first = valueOf(store.state) === "absent" ? `aws logs create-log-group ${group(trail)} && ` : "";
  const put = `aws logs put-retention-policy ${group(trail)} --retention-in-days ${RETENTION_DAYS}`;
  return `Keep the log group's entries for ${RETENTION_DAYS} days: ${first}${put}`;
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

function target({ cluster }: EksTrail): string {
  return `--name ${quoted(cluster.name)} --region ${quoted(cluster.location)}`;
}

function group({ cluster }: EksTrail): string {
  return `--log-group-name ${quoted(logGroupName(cluster.name))} --region ${quoted(cluster.location)}`;
}

function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.state === "known" ? fact.value : undefined;
}

/** For a POSIX shell. Plain words stay as they are. */
export function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
