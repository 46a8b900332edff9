import type { AzureCluster, AzureLandscape, AzureSubscription } from "./landscape.ts";

/** The landscape by id. Ids are compared without regard to letter case, as Azure does. */
export interface LandscapeIndex {
  readonly landscape: AzureLandscape;
  readonly subscriptions: ReadonlyMap<string, AzureSubscription>;
  readonly clusters: ReadonlyMap<string, AzureCluster>;
  readonly clustersOf: ReadonlyMap<string, readonly AzureCluster[]>;
  /** `subscription/resource group`, lower case. */
  readonly resourceGroups: ReadonlySet<string>;
  readonly workspaces: ById<"workspaces">;
  readonly logClusters: ById<"logClusters">;
  readonly dataCollectionRules: ById<"dataCollectionRules">;
  readonly storageAccounts: ById<"storageAccounts">;
  readonly eventHubNamespaces: ById<"eventHubNamespaces">;
  readonly partners: ById<"partners">;
  readonly vaults: ById<"vaults">;
}

type Shelf =
  | "workspaces"
  | "logClusters"
  | "dataCollectionRules"
  | "storageAccounts"
  | "eventHubNamespaces"
  | "partners"
  | "vaults";
type ById<K extends Shelf> = ReadonlyMap<string, NonNullable<AzureLandscape[K]>[number]>;

export function indexLandscape(landscape: AzureLandscape): LandscapeIndex {
  const clusters = landscape.clusters.map((cluster) => [clusterId(cluster), cluster] as const);
  const workspaces = byId(landscape.workspaces);
  const logClusters = byId(landscape.logClusters);
  const dataCollectionRules = byId(landscape.dataCollectionRules);
  const storageAccounts = byId(landscape.storageAccounts);
  const eventHubNamespaces = byId(landscape.eventHubNamespaces);
  const partners = byId(landscape.partners);
  const vaults = byId(landscape.vaults);
  const shelves = [workspaces, logClusters, dataCollectionRules, storageAccounts, eventHubNamespaces, partners, vaults];
  const ids = [...clusters.map(([id]) => id), ...shelves.flatMap((shelf) => [...shelf.keys()])];
  return {
    landscape,
    subscriptions: new Map(landscape.subscriptions.map((entry) => [entry.id.toLowerCase(), entry])),
    clusters: new Map(clusters.map(([id, cluster]) => [id.toLowerCase(), cluster])),
    clustersOf: Map.groupBy(landscape.clusters, (cluster) => cluster.subscription.toLowerCase()),
    resourceGroups: new Set(ids.flatMap((id) => groupOf(id.toLowerCase()))),
    workspaces,
    logClusters,
    dataCollectionRules,
    storageAccounts,
    eventHubNamespaces,
    partners,
    vaults,
  };
}

export function clusterId(cluster: AzureCluster): string {
  const { id, subscription, resourceGroup, name } = cluster;
  const group = `/subscriptions/${subscription}/resourcegroups/${resourceGroup}`;
  return id ?? `${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

function byId<T extends { readonly id: string }>(entries: readonly T[] = []): Map<string, T> {
  return new Map(entries.map((entry) => [entry.id.toLowerCase(), entry]));
}

function groupOf(id: string): string[] {
  const found = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\//.exec(id);
  return found ? [`${found[1]}/${found[2]}`] : [];
}
