import type { AzureCluster, AzureLandscape } from "../azure/landscape.ts";

const PRODUCTION = "aaaaaaaa-0000-4000-8000-000000000001";
const DEVELOPMENT = "aaaaaaaa-0000-4000-8000-000000000002";
const CENTRAL = `/subscriptions/${DEVELOPMENT}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/central`;
const GONE = `/subscriptions/${PRODUCTION}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/former`;

function cluster(subscription: string, name: string, rest: Partial<AzureCluster>): AzureCluster {
  return { subscription, resourceGroup: "kube", name, location: "westeurope", version: "1.34", entra: true, ...rest };
}

/** Two subscriptions: everything exported, changes only, nothing, a deleted workspace, and settings nobody may read. */
export const demoAzure: AzureLandscape = {
  tenant: "aaaaaaaa-0000-4000-8000-0000000000ff",
  subscriptions: [
    { id: PRODUCTION, name: "production" },
    { id: DEVELOPMENT, name: "development" },
  ],
  clusters: [
    cluster(PRODUCTION, "orders", {
      tags: { env: "prod" },
      settings: [
        { name: "all", logs: [{ group: "allLogs", enabled: true }], workspace: CENTRAL, destinationType: "Dedicated" },
      ],
    }),
    cluster(PRODUCTION, "billing", {
      settings: [
        {
          name: "changes-only",
          logs: [
            { category: "kube-audit-admin", enabled: true },
            { category: "guard", enabled: true },
          ],
          workspace: CENTRAL,
          destinationType: "Dedicated",
        },
      ],
    }),
    cluster(PRODUCTION, "reports", {
      settings: [
        {
          name: "old",
          logs: [
            { category: "kube-audit", enabled: true },
            { category: "guard", enabled: true },
          ],
          workspace: GONE,
          destinationType: "Dedicated",
        },
      ],
    }),
    cluster(DEVELOPMENT, "playground", { entra: false, location: "northeurope" }),
    cluster(DEVELOPMENT, "vault", { location: "northeurope" }),
  ],
  workspaces: [
    {
      id: CENTRAL,
      retentionDays: 90,
      tables: [
        { name: "AKSAudit", retentionDays: 120, totalDays: 730 },
        { name: "AKSAuditAdmin", retentionDays: 120, totalDays: 730 },
        { name: "AKSControlPlane", retentionDays: 120, totalDays: 730 },
      ],
    },
  ],
  deletedWorkspaces: [{ id: GONE }],
};

/** The one thing that the demo's credentials may not do. */
export const demoAzureDenied = {
  operation: "Microsoft.Insights/diagnosticSettings/read",
  target: "vault",
  kind: "denied",
} as const;
