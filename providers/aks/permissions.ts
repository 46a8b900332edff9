import type { GrantOptions, PermissionUse } from "../contract.ts";
import { customRole } from "./least-privilege.ts";

/** A call of this provider: all only read, and none shows log content or a key. Azure names an operation by the action it needs. */
export type Permission = PermissionUse;

const CUSTOMER_KEY = "where a store has a customer key";

/** Names of the actions: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations, 2026-11. */
export const ACTIONS = {
  subscriptions: action(
    "Microsoft.Resources/subscriptions/read",
    "finds the subscriptions and whether they are enabled",
  ),
  descendants: {
    ...action(
      "Microsoft.Management/managementGroups/descendants/read",
      "finds the subscriptions below a management group; granted on that group",
      "with --management-group",
    ),
    above: true,
  },
  clusters: action(
    "Microsoft.ContainerService/managedClusters/read",
    "lists the clusters with state and Entra integration",
  ),
  settings: action(
    "Microsoft.Insights/diagnosticSettings/read",
    "shows which log categories leave a cluster, and where to",
  ),
  categories: action(
    "Microsoft.Insights/diagnosticSettingsCategories/read",
    "shows the members of a category group other than allLogs",
    "where a setting names such a group",
  ),
  workspace: action(
    "Microsoft.OperationalInsights/workspaces/read",
    "shows that a workspace exists and its retention",
    "where a setting writes to a workspace",
  ),
  deletedWorkspaces: action(
    "Microsoft.OperationalInsights/deletedWorkspaces/read",
    "tells a soft-deleted workspace from one that is gone",
    "where a workspace is not there",
  ),
  table: action(
    "Microsoft.OperationalInsights/workspaces/tables/read",
    "shows plan and retention of the audit tables",
    "where a setting writes to a workspace",
  ),
  logCluster: action(
    "Microsoft.OperationalInsights/clusters/read",
    "shows whether a workspace is encrypted with a customer key",
    "where a workspace is in a dedicated cluster",
  ),
  dataCollectionRule: action(
    "Microsoft.Insights/dataCollectionRules/read",
    "shows a workspace transformation that may drop records",
    "where a workspace has one",
  ),
  storageAccount: action(
    "Microsoft.Storage/storageAccounts/read",
    "shows that an account exists, its firewall and its encryption key",
    "where a setting writes to a storage account",
  ),
  container: action(
    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
    "shows whether a container refuses to be written to",
    "where a setting writes to a storage account",
  ),
  lifecycle: action(
    "Microsoft.Storage/storageAccounts/managementPolicies/read",
    "shows after how many days logs are deleted from an account",
    "where a setting writes to a storage account",
  ),
  eventHubNamespace: action(
    "Microsoft.EventHub/namespaces/read",
    "shows that a namespace exists and is active",
    "where a setting writes to an event hub",
  ),
  eventHub: action(
    "Microsoft.EventHub/namespaces/eventhubs/read",
    "shows that an event hub exists and is active",
    "where a setting writes to an event hub",
  ),
  vaults: action("Microsoft.KeyVault/vaults/read", "finds the vault of a customer key", CUSTOMER_KEY),
  key: action(
    "Microsoft.KeyVault/vaults/keys/read",
    "shows that a customer key is enabled; never the key itself",
    CUSTOMER_KEY,
  ),
  datadog: partner("Microsoft.Datadog/monitors/read"),
  elastic: partner("Microsoft.Elastic/monitors/read"),
  dynatrace: partner("Dynatrace.Observability/monitors/read"),
  newRelic: partner("NewRelic.Observability/monitors/read"),
  logz: partner("Microsoft.Logz/monitors/read"),
  confluent: partner("Microsoft.Confluent/organizations/read"),
} as const satisfies { readonly [name: string]: Permission };

/** Needs no permission, and is a call all the same: it may fail. */
export const SIGN_IN: Permission = {
  operation: "EntraID:GetToken",
  permission: "",
  why: "signs in with the credential that is found",
};

/** Everything that the calls of this provider need. */
export const permissions: readonly Permission[] = Object.values(ACTIONS);

function partner(name: string): Permission {
  return action(name, "shows that a partner solution exists", "where a setting writes to this partner solution");
}

function action(name: string, why: string, optional?: string): Permission {
  return { operation: name, permission: name, why, ...(optional === undefined ? {} : { optional }) };
}

export function leastPrivilege(options: GrantOptions): string {
  return customRole(permissions, options);
}
