import type { AzureCategory, AzureCluster, AzureSetting } from "./landscape.ts";
import { clusterId } from "./landscape-index.ts";

/** Bodies of managed clusters and of what Azure Monitor knows of them. */

const AUDIT = ["audit", "allLogs"];
const LOGS = ["allLogs"];

/** All categories known in 2026-11; which of them carry `audit` is not documented. */
export const DEFAULT_CATEGORIES: readonly AzureCategory[] = [
  { name: "kube-apiserver", groups: LOGS },
  { name: "kube-audit", groups: AUDIT },
  { name: "kube-audit-admin", groups: AUDIT },
  { name: "kube-controller-manager", groups: LOGS },
  { name: "kube-scheduler", groups: LOGS },
  { name: "cluster-autoscaler", groups: LOGS },
  { name: "cloud-controller-manager", groups: LOGS },
  { name: "guard", groups: AUDIT },
  { name: "csi-azuredisk-controller", groups: LOGS },
  { name: "csi-azurefile-controller", groups: LOGS },
  { name: "csi-snapshot-controller", groups: LOGS },
  { name: "karpenter-events", groups: LOGS },
  { name: "AllMetrics", groups: [], metrics: true },
];

export function clusterBody(cluster: AzureCluster): unknown {
  const { name, location, tags, sku, createdAt } = cluster;
  return {
    id: clusterId(cluster),
    location,
    name,
    ...(tags === null ? {} : { tags: tags ?? {} }),
    type: "Microsoft.ContainerService/ManagedClusters",
    ...(createdAt === null ? {} : { systemData: systemData(createdAt ?? "2025-03-01T09:00:00.1234567Z") }),
    properties: properties(cluster),
    identity: { type: "SystemAssigned", principalId: "00000000-0000-0000-0000-0000000000a1" },
    ...(sku === null ? {} : { sku: { name: sku ?? "Base", tier: "Standard" } }),
  };
}

function systemData(createdAt: string): unknown {
  return { createdBy: "owner@example.com", createdByType: "User", createdAt };
}

function properties(cluster: AzureCluster): unknown {
  const { name, powerState, entra } = cluster;
  const version = cluster.version ?? "1.34.2";
  const current = cluster.currentVersion === undefined ? version : cluster.currentVersion;
  return {
    provisioningState: cluster.provisioningState ?? "Succeeded",
    ...(powerState === null ? {} : { powerState: { code: powerState ?? "Running" } }),
    kubernetesVersion: version,
    ...(current === null ? {} : { currentKubernetesVersion: current }),
    dnsPrefix: `${name}-dns`,
    fqdn: `${name}-dns-abcd1234.hcp.${cluster.location}.azmk8s.io`,
    agentPoolProfiles: [{ name: "nodepool1", count: 3, vmSize: "Standard_D4ds_v5", osType: "Linux", mode: "System" }],
    nodeResourceGroup: `MC_${cluster.resourceGroup}_${name}_${cluster.location}`,
    enableRBAC: true,
    supportPlan: "KubernetesOfficial",
    networkProfile: { networkPlugin: "azure", networkDataplane: "cilium", outboundType: "loadBalancer" },
    ...(entra
      ? { aadProfile: { managed: true, enableAzureRBAC: true, tenantID: "00000000-0000-0000-0000-0000000000ee" } }
      : {}),
    disableLocalAccounts: entra ?? false,
    securityProfile: {},
  };
}

export function settingBody(cluster: AzureCluster, setting: AzureSetting): unknown {
  const base = clusterId(cluster).toLowerCase();
  return {
    id: `${base}/providers/microsoft.insights/diagnosticSettings/${setting.name}`,
    type: "Microsoft.Insights/diagnosticSettings",
    name: setting.name,
    location: null,
    kind: null,
    tags: null,
    properties: {
      storageAccountId: setting.storage ?? null,
      serviceBusRuleId: null,
      workspaceId: setting.workspace ?? null,
      eventHubAuthorizationRuleId: setting.eventHubRule ?? null,
      eventHubName: setting.eventHub ?? null,
      marketplacePartnerId: setting.partner ?? null,
      metrics: setting.metrics
        ? [{ category: "AllMetrics", enabled: true, retentionPolicy: { enabled: false, days: 0 } }]
        : [],
      logs: setting.logs.map((entry) => ({
        category: entry.category ?? null,
        categoryGroup: entry.group ?? null,
        enabled: entry.enabled ?? true,
        retentionPolicy: { enabled: entry.retentionDays !== undefined, days: entry.retentionDays ?? 0 },
      })),
      logAnalyticsDestinationType: setting.destinationType ?? null,
    },
    identity: null,
  };
}

export function categoryBody(cluster: AzureCluster, category: AzureCategory): unknown {
  const base = clusterId(cluster).toLowerCase();
  return {
    id: `${base}/providers/microsoft.insights/diagnosticSettingsCategories/${category.name}`,
    type: "microsoft.insights/diagnosticSettingsCategories",
    name: category.name,
    properties: category.metrics
      ? { categoryType: "Metrics" }
      : { categoryType: "Logs", categoryGroups: category.groups },
  };
}
