import { known, unknown, type Fact, type Unknown } from "../../src/model/fact.ts";
import type { Route, Store, StoreState } from "../../src/model/trail.ts";
import type { EndsOf } from "./copy-store.ts";
import type { CentralizationRule } from "./deep-fact-schema.ts";
import { findResource, lost } from "./found.ts";
import { logGroupName } from "./names.ts";
import { isSelected } from "./selection-criteria.ts";
import type { GroupSeen } from "./store.ts";
import { joined, NO_COPIES, STREAMS, unseenCopies, type Part } from "./copy-part.ts";

/** Copies that an organisation's centralization rules make of the log group. */

const CALL = "observabilityadmin:GetCentralizationRuleForOrganization";

export function centralCopies(id: Fact<string>, group: GroupSeen, from: EndsOf): Part {
  if (id.state !== "known") return unseenCopies(id);
  const rules = findResource(from.resource, "centralization-rules", id.value)?.facts.rules ?? lost(id.value);
  if (rules.state !== "known") return unseenCopies(rules);
  return joined(rules.value.map((rule) => copyBy(rule, rules.evidence, group, from)));
}

function copyBy(rule: CentralizationRule, evidence: readonly string[], group: GroupSeen, { cluster }: EndsOf): Part {
  const covers = coversOf(rule, group, cluster.name, cluster.location);
  if (covers === "no") return NO_COPIES;
  const enabled: Fact<boolean> =
    covers === "yes" ? known(true, evidence) : unknown({ call: CALL, on: rule.arn, reason: covers }, evidence);
  const store = centralStore(rule, evidence, cluster.scope, cluster.name);
  const route: Route = {
    id: `centralization rule ${rule.name}`,
    name: `centralization rule ${rule.name}`,
    streams: [...STREAMS],
    store: store.id,
    enabled,
    filters: [],
  };
  return { routes: [route], stores: [store], unseen: [] };
}

/** `yes`, `no`, or why it cannot be told. Rules are seen by the account's own organisation only. */
function coversOf(rule: CentralizationRule, { facts }: GroupSeen, cluster: string, region: string): string {
  if (!rule.regions.includes(region)) return "no";
  const isIn = isSelected(rule.logGroups, "LogGroupName", logGroupName(cluster));
  if (isIn === false) return "no";
  const key = facts.kmsKeyId;
  const skips = rule.encrypted === "SKIP";
  if (skips && key.state === "known" && key.value !== null) return "no";
  if (isIn === undefined) return "which log groups the centralization rule selects is not understood";
  if (rule.dataSources !== null) return "the centralization rule selects by data sources, which EKS does not publish";
  if (!/^\s*OrganizationId\s*=\s*'[^']*'\s*$/.test(rule.scope ?? "")) {
    return "which accounts the centralization rule is for is not understood";
  }
  if (skips && key.state !== "known") return "the rule skips log groups with a customer key, and the key is not known";
  return "yes";
}

/** The group in the central account keeps entries by a setting of its own, which is not read. */
function centralStore(rule: CentralizationRule, evidence: readonly string[], account: string, cluster: string): Store {
  const owner = rule.destinationAccount;
  const id = `${rule.arn} to ${owner ?? "?"} in ${rule.destinationRegion}`;
  const why: Unknown = unknown({
    call: "logs:DescribeLogGroups",
    on: `account ${owner ?? "?"}`,
    reason: "what the central log group of the centralization rule is set to is not read",
  });
  return {
    id,
    kind: "cloudwatch-log-group",
    name: `${logGroupName(cluster)}, centralized`,
    scope: owner ?? "-",
    location: rule.destinationRegion,
    state: stateOf(rule, evidence),
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

function stateOf({ health, arn }: CentralizationRule, evidence: readonly string[]): Fact<StoreState> {
  if (health === "Healthy") return known("live", evidence);
  return unknown(
    { call: CALL, on: arn, reason: `the centralization rule is ${health ?? "in an unknown state"}` },
    evidence,
  );
}
