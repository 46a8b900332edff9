import type {
  AzureDataCollectionRule,
  AzureDeletedWorkspace,
  AzureLogCluster,
  AzureTable,
  AzureWorkspace,
} from "./landscape.ts";
import { lastOf } from "./paths.ts";

/** Bodies of Log Analytics: workspaces, their tables, the dedicated clusters below them, and transformation rules. */

export function workspaceBody(workspace: AzureWorkspace): unknown {
  const { id, rule, cluster } = workspace;
  return {
    properties: {
      customerId: "00000000-0000-0000-0000-0000000000f1",
      provisioningState: "Succeeded",
      sku: { name: cluster === undefined ? "PerGB2018" : "LACluster" },
      retentionInDays: workspace.retentionDays ?? 30,
      features: {
        enableLogAccessUsingOnlyResourcePermissions: true,
        ...(cluster === undefined ? {} : { clusterResourceId: cluster }),
      },
      workspaceCapping: {
        dailyQuotaGb: workspace.dailyCapGb ?? -1,
        quotaNextResetTime: "2026-11-25T06:00:00Z",
        dataIngestionStatus: workspace.ingestion ?? "RespectQuota",
      },
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      ...(rule === undefined ? {} : { defaultDataCollectionRuleResourceId: rule }),
    },
    id,
    name: lastOf(id),
    type: "Microsoft.OperationalInsights/workspaces",
    location: workspace.location ?? "westeurope",
  };
}

export function deletedWorkspaceBody(workspace: AzureDeletedWorkspace): unknown {
  const { id, location } = workspace;
  return {
    properties: { customerId: "00000000-0000-0000-0000-0000000000f2", provisioningState: "Deleted" },
    id,
    name: lastOf(id),
    type: "Microsoft.OperationalInsights/workspaces",
    location: location ?? "westeurope",
  };
}

export function tableBody(workspace: AzureWorkspace, table: AzureTable): unknown {
  const { name, plan = "Analytics" } = table;
  const analytics = plan === "Analytics";
  const hot = analytics ? (workspace.retentionDays ?? 30) : 30;
  const retention = table.retentionDays === undefined ? hot : table.retentionDays;
  const total = table.totalDays === undefined ? (retention ?? hot) : table.totalDays;
  return {
    properties: {
      totalRetentionInDays: total,
      archiveRetentionInDays: Math.max(0, (total ?? 0) - (retention ?? 0)),
      plan,
      retentionInDaysAsDefault: table.retentionDays === undefined,
      totalRetentionInDaysAsDefault: table.totalDays === undefined,
      schema: {
        name,
        tableType: "Microsoft",
        tableSubType: "DataCollectionRuleBased",
        columns: [],
        solutions: ["LogManagement"],
        standardColumns: [{ name: "TimeGenerated", type: "datetime", isDefaultDisplay: true, isHidden: false }],
      },
      provisioningState: "Succeeded",
      retentionInDays: retention,
    },
    id: `${workspace.id}/tables/${name}`,
    name,
  };
}

export function logClusterBody(cluster: AzureLogCluster): unknown {
  const { id, key } = cluster;
  const keyVaultProperties = { keyVaultUri: key?.vaultUri ?? "", keyName: key?.name ?? "", keyVersion: "" };
  return {
    properties: { provisioningState: "Succeeded", isDoubleEncryptionEnabled: false, keyVaultProperties },
    id,
    sku: { name: "CapacityReservation", capacity: 500 },
    name: lastOf(id),
    type: "Microsoft.OperationalInsights/clusters",
    location: cluster.location ?? "westeurope",
  };
}

/** Multi-stage transformations are in the answer of these API versions only. */
const KNOWS_TRANSFORM = "2025-05-11";

export function ruleBody(rule: AzureDataCollectionRule, apiVersion: string): unknown {
  const known = apiVersion >= KNOWS_TRANSFORM;
  const dataFlows = rule.flows.map(({ streams, transformKql, transform }) => ({
    streams,
    destinations: ["workspace"],
    ...(transformKql === undefined ? {} : { transformKql }),
    ...(known && transform !== undefined ? { transform } : {}),
  }));
  const named = rule.flows.flatMap(({ transform }) => (transform === undefined ? [] : [{ name: transform }]));
  return {
    properties: {
      immutableId: "dcr-00000000000000000000000000000001",
      dataSources: {},
      destinations: { logAnalytics: [{ name: "workspace" }] },
      dataFlows,
      ...(known && named.length > 0 ? { transformations: named } : {}),
      provisioningState: "Succeeded",
    },
    location: rule.location ?? "westeurope",
    kind: "WorkspaceTransforms",
    id: rule.id,
    name: lastOf(rule.id),
    type: "Microsoft.Insights/dataCollectionRules",
  };
}
