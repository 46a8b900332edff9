import type { Answer } from "../contract.ts";
import { factFrom } from "../contract.ts";
import type { ClusterState } from "../../src/model/cluster.ts";
import { known, notApplicable, unknown, type Fact } from "../../src/model/fact.ts";
import type {
  AccountAnswer,
  ClusterAnswer,
  ContainerAnswer,
  LifecycleRuleAnswer,
  LockAnswer,
  RuleAnswer,
  SettingAnswer,
  TableAnswer,
  WorkspaceAnswer,
} from "./answers.ts";
import type { Whole } from "./ask.ts";
import type { ClusterFacts, LifecycleRule, Lock, ResourceFacts, Setting } from "./schema.ts";

/** Azure's words to ours. */

/** What the cluster itself says, without its settings. */
export function clusterHead(cluster: ClusterAnswer) {
  const { properties, sku, systemData } = cluster;
  return {
    version: properties.currentKubernetesVersion ?? properties.kubernetesVersion ?? null,
    flavour: sku?.name?.toLowerCase() === "automatic" ? "automatic" : "standard",
    labels: labelsOf(cluster.tags),
    state: stateOf(properties.provisioningState, properties.powerState?.code),
    createdAt: timeOf(systemData?.createdAt),
  };
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** Tags with any name, `__proto__` included: fromEntries defines, it does not assign. */
function labelsOf(tags: unknown): { [key: string]: string } {
  if (typeof tags !== "object" || tags === null) return {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, typeof value === "string" ? value : ""]));
}

const PROVISIONING: ReadonlyMap<string, ClusterState> = new Map([
  ["succeeded", "running"],
  ["creating", "creating"],
  ["failed", "failed"],
  ["deleting", "deleting"],
  ["updating", "updating"],
  ["upgrading", "updating"],
  ["scaling", "updating"],
  ["starting", "updating"],
  ["stopping", "updating"],
  ["migrating", "updating"],
  ["canceling", "updating"],
  ["rotatingclustercertificates", "updating"],
  ["reconcilingclusteretcdcertificates", "updating"],
  ["reconcilingclusteraddons", "updating"],
]);

function stateOf(provisioning: string | null | undefined, power: string | null | undefined): ClusterState {
  const state = PROVISIONING.get(provisioning?.toLowerCase() ?? "") ?? "unknown";
  if (state === "deleting" || state === "creating") return state;
  if (power?.toLowerCase() === "stopped") return "stopped";
  // A cancelled operation leaves the cluster as it was.
  return provisioning?.toLowerCase() === "canceled" && power?.toLowerCase() === "running" ? "running" : state;
}

