/** A simulated corner of Azure as plain data. Absent fields take what the real cloud does by default. */
export interface AzureLandscape {
  /** Tenant of the credential; subscriptions of other tenants refuse its token. */
  readonly tenant: string;
  readonly managementGroups?: readonly AzureManagementGroup[];
  readonly subscriptions: readonly AzureSubscription[];
  readonly clusters: readonly AzureCluster[];
  readonly workspaces?: readonly AzureWorkspace[];
  readonly deletedWorkspaces?: readonly AzureDeletedWorkspace[];
  readonly logClusters?: readonly AzureLogCluster[];
  readonly dataCollectionRules?: readonly AzureDataCollectionRule[];
  readonly storageAccounts?: readonly AzureStorageAccount[];
  readonly eventHubNamespaces?: readonly AzureEventHubNamespace[];
  readonly partners?: readonly AzurePartner[];
  readonly vaults?: readonly AzureVault[];
  /** API versions that this cloud does not know, as sovereign clouds lag behind. */
  readonly unsupportedApiVersions?: readonly string[];
}

export interface AzureManagementGroup {
  readonly id: string;
  readonly name?: string;
  readonly parent?: string;
}

export interface AzureSubscription {
  readonly id: string;
  readonly name?: string;
  /** `Enabled` by default. */
  readonly state?: string;
  readonly tenant?: string;
  /** Tenants it is delegated to, as by Azure Lighthouse. */
  readonly managedBy?: readonly string[];
  readonly managementGroup?: string;
  /** Resource providers that are not registered, such as `Microsoft.ContainerService`. */
  readonly unregistered?: readonly string[];
  /** True: not in the list, as for a credential without any role in it. */
  readonly unlisted?: boolean;
}

export interface AzureCluster {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  /** As the service returns it, when its letter case differs from the usual. */
  readonly id?: string;
  readonly version?: string;
  /** Null: not in the answer, as before the first start. */
  readonly currentVersion?: string | null;
  /** Null: not in the answer, as on old clusters. */
  readonly sku?: "Base" | "Automatic" | null;
  readonly provisioningState?: string;
  readonly powerState?: "Running" | "Stopped" | null;
  readonly createdAt?: string | null;
  readonly tags?: { readonly [key: string]: string } | null;
  /** Signs people in through Microsoft Entra ID. */
  readonly entra?: boolean;
  readonly settings?: readonly AzureSetting[];
  /** What the cluster can emit; by default all that is known today, with `audit` on three of them. */
  readonly categories?: readonly AzureCategory[];
}

export interface AzureCategory {
  readonly name: string;
  readonly groups: readonly string[];
  readonly metrics?: boolean;
}

/** A diagnostic setting. An absent destination is null in the answer; give `""` for the other way of saying so. */
export interface AzureSetting {
  readonly name: string;
  readonly logs: readonly AzureLogEntry[];
  readonly metrics?: boolean;
  readonly workspace?: string;
  readonly storage?: string;
  readonly eventHubRule?: string;
  readonly eventHub?: string;
  readonly partner?: string;
  readonly destinationType?: string;
}

export interface AzureLogEntry {
  readonly category?: string;
  readonly group?: string;
  readonly enabled?: boolean;
  /** The retired retention field. */
  readonly retentionDays?: number;
}

export interface AzureWorkspace {
  readonly id: string;
  readonly location?: string;
  readonly retentionDays?: number;
  readonly dailyCapGb?: number;
  readonly ingestion?: string;
  /** Id of its transformation rule. */
  readonly rule?: string;
  /** Id of the dedicated cluster it is linked to. */
  readonly cluster?: string;
  readonly tables?: readonly AzureTable[];
}

export interface AzureTable {
  readonly name: string;
  readonly plan?: string;
  readonly retentionDays?: number | null;
  readonly totalDays?: number | null;
}

export interface AzureDeletedWorkspace {
  readonly id: string;
  readonly location?: string;
}

/** A dedicated cluster of Log Analytics. */
export interface AzureLogCluster {
  readonly id: string;
  readonly location?: string;
  readonly key?: { readonly vaultUri: string; readonly name: string };
}

export interface AzureDataCollectionRule {
  readonly id: string;
  readonly location?: string;
  readonly flows: readonly AzureDataFlow[];
}

export interface AzureDataFlow {
  readonly streams: readonly string[];
  readonly transformKql?: string;
  /** Name of a multi-stage transformation, in API versions that know them. */
  readonly transform?: string;
}

export interface AzureLock {
  readonly state: "Locked" | "Unlocked" | "Disabled";
  readonly days?: number;
  readonly appends?: boolean;
  readonly appendsAll?: boolean;
}

export interface AzureStorageAccount {
  readonly id: string;
  readonly location?: string;
  readonly network?: {
    readonly defaultAction: "Allow" | "Deny";
    readonly bypass?: string;
    readonly isPrivate?: boolean;
  };
  readonly containers?: readonly AzureContainer[];
  readonly lifecycle?: readonly AzureLifecycleRule[];
  /** Version-level immutability that all containers inherit. */
  readonly lock?: AzureLock;
  readonly key?: { readonly vaultUri: string; readonly name: string };
}

export interface AzureContainer {
  readonly name: string;
  readonly lock?: AzureLock;
  readonly legalHold?: { readonly appendsAll: boolean };
}

export interface AzureLifecycleRule {
  readonly name: string;
  readonly enabled?: boolean;
  readonly blobTypes?: readonly string[];
  readonly prefixes?: readonly string[];
  /** Applies to blobs with this index tag only. */
  readonly tag?: { readonly name: string; readonly value: string };
  readonly deleteAfter?: { readonly modification?: number; readonly creation?: number; readonly lastAccess?: number };
  readonly archiveAfter?: number;
}

export interface AzureEventHubNamespace {
  readonly id: string;
  readonly location?: string;
  readonly status?: string;
  readonly hubs?: readonly AzureEventHub[];
}

export interface AzureEventHub {
  readonly name: string;
  readonly status?: string;
  readonly cleanupPolicy?: "Delete" | "Compact";
}

export interface AzurePartner {
  readonly id: string;
  readonly location?: string;
}

export interface AzureVault {
  readonly id: string;
  readonly location?: string;
  readonly keys: readonly { readonly name: string; readonly enabled: boolean }[];
}
