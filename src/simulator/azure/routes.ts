import type { SimReply, SimRequest } from "../cloud.ts";
import { categoryBody, clusterBody, DEFAULT_CATEGORIES, settingBody } from "./clusters.ts";
import { hubBody, namespaceBody } from "./event-hubs.ts";
import type { LandscapeIndex } from "./landscape-index.ts";
import { lastOf } from "./paths.ts";
import { page, refusal, reply } from "./reply.ts";
import { accountBody, containerBody, lifecycleBody } from "./storage.ts";
import { descendantsOf, descendantBody, subscriptionBody } from "./subscriptions.ts";
import { keyBody, vaultBody } from "./vaults.ts";
import { deletedWorkspaceBody, logClusterBody, ruleBody, tableBody, workspaceBody } from "./workspaces.ts";

/** What a route answers from. The parts are the route's variable segments, lower case. */
export interface Asked {
  readonly index: LandscapeIndex;
  readonly request: SimRequest;
  readonly apiVersion: string;
  readonly pageSize: number;
  readonly path: string;
  readonly parts: readonly string[];
}

export interface Route {
  /** Over the decoded path in lower case; `*` takes one segment. */
  readonly path: string;
  /** The action that Azure's own access control asks for. */
  readonly action: string;
  /** What is asked about, when it is more than the last variable segment. */
  readonly names?: (parts: readonly string[]) => string;
  readonly missing?: { readonly code: string; readonly message: string };
  answer(asked: Asked): SimReply | undefined;
}

const GROUP = "/subscriptions/*/resourcegroups/*/providers";
const CLUSTER = `${GROUP}/microsoft.containerservice/managedclusters/*`;
const WORKSPACE = `${GROUP}/microsoft.operationalinsights/workspaces/*`;
const ACCOUNT = `${GROUP}/microsoft.storage/storageaccounts/*`;
const NAMESPACE = `${GROUP}/microsoft.eventhub/namespaces/*`;
const VAULT = `${GROUP}/microsoft.keyvault/vaults/*`;

