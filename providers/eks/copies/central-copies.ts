import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Route } from "../../../src/model/trail.ts";
import { CENTRALIZATION as CALL, centralStore } from "./central-store.ts";
import type { EndsOf } from "./store.ts";
import type { CentralizationRule } from "../deep-fact-schema.ts";
import { findResource, lost } from "../found.ts";
import { logGroupName } from "../names.ts";
import { isSelected } from "./selection-criteria.ts";
import type { GroupSeen } from "../group/store.ts";
import { joined, NO_COPIES, STREAMS, unseenCopies, type Part } from "./part.ts";

/** Copies that an organisation's centralization rules make of the log group. */

export function centralCopies(id: Fact<string>, group: GroupSeen, from: EndsOf): Part {
  if (id.state !== "known") return unseenCopies(id);
  const rules = findResource(from.resource, "centralization-rules", id.value)?.facts.rules ?? lost(id.value);
  if (rules.state !== "known") return unseenCopies(rules);
  const all = joined(rules.value.map((rule) => copyBy(rule, rules.evidence, group, from)));
  // Rules may fill the same group: that one of them works says nothing of what another brings there.
  const open = new Map(all.stores.flatMap((store) => (store.state.state === "unknown" ? [[store.id, store]] : [])));
  return { ...all, stores: all.stores.map((store) => open.get(store.id) ?? store) };
}

function openBy({ arn }: CentralizationRule, evidence: readonly string[], reason: string): Fact<never> {
  return unknown({ call: CALL, on: arn, reason }, evidence);
}

function copyBy(rule: CentralizationRule, evidence: readonly string[], group: GroupSeen, from: EndsOf): Part {
  const { cluster } = from;
  const covers = coversOf(rule, group, cluster.name, cluster.location);
  if (covers === "no") return NO_COPIES;
  const enabled = covers === "yes" ? copiesKind(rule, evidence, group) : openBy(rule, evidence, covers);
  const store = centralStore(rule, evidence, group, from);
  if (store.id === group.id) return NO_COPIES;
  const route: Route = {
    id: `centralization rule ${rule.name}`,
    name: `centralization rule ${rule.name}`,
    streams: [...STREAMS],
    store: store.id,
    enabled,
    filters: [],
  };
  return { routes: [route], stores: [store], unseen: backupOf(rule, evidence).unseen };
}

/** One more copy in another region of the same account: it can only add. */
function backupOf({ backupRegion: region, arn }: CentralizationRule, evidence: readonly string[]): Part {
  if (region === undefined || region === null) return NO_COPIES;
  const reason = "the centralization rule keeps a second copy in a backup region, which is not read";
  return unseenCopies(unknown({ call: "logs:DescribeLogGroups", on: `${arn} in ${region}`, reason }, evidence));
}

/** `yes`, `no`, or why it cannot be told. Rules are seen by the account's own organisation only. */
function coversOf(rule: CentralizationRule, { facts }: GroupSeen, cluster: string, region: string): string {
  if (!rule.regions.includes(region)) return "no";
  const isIn = isSelected(rule.logGroups, "LogGroupName", logGroupName(cluster));
  if (isIn === false) return "no";
  const key = facts.kmsKeyId;
  if (rule.encrypted === "SKIP" && key.state === "known" && key.value !== null) return "no";
  if (isIn === undefined) return "which log groups the centralization rule selects is not understood";
  if (rule.dataSources !== null) return "the centralization rule selects by data sources, which EKS does not publish";
  if (!/^\s*OrganizationId\s*=\s*'[^']*'\s*$/.test(rule.scope ?? "")) {
    return "which accounts the centralization rule is for is not understood";
  }
  return "yes";
}

/**
 * Whether a rule copies a log group with such a key and of such a class. What it does with keys it has to say
 * (https://docs.aws.amazon.com/cloudwatch/latest/observabilityadmin/API_SourceLogsConfiguration.html, 2026-11);
 * which classes it copies is not published, but that the standard one has every feature.
 */
function copiesKind(rule: CentralizationRule, evidence: readonly string[], { id, facts }: GroupSeen): Fact<boolean> {
  const { kmsKeyId: key, logGroupClass } = facts;
  if (rule.encrypted !== "ALLOW") {
    if (key.state !== "known") return key;
    if (key.value !== null) {
      return openBy(rule, evidence, "what the centralization rule does with customer keys is not known here");
    }
  }
  if (logGroupClass.state !== "known") return logGroupClass;
  if ((logGroupClass.value ?? "STANDARD") === "STANDARD") return known(true, evidence);
  const reason = "whether centralization rules copy log groups of its class is not published";
  return unknown({ call: "logs:DescribeLogGroups", on: id, reason }, logGroupClass.evidence);
}
