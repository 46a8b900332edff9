import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { known, mapFact, unknown, type Fact } from "../../../src/model/fact.ts";
import type { AccessIssue, Lock, Store, StoreState } from "../../../src/model/trail.ts";
import type { LogGroupFacts } from "../fact-schema.ts";
import { isUsable } from "./key-state.ts";
import { logGroupName } from "../names.ts";

/** A cluster's log group as a store. */

export interface GroupSeen {
  readonly id: string;
  readonly facts: LogGroupFacts;
}

export function logGroupStore(cluster: ClusterRecord, { id, facts }: GroupSeen): Store {
  const state = stateOf(cluster, facts.exists, id);
  const days = daysOf(state, facts, id);
  const missing = state.state === "known" && state.value === "absent";
  return {
    id,
    kind: "cloudwatch-log-group",
    name: logGroupName(cluster.name),
    scope: cluster.scope,
    location: cluster.location,
    state,
    madeOnDelivery: true,
    ...(missing ? { stateReason: "the log group does not exist; EKS makes it when it next delivers" } : {}),
    hotDays: hotDaysOf(days, facts, id),
    totalDays: days,
    readable: missing ? known(true, state.evidence) : readableOf(state, facts, id),
    ...worthOf(state, days, facts),
  };
}

function stateOf(cluster: ClusterRecord, exists: Fact<boolean>, on: string): Fact<StoreState> {
  if (exists.state !== "known" || exists.value) return mapFact(exists, () => "live");
  const call = "logs:DescribeLogGroups";
  if (cluster.state === "creating" || cluster.state === "failed" || cluster.state === "unknown") {
    const reason =
      cluster.state === "creating" ? "the cluster is being created" : `the cluster's state is ${cluster.state}`;
    return unknown({ call, on, reason: `${reason} and its log group is not there yet` }, exists.evidence);
  }
  if (cluster.flavour === "outposts-local") {
    const reason =
      "the name of the log group of a local cluster on Outposts is not published, and the usual one does not exist";
    return unknown({ call, on, reason }, exists.evidence);
  }
  return known("absent", exists.evidence);
}

function daysOf(state: Fact<StoreState>, facts: LogGroupFacts, on: string): Fact<number | null> {
  if (state.state !== "known") return state;
  if (state.value === "absent") return known(0, state.evidence);
  return keptDays(facts, on);
}

type KeptBy = Pick<LogGroupFacts, "logGroupClass" | "retentionDays" | "retentionPolicyName" | "policyRetentionDays">;

/** Days that a log group that exists keeps entries; null for ever. */
export function keptDays(facts: KeptBy, on: string): Fact<number | null> {
  const { logGroupClass, retentionPolicyName: policy } = facts;
  if (logGroupClass.state !== "known") return logGroupClass;
  // This class keeps entries for one day, whatever its settings: docs.aws.amazon.com/AmazonCloudWatch, log classes (2026-11).
  if (logGroupClass.value === "DELIVERY") return known(1, logGroupClass.evidence, "documented");
  if (!CLASSES.includes(logGroupClass.value ?? "STANDARD")) {
    const reason = "how long a log group of its class keeps entries is not known here";
    return unknown({ call: "logs:DescribeLogGroups", on, reason }, logGroupClass.evidence);
  }
  if (policy.state !== "known") return policy;
  return policy.value === null ? facts.retentionDays : policyDays(facts, on);
}

/**
 * The group shows the days of the policy that decides for it: docs.aws.amazon.com/AmazonCloudWatchLogs, LogGroup (2026-11).
 * Where it shows others, such as after a change of the policy for new groups only, one of the two is wrong.
 */
function policyDays({ retentionDays: shown, policyRetentionDays: days }: KeptBy, on: string): Fact<number | null> {
  if (shown.state !== "known" || days.state !== "known" || shown.value === days.value) return days;
  const reason = "the log group shows other days than the account's retention policy that decides for it";
  return unknown({ call: "logs:DescribeLogGroups", on, reason }, [...shown.evidence, ...days.evidence]);
}

const CLASSES = ["STANDARD", "INFREQUENT_ACCESS", "ESSENTIALS"];

/** Entries can be searched for as long as they are kept; what can be done with those of a newer class is not published. */
function hotDaysOf(days: Fact<number | null>, { logGroupClass }: LogGroupFacts, on: string): Fact<number | null> {
  if (logGroupClass.state !== "known" || logGroupClass.value !== "ESSENTIALS") return days;
  const reason = "whether entries of a log group of its class can be searched at once is not known here";
  return unknown({ call: "logs:DescribeLogGroups", on, reason }, logGroupClass.evidence);
}

function readableOf(state: Fact<StoreState>, { kmsKeyId, keyState }: LogGroupFacts, on: string): Fact<boolean> {
  if (state.state !== "known") return state;
  if (kmsKeyId.state !== "known") return kmsKeyId;
  if (kmsKeyId.value === null) return known(true, kmsKeyId.evidence);
  return isUsable(keyState, on);
}

type Worth = Required<Pick<Store, "foreign" | "capacity" | "lock" | "customerKey" | "access">>;

/** What a log group is worth beyond its days, and what is known of all log groups. */
function worthOf(state: Fact<StoreState>, days: Fact<number | null>, facts: LogGroupFacts): Worth {
  const common: Pick<Worth, "foreign" | "capacity"> = {
    foreign: known(false, [], "documented"),
    capacity: known("uncapped", [], "documented"),
  };
  if (state.state !== "known") return { ...common, lock: state, customerKey: state, access: state };
  if (state.value === "absent") {
    const { evidence } = state;
    const none: Lock = { strength: "none", days: 0 };
    return { ...common, lock: known(none, evidence), customerKey: known(false, evidence), access: known([], evidence) };
  }
  return {
    ...common,
    lock: lockOf(days, facts.deletionProtection),
    customerKey: mapFact(facts.kmsKeyId, (key) => key !== null),
    access: mapFact(facts.bearerTokenAuthentication, (on): AccessIssue[] => (on ? [BEARER_TOKENS] : [])),
  };
}

/** Whoever has the right switches it off: docs.aws.amazon.com/AmazonCloudWatch, protecting log groups from deletion (2026-11). */
function lockOf(days: Fact<number | null>, isProtected: Fact<boolean>): Fact<Lock> {
  if (isProtected.state !== "known" || !isProtected.value) {
    return mapFact(isProtected, () => ({ strength: "none", days: 0 }));
  }
  return mapFact(days, (value) => ({ strength: "removable", days: value }));
}

const BEARER_TOKENS: AccessIssue = {
  kind: "weak",
  text: "the log group takes bearer tokens, by which entries may be written without a signed request",
};