/** The first match answers. */
export const ROUTES: readonly Route[] = [
  {
    path: "/subscriptions",
    action: "Microsoft.Resources/subscriptions/read",
    answer: ({ index, request, pageSize }) => {
      const { subscriptions, tenant } = index.landscape;
      const listed = subscriptions.filter((entry) => !entry.unlisted && isVisible(entry, tenant));
      return page(request, listed, pageSize, (entry) => subscriptionBody(entry, tenant));
    },
  },
  {
    path: "/subscriptions/*",
    action: "Microsoft.Resources/subscriptions/read",
    answer: ({ index, parts }) => {
      const found = index.subscriptions.get(parts[0] ?? "");
      return found && reply(subscriptionBody(found, index.landscape.tenant));
    },
  },
  {
    path: "/providers/microsoft.management/managementgroups/*/descendants",
    action: "Microsoft.Management/managementGroups/descendants/read",
    answer: ({ index, request, pageSize, parts }) => {
      const descendants = descendantsOf(index.landscape, parts[0] ?? "");
      return descendants && page(request, descendants, pageSize, descendantBody);
    },
  },
  {
    path: "/subscriptions/*/providers/microsoft.containerservice/managedclusters",
    action: "Microsoft.ContainerService/managedClusters/read",
    answer: ({ index, request, pageSize, parts }) =>
      page(request, index.clustersOf.get(parts[0] ?? "") ?? [], pageSize, clusterBody),
  },
  {
    path: `${CLUSTER}/providers/microsoft.insights/diagnosticsettings`,
    action: "Microsoft.Insights/diagnosticSettings/read",
    answer: ({ index, path }) => {
      const cluster = index.clusters.get(path.slice(0, path.lastIndexOf("/providers/")));
      return cluster && reply({ value: (cluster.settings ?? []).map((setting) => settingBody(cluster, setting)) });
    },
  },
  {
    path: `${CLUSTER}/providers/microsoft.insights/diagnosticsettingscategories`,
    action: "Microsoft.Insights/diagnosticSettingsCategories/read",
    answer: ({ index, path }) => {
      const cluster = index.clusters.get(path.slice(0, path.lastIndexOf("/providers/")));
      const categories = cluster?.categories ?? DEFAULT_CATEGORIES;
      return cluster && reply({ value: categories.map((category) => categoryBody(cluster, category)) });
    },
  },
  {
    path: WORKSPACE,
    action: "Microsoft.OperationalInsights/workspaces/read",
    answer: ({ index, path }) => shown(index.workspaces.get(path), workspaceBody),
  },
  {
    path: `${WORKSPACE}/tables/*`,
    action: "Microsoft.OperationalInsights/workspaces/tables/read",
    names: (parts) => parts.slice(2).join("/"),
    answer: ({ index, path }) => {
      const workspace = index.workspaces.get(parentOf(path));
      const table = workspace?.tables?.find(({ name }) => name.toLowerCase() === lastOf(path));
      return workspace && table && reply(tableBody(workspace, table));
    },
  },
  {
    path: "/subscriptions/*/providers/microsoft.operationalinsights/deletedworkspaces",
    action: "Microsoft.OperationalInsights/deletedWorkspaces/read",
    answer: ({ index, parts, request, pageSize }) => {
      const all = index.landscape.deletedWorkspaces ?? [];
      const own = all.filter(({ id }) => id.toLowerCase().startsWith(`/subscriptions/${parts[0]}/`));
      return page(request, own, pageSize, deletedWorkspaceBody);
    },
  },
  {
    path: `${GROUP}/microsoft.operationalinsights/clusters/*`,
    action: "Microsoft.OperationalInsights/clusters/read",
    answer: ({ index, path }) => shown(index.logClusters.get(path), logClusterBody),
  },
  {
    path: `${GROUP}/microsoft.insights/datacollectionrules/*`,
    action: "Microsoft.Insights/dataCollectionRules/read",
    answer: ({ index, path, apiVersion }) =>
      shown(index.dataCollectionRules.get(path), (rule) => ruleBody(rule, apiVersion)),
  },
  {
    path: ACCOUNT,
    action: "Microsoft.Storage/storageAccounts/read",
    answer: ({ index, path }) => shown(index.storageAccounts.get(path), accountBody),
  },
  {
    path: `${ACCOUNT}/blobservices/default/containers/*`,
    action: "Microsoft.Storage/storageAccounts/blobServices/containers/read",
    names: (parts) => parts.slice(2).join("/"),
    missing: { code: "ContainerNotFound", message: "The specified container does not exist." },
    answer: ({ index, parts, path }) => {
      const account = index.storageAccounts.get(path.slice(0, path.indexOf("/blobservices/")));
      if (!account) return undefined;
      const container = account.containers?.find(({ name }) => name === parts[3]);
      if (container) return reply(containerBody(account, container));
      return refusal(404, "ContainerNotFound", "The specified container does not exist.");
    },
  },
  {
    path: `${ACCOUNT}/managementpolicies/default`,
    action: "Microsoft.Storage/storageAccounts/managementPolicies/read",
    missing: { code: "ManagementPolicyNotFound", message: "No ManagementPolicy found for the account" },
    answer: ({ index, path }) => {
      const account = index.storageAccounts.get(path.slice(0, path.indexOf("/managementpolicies/")));
      if (!account) return undefined;
      if (account.lifecycle) return reply(lifecycleBody(account, account.lifecycle));
      const message = `No ManagementPolicy found for account ${lastOf(account.id)}`;
      return refusal(404, "ManagementPolicyNotFound", message);
    },
  },
  {
    path: NAMESPACE,
    action: "Microsoft.EventHub/namespaces/read",
    answer: ({ index, path }) => shown(index.eventHubNamespaces.get(path), namespaceBody),
  },
  {
    path: `${NAMESPACE}/eventhubs/*`,
    action: "Microsoft.EventHub/namespaces/eventhubs/read",
    names: (parts) => parts.slice(2).join("/"),
    answer: ({ index, path }) => {
      const namespace = index.eventHubNamespaces.get(parentOf(path));
      const hub = namespace?.hubs?.find(({ name }) => name.toLowerCase() === lastOf(path));
      return namespace && hub && reply(hubBody(namespace, hub));
    },
  },
  {
    path: "/subscriptions/*/providers/microsoft.keyvault/vaults",
    action: "Microsoft.KeyVault/vaults/read",
    answer: ({ index, parts, request, pageSize }) => {
      const all = index.landscape.vaults ?? [];
      const own = all.filter(({ id }) => id.toLowerCase().startsWith(`/subscriptions/${parts[0]}/`));
      return page(request, own, pageSize, vaultBody);
    },
  },
  {
    path: `${VAULT}/keys/*`,
    action: "Microsoft.KeyVault/vaults/keys/read",
    names: (parts) => parts.slice(2).join("/"),
    answer: ({ index, path }) => {
      const vault = index.vaults.get(parentOf(path));
      const key = vault?.keys.find(({ name }) => name.toLowerCase() === lastOf(path));
      return vault && key && reply(keyBody(vault, key));
    },
  },
];

export function partnerReply({ index, path }: Pick<Asked, "index" | "path">): SimReply | undefined {
  return shown(index.partners.get(path), ({ id, location }) => ({
    id,
    name: lastOf(id),
    type: id.split("/").slice(6, 8).join("/"),
    location: location ?? "westeurope",
    properties: { provisioningState: "Succeeded", monitoringStatus: "Enabled" },
  }));
}

/** The variable segments of a path, when it fits the pattern. */
export function matchPath(pattern: string, path: string): readonly string[] | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  if (!wanted.every((segment, at) => segment === "*" || segment === given[at])) return undefined;
  return given.filter((_, at) => wanted[at] === "*");
}

function isVisible(
  entry: { readonly tenant?: string; readonly managedBy?: readonly string[] },
  tenant: string,
): boolean {
  return (entry.tenant ?? tenant) === tenant || (entry.managedBy ?? []).includes(tenant);
}

function shown<T>(found: T | undefined, show: (found: T) => unknown): SimReply | undefined {
  return found === undefined ? undefined : reply(show(found));
}

/** The id without its last type and name. */
function parentOf(path: string): string {
  return path.split("/").slice(0, -2).join("/");
}
