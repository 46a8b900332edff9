import { known, unknown, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type { Store, StoreState } from "../../../src/model/trail.ts";
import { centralGroup, type CentralGroup } from "./central-name.ts";
import type { EndsOf } from "./store.ts";
import type { CentralizationRule } from "../deep-fact-schema.ts";
import type { LogGroupFacts } from "../fact-schema.ts";
import { findResource, lost, lostGroup } from "../found.ts";
import { logGroupName } from "../names.ts";
import { logGroupStore, type GroupSeen } from "../group/store.ts";

/** The log group that a centralization rule fills, as a store of the cluster whose log group it fills it from. */

export const CENTRALIZATION = "observabilityadmin:GetCentralizationRuleForOrganization";

export function centralStore(
  rule: CentralizationRule,
  evidence: readonly string[],
  source: GroupSeen,
  { cluster, resource }: EndsOf,
): Store {
  const [, partition = "aws"] = cluster.id.split(":");
  const site = { partition, account: cluster.scope, region: cluster.location };
  const central = centralGroup(rule, site, logGroupName(cluster.name));
  if (!central)
    return unreadStore(rule, evidence, cluster.scope, { name: logGroupName(cluster.name), why: oddName(rule) });
  const { id, name } = central;
  const facts = findResource(resource, "cloudwatch-log-group", id)?.facts;
  const exists = facts?.exists ?? lost(id);
  if (!facts || exists.state !== "known") {
    const why = exists.state === "unknown" ? exists : lost(id);
    return unreadStore(rule, evidence, cluster.scope, { id, name, why });
  }
  const seen = exists.value ? facts : lostGroup(notThere(central, exists.evidence));
  const store = logGroupStore(cluster, { id, facts: seen });
  return {
    ...store,
    name: `${name}, centralized`,
    scope: central.site.account,
    location: central.site.region,
    state: stateOf(rule, evidence, store.state, mayBeSkipped(rule, source.facts, seen)),
    foreign: known(central.site.account !== cluster.scope, evidence),
  };
}

interface Unread {
  readonly id?: string;
  readonly name: string;
  readonly why: Unknown;
}

/** A healthy rule tells of its group, where that cannot be read itself. */
function unreadStore(
  rule: CentralizationRule,
  evidence: readonly string[],
  account: string,
  { id, name, why }: Unread,
): Store {
  const owner = rule.destinationAccount;
  return {
    id: id ?? `${rule.arn} to ${owner ?? "?"} in ${rule.destinationRegion}`,
    kind: "cloudwatch-log-group",
    name: `${name}, centralized`,
    scope: owner ?? "-",
    location: rule.destinationRegion,
    state: stateOf(rule, evidence, known("live", evidence), false),
    madeOnDelivery: true,
    hotDays: why,
    totalDays: why,
    readable: known(true, [], "inferred"),
    foreign: owner === null ? why : known(owner !== account, evidence),
    lock: why,
    customerKey: why,
    access: why,
    capacity: known("uncapped", [], "documented"),
  };
}

function oddName({ arn }: CentralizationRule): Unknown {
  const reason = "how the centralization rule names its log groups is not known or not understood";
  return unknown({ call: CENTRALIZATION, on: arn, reason });
}

/**
 * A rule copies what arrives after it was made, and makes the group with the first entry: that the group is not there tells
 * no more than that nothing was copied so far. docs.aws.amazon.com/AmazonCloudWatch, log centralization (2026-11).
 */
function notThere({ id }: CentralGroup, evidence: readonly string[]): Unknown {
  const reason =
    "the log group of the centralization rule does not exist, or not yet: the rule makes it with its first entry";
  return unknown({ call: "logs:DescribeLogGroups", on: id, reason }, evidence);
}

function stateOf(
  { health, arn }: CentralizationRule,
  evidence: readonly string[],
  group: Fact<StoreState>,
  isSkipped: boolean,
): Fact<StoreState> {
  const open = (reason: string): Unknown => unknown({ call: CENTRALIZATION, on: arn, reason }, evidence);
  if (health !== "Healthy") return open(`the centralization rule is ${health ?? "in an unknown state"}`);
  if (isSkipped) return open("the centralization rule may leave out log groups that have no customer key at its end");
  return group.state === "known" ? { ...group, evidence: [...new Set([...evidence, ...group.evidence])] } : group;
}

/**
 * A rule that makes its groups under a key may leave out one that has none; unless told otherwise only where the source has
 * a key, too: https://docs.aws.amazon.com/cloudwatch/latest/observabilityadmin/API_LogsEncryptionConfiguration.html (2026-11).
 */
function mayBeSkipped({ encryption }: CentralizationRule, source: LogGroupFacts, central: LogGroupFacts): boolean {
  if (!encryption || encryption.strategy === "AWS_OWNED" || encryption.conflict === "ALLOW") return false;
  const hasKey = ({ kmsKeyId }: LogGroupFacts) => kmsKeyId.state === "known" && kmsKeyId.value !== null;
  const hasNone = ({ kmsKeyId }: LogGroupFacts) => kmsKeyId.state === "known" && kmsKeyId.value === null;
  const isForSourcesWithKey = encryption.scope === null || encryption.scope === "ENCRYPTED_SOURCE_ONLY";
  return !hasKey(central) && !(isForSourcesWithKey && hasNone(source));
}