/** UTC in whole seconds; null for anything that is no time. */
function timeOf(text: string | null | undefined): string | null {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`;
}

export function entraFact(cluster: ClusterAnswer, evidence: string): ClusterFacts["entra"] {
  return known(isSet(cluster.properties.aadProfile), [evidence]);
}

export function settingsFact(whole: Whole<SettingAnswer>): ClusterFacts["settings"] {
  return wholeFact(whole, (settings) => settings.map(settingOf));
}

function settingOf({ name, properties }: SettingAnswer): Setting {
  return {
    name,
    logs: properties.logs.map(({ category, categoryGroup, enabled }) => ({ category, group: categoryGroup, enabled })),
    workspace: properties.workspaceId,
    tables: tablesOf(properties.logAnalyticsDestinationType),
    storage: properties.storageAccountId,
    eventHubRule: properties.eventHubAuthorizationRuleId,
    eventHub: properties.eventHubName,
    partner: properties.marketplacePartnerId,
    serviceBusRule: properties.serviceBusRuleId,
    retiredRetention: properties.logs.some(({ retentionPolicy }) => (retentionPolicy?.days ?? 0) > 0),
  };
}

function tablesOf(destinationType: string | null): Setting["tables"] {
  switch (destinationType?.toLowerCase()) {
    case "dedicated":
      return "resource-specific";
    case undefined:
    case "azurediagnostics":
      return "azure-diagnostics";
    default:
      return "unknown";
  }
}

export function categoriesFact(
  whole: Whole<{ name: string; properties: { categoryType: string; categoryGroups: readonly string[] } }>,
): ClusterFacts["categories"] {
  return wholeFact(whole, (categories) =>
    categories
      .filter(({ properties }) => properties.categoryType.toLowerCase() === "logs")
      .map(({ name, properties }) => ({ name, groups: [...properties.categoryGroups] })),
  );
}

export function workspaceFacts(
  answer: Answer<WorkspaceAnswer>,
  softDeleted: Fact<boolean>,
): ResourceFacts<"log-analytics-workspace"> {
  const of = <V>(pick: (answer: WorkspaceAnswer) => V) => detail(answer, pick, "there is no such workspace");
  return {
    state: workspaceState(answer),
    softDeleted,
    retentionDays: of(({ properties }) => wholeDays(properties.retentionInDays)),
    dailyCapGb: of(({ properties }) => capOf(properties.workspaceCapping?.dailyQuotaGb)),
    ingestion: of(({ properties }) => properties.workspaceCapping?.dataIngestionStatus ?? null),
    cluster: of(({ properties }) => properties.features?.clusterResourceId ?? null),
    transformation: of(({ properties }) => properties.defaultDataCollectionRuleResourceId),
  };
}

/** Ingestion is switched off as a whole; a daily cap that was reached is not among these, it ends with the day. */
const STOPPED: ReadonlySet<string> = new Set(["forceoff", "subscriptionsuspended"]);

function workspaceState(answer: Answer<WorkspaceAnswer>): ResourceFacts<"log-analytics-workspace">["state"] {
  if (!answer.ok) return existence(answer);
  const status = answer.value.properties.workspaceCapping?.dataIngestionStatus?.toLowerCase() ?? "";
  return known(STOPPED.has(status) ? "stopped" : "exists", [answer.evidence]);
}

export function softDeletedFact(whole: Whole<{ id: string }>, key: string): Fact<boolean> {
  return wholeFact(whole, (workspaces) => workspaces.some(({ id }) => id.toLowerCase() === key));
}

function capOf(gigabytes: number | null | undefined): number | null {
  return gigabytes === undefined || gigabytes === null || gigabytes < 0 ? null : gigabytes;
}

export function tableFacts(answer: Answer<TableAnswer>): ResourceFacts<"log-analytics-table"> {
  const of = <V>(pick: (answer: TableAnswer) => V) => detail(answer, pick, "no record has arrived yet");
  return {
    state: existence(answer),
    plan: of(({ properties }) => properties.plan),
    retentionDays: of(({ properties }) => wholeDays(properties.retentionInDays)),
    totalDays: of(({ properties }) => wholeDays(properties.totalRetentionInDays)),
  };
}

/** -1 and null both stand for the default of what is above. */
function wholeDays(days: number | null): number | null {
  return days === null || days < 0 ? null : Math.floor(days);
}

export function ruleFacts(answer: Answer<RuleAnswer>): ResourceFacts<"data-collection-rule"> {
  return {
    flows: factFrom(answer, ({ properties }) =>
      properties.dataFlows.map((flow) => ({ streams: flow.streams, transformation: transformationOf(flow) })),
    ),
  };
}

/** Parts of a data flow that only route. A part that is in neither list may change records. */
const ROUTING: ReadonlySet<string> = new Set(["streams", "destinations", "captureOverflow", "transformKql"]);

function transformationOf(flow: RuleAnswer["properties"]["dataFlows"][number]): string | null {
  const kql = flow.transformKql?.trim() ?? "source";
  const others = Object.entries(flow).filter(
    ([name, value]) => !ROUTING.has(name) && isSet(value) && !isOwnTable(flow, name, value),
  );
  if (kql.replace(/;$/, "").trim() !== "source") return kql;
  return others.length === 0 ? null : others.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join("; ");
}

/** The table that the stream is named after; another one would take the records elsewhere. */
function isOwnTable(flow: { readonly streams: readonly string[] }, name: string, value: unknown): boolean {
  return name === "outputStream" && typeof value === "string" && flow.streams.every((stream) => stream === value);
}

export function logClusterFacts(
  answer: Answer<{ properties: { keyVaultProperties?: VaultKey | null | undefined } }>,
): ResourceFacts<"log-analytics-cluster"> {
  return { customerKey: factFrom(answer, ({ properties }) => keyOf(properties.keyVaultProperties)) };
}

interface VaultKey {
  readonly keyVaultUri: string | null;
  readonly keyName: string | null;
}

function keyOf(key: VaultKey | null | undefined): { vault: string; name: string } | null {
  if (!isSet(key) || (key.keyVaultUri === null && key.keyName === null)) return null;
  return { vault: key.keyVaultUri ?? "", name: key.keyName ?? "" };
}

export function accountFacts(
  answer: Answer<AccountAnswer>,
  lifecycle: Answer<{ properties: { policy: { rules: readonly LifecycleRuleAnswer[] } } }>,
): ResourceFacts<"storage-account"> {
  const of = <V>(pick: (answer: AccountAnswer) => V) => detail(answer, pick, "there is no such storage account");
  return {
    state: existence(answer),
    open: of(({ properties }) => isOpen(properties.networkAcls)),
    lock: of(({ properties }) => accountLock(properties.immutableStorageWithVersioning)),
    lifecycle: lifecycleFact(answer, lifecycle),
    customerKey: of(({ properties }) => accountKey(properties.encryption)),
  };
}

/**
 * Azure Monitor writes to an account whose firewall is closed only as a trusted service. An account without the part
 * has the default: open (https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings, 2026-03).
 */
function isOpen(network: AccountAnswer["properties"]["networkAcls"]): boolean {
  if (network?.defaultAction?.toLowerCase() !== "deny") return true;
  return (network.bypass ?? "")
    .toLowerCase()
    .split(",")
    .some((part) => part.trim() === "azureservices");
}

function accountKey(encryption: AccountAnswer["properties"]["encryption"]): { vault: string; name: string } | null {
  if (encryption?.keySource?.toLowerCase() !== "microsoft.keyvault") return null;
  const { keyvaulturi, keyname } = encryption.keyvaultproperties ?? {};
  return { vault: keyvaulturi ?? "", name: keyname ?? "" };
}

function lifecycleFact(
  account: Answer<AccountAnswer>,
  answer: Answer<{ properties: { policy: { rules: readonly LifecycleRuleAnswer[] } } }>,
): ResourceFacts<"storage-account">["lifecycle"] {
  if (!account.ok && account.outcome === "not-found") return notApplicable("there is no such storage account");
  if (!answer.ok && answer.outcome === "not-found") return known([], [answer.evidence]);
  return factFrom(answer, ({ properties }) => properties.policy.rules.flatMap(lifecycleRule));
}

/** Only what deletes append blobs: Azure Monitor writes nothing else. */
function lifecycleRule(rule: LifecycleRuleAnswer): LifecycleRule[] {
  const { actions, filters } = rule.definition;
  const deletes = actions.baseBlob?.delete;
  const types = filters?.blobTypes?.map((type) => type.toLowerCase());
  if (rule.enabled === false || !deletes || (types && !types.includes("appendblob"))) return [];
  const days = [
    deletes.daysAfterModificationGreaterThan,
    deletes.daysAfterCreationGreaterThan,
    deletes.daysAfterLastAccessTimeGreaterThan,
  ].filter((value) => value !== null);
  const byTag = (filters?.blobIndexMatch ?? []).length > 0;
  const deleteAfterDays = days.length === 0 ? null : Math.floor(Math.min(...days));
  return [{ name: rule.name, prefixes: [...(filters?.prefixMatch ?? [])], deleteAfterDays, byTag }];
}

function accountLock(versioning: AccountAnswer["properties"]["immutableStorageWithVersioning"]): Lock | null {
  return versioning?.enabled ? lockOf(versioning.immutabilityPolicy) : null;
}

function lockOf(lock: LockAnswer | null | undefined): Lock | null {
  if (!lock) return null;
  const state = lock.state?.toLowerCase();
  return {
    state: state === "locked" || state === "disabled" ? state : "unlocked",
    days: lock.immutabilityPeriodSinceCreationInDays,
    appends: lock.allowProtectedAppendWrites || lock.allowProtectedAppendWritesAll,
  };
}

export function containerFacts(answer: Answer<ContainerAnswer>): ResourceFacts<"storage-container"> {
  const of = <V>(pick: (answer: ContainerAnswer) => V) => detail(answer, pick, "no record has arrived yet");
  return {
    state: existence(answer),
    lock: of(({ properties }) =>
      properties.hasImmutabilityPolicy === false ? null : lockOf(properties.immutabilityPolicy?.properties),
    ),
    hold: of(({ properties }) => holdOf(properties)),
  };
}

function holdOf(container: ContainerAnswer["properties"]): "none" | "appends" | "blocks" {
  if (!container.hasLegalHold) return "none";
  return container.legalHold?.protectedAppendWritesHistory?.allowProtectedAppendWritesAll ? "appends" : "blocks";
}

export function namespaceFacts(
  answer: Answer<{ properties: { status: string | null } }>,
): ResourceFacts<"event-hub-namespace"> {
  return { state: activity(answer) };
}

export function eventHubFacts(
  answer: Answer<{
    properties: { status: string | null; retentionDescription?: { cleanupPolicy: string | null } | null | undefined };
  }>,
): ResourceFacts<"event-hub"> {
  return {
    state: activity(answer),
    compacted: detail(
      answer,
      ({ properties }) => properties.retentionDescription?.cleanupPolicy?.toLowerCase() === "compact",
      "there is no such event hub",
    ),
  };
}

/** https://learn.microsoft.com/rest/api/eventhub/event-hubs/get, EntityStatus: these two take nothing in. */
const TAKES_NOTHING: ReadonlySet<string> = new Set(["disabled", "senddisabled"]);

function activity(answer: Answer<{ properties: { status: string | null } }>): ResourceFacts<"event-hub">["state"] {
  if (!answer.ok) return existence(answer);
  const status = answer.value.properties.status?.toLowerCase() ?? "";
  return known(TAKES_NOTHING.has(status) ? "disabled" : "exists", [answer.evidence]);
}

export function partnerFacts(answer: Answer<unknown>): ResourceFacts<"partner-solution"> {
  return { state: existence(answer) };
}

export function keyFacts(
  answer: Answer<{ properties: { attributes: { enabled: boolean } } }>,
): ResourceFacts<"vault-key"> {
  if (!answer.ok && answer.outcome === "not-found") return { state: known("missing", [answer.evidence]) };
  return { state: factFrom(answer, ({ properties }) => (properties.attributes.enabled ? "enabled" : "disabled")) };
}

function existence(answer: Answer<unknown>): Fact<"exists" | "missing"> & { state: "known" | "unknown" } {
  if (answer.ok) return known("exists", [answer.evidence]);
  return answer.outcome === "not-found" ? known("missing", [answer.evidence]) : unknown(answer.gap, [answer.evidence]);
}

/** A fact about something that may not be there. */
function detail<T, V>(answer: Answer<T>, pick: (value: T) => V, absent: string): Fact<V> {
  return !answer.ok && answer.outcome === "not-found" ? notApplicable(absent) : factFrom(answer, pick);
}

function wholeFact<T, V>(whole: Whole<T>, pick: (value: readonly T[]) => V): Fact<V> {
  if (!whole.ok) return unknown(whole.failure.gap, [whole.failure.evidence]);
  return known(pick(whole.value), whole.evidence);
}
