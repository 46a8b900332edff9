import type { ClusterState } from "../../src/model/cluster.ts";
import { known } from "../../src/model/fact.ts";
import type { ClusterAnswer, SettingAnswer } from "./answers.ts";
import type { Whole } from "./ask.ts";
import { isSet, wholeFact } from "./fact-parts.ts";
import type { ClusterFacts, Setting } from "./schema.ts";

/** Azure's words for clusters and their settings to ours. */

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
