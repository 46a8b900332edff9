/** The calls this provider makes. All only read, and none shows log content or a key. */
export interface Permission {
  /** As evidence and ledger name it. Azure names an operation by the action it needs. */
  readonly operation: string;
  readonly permission: string;
  readonly why: string;
}

/** Names of the actions: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations, 2026-11. */
export const ACTIONS = {
  subscriptions: action(
    "Microsoft.Resources/subscriptions/read",
    "finds the subscriptions and whether they are enabled",
  ),
  descendants: action(
    "Microsoft.Management/managementGroups/descendants/read",
    "finds the subscriptions below a management group; only needed with --management-group, granted on that group",
  ),
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
  ),
  workspace: action("Microsoft.OperationalInsights/workspaces/read", "shows that a workspace exists and its retention"),
  deletedWorkspaces: action(
    "Microsoft.OperationalInsights/deletedWorkspaces/read",
    "tells a soft-deleted workspace from one that is gone",
  ),
  table: action("Microsoft.OperationalInsights/workspaces/tables/read", "shows plan and retention of the audit tables"),
  logCluster: action(
    "Microsoft.OperationalInsights/clusters/read",
    "shows whether a workspace is encrypted with a customer key",
  ),
  dataCollectionRule: action(
    "Microsoft.Insights/dataCollectionRules/read",
    "shows a workspace transformation that may drop records",
  ),
  storageAccount: action(
    "Microsoft.Storage/storageAccounts/read",
    "shows that an account exists, its firewall and its encryption key",
  ),
  container: action(
    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
    "shows whether a container refuses to be written to",
  ),
  lifecycle: action(
    "Microsoft.Storage/storageAccounts/managementPolicies/read",
    "shows after how many days logs are deleted from an account",
  ),
  eventHubNamespace: action("Microsoft.EventHub/namespaces/read", "shows that a namespace exists and is active"),
  eventHub: action("Microsoft.EventHub/namespaces/eventhubs/read", "shows that an event hub exists and is active"),
  vaults: action("Microsoft.KeyVault/vaults/read", "finds the vault of a customer key; only where a store has one"),
  key: action("Microsoft.KeyVault/vaults/keys/read", "shows that a customer key is enabled; never the key itself"),
  datadog: action("Microsoft.Datadog/monitors/read", "shows that a partner solution exists"),
  elastic: action("Microsoft.Elastic/monitors/read", "shows that a partner solution exists"),
  dynatrace: action("Dynatrace.Observability/monitors/read", "shows that a partner solution exists"),
  newRelic: action("NewRelic.Observability/monitors/read", "shows that a partner solution exists"),
  logz: action("Microsoft.Logz/monitors/read", "shows that a partner solution exists"),
  confluent: action("Microsoft.Confluent/organizations/read", "shows that a partner solution exists"),
} as const satisfies { readonly [name: string]: Permission };

/** Needs no permission, and is a call all the same: it may fail. */
export const SIGN_IN: Permission = {
  operation: "EntraID:GetToken",
  permission: "",
  why: "signs in with the credential that is found",
};

/** Everything that the calls of this provider need. */
export const permissions: readonly Permission[] = Object.values(ACTIONS);

function action(name: string, why: string): Permission {
  return { operation: name, permission: name, why };
}
