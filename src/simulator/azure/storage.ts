import type { AzureContainer, AzureLifecycleRule, AzureLock, AzureStorageAccount } from "./landscape.ts";
import { lastOf } from "./paths.ts";

/** Bodies of the storage resource provider. */

export function accountBody(account: AzureStorageAccount): unknown {
  const { id, key, lock, network } = account;
  return {
    sku: { name: "Standard_ZRS", tier: "Standard" },
    kind: "StorageV2",
    id,
    name: lastOf(id),
    type: "Microsoft.Storage/storageAccounts",
    location: account.location ?? "westeurope",
    tags: {},
    properties: {
      minimumTlsVersion: "TLS1_2",
      allowBlobPublicAccess: false,
      publicNetworkAccess: network?.isPrivate ? "Disabled" : "Enabled",
      networkAcls: {
        bypass: network?.bypass ?? (network ? "None" : "AzureServices"),
        virtualNetworkRules: [],
        ipRules: [],
        defaultAction: network?.defaultAction ?? "Allow",
      },
      supportsHttpsTrafficOnly: true,
      encryption: {
        services: { blob: { keyType: "Account", enabled: true } },
        keySource: key ? "Microsoft.Keyvault" : "Microsoft.Storage",
        ...(key ? { keyvaultproperties: { keyvaulturi: key.vaultUri, keyname: key.name } } : {}),
      },
      ...(lock ? { immutableStorageWithVersioning: { enabled: true, immutabilityPolicy: lockBody(lock) } } : {}),
      accessTier: "Hot",
      provisioningState: "Succeeded",
      statusOfPrimary: "available",
    },
  };
}

function lockBody(lock: AzureLock): unknown {
  return {
    immutabilityPeriodSinceCreationInDays: lock.days ?? 365,
    state: lock.state,
    ...(lock.appends === undefined ? {} : { allowProtectedAppendWrites: lock.appends }),
    ...(lock.appendsAll === undefined ? {} : { allowProtectedAppendWritesAll: lock.appendsAll }),
  };
}

export function containerBody(account: AzureStorageAccount, container: AzureContainer): unknown {
  const { name, lock, legalHold } = container;
  return {
    id: `${account.id}/blobServices/default/containers/${name}`,
    name,
    type: "Microsoft.Storage/storageAccounts/blobServices/containers",
    etag: '"0x8D592D74CC20EBA"',
    properties: {
      publicAccess: "None",
      leaseStatus: "Unlocked",
      leaseState: "Available",
      ...(lock
        ? { immutabilityPolicy: { etag: '"8d592d74cb3011a"', properties: lockBody(lock), updateHistory: [] } }
        : {}),
      legalHold: {
        hasLegalHold: legalHold !== undefined,
        tags: legalHold ? [{ tag: "case1" }] : [],
        ...(legalHold?.appendsAll
          ? { protectedAppendWritesHistory: { allowProtectedAppendWritesAll: true, timestamp: "2025-09-01T01:58:44Z" } }
          : {}),
      },
      hasImmutabilityPolicy: lock !== undefined,
      hasLegalHold: legalHold !== undefined,
    },
  };
}

export function lifecycleBody(account: AzureStorageAccount, rules: readonly AzureLifecycleRule[]): unknown {
  return {
    id: `${account.id}/managementPolicies/default`,
    name: "DefaultManagementPolicy",
    type: "Microsoft.Storage/storageAccounts/managementPolicies",
    properties: { policy: { rules: rules.map(lifecycleRule) }, lastModifiedTime: "2026-06-08T03:01:55.7168089Z" },
  };
}

function lifecycleRule(rule: AzureLifecycleRule): unknown {
  const { deleteAfter, archiveAfter, prefixes, tag } = rule;
  return {
    ...(rule.enabled === undefined ? {} : { enabled: rule.enabled }),
    name: rule.name,
    type: "Lifecycle",
    definition: {
      actions: {
        baseBlob: {
          ...(archiveAfter === undefined ? {} : { tierToArchive: { daysAfterModificationGreaterThan: archiveAfter } }),
          ...(deleteAfter ? { delete: deleteBody(deleteAfter) } : {}),
        },
      },
      filters: {
        blobTypes: rule.blobTypes ?? ["blockBlob", "appendBlob"],
        ...(prefixes ? { prefixMatch: prefixes } : {}),
        ...(tag ? { blobIndexMatch: [{ name: tag.name, op: "==", value: tag.value }] } : {}),
      },
    },
  };
}

function deleteBody(after: NonNullable<AzureLifecycleRule["deleteAfter"]>): unknown {
  return {
    ...(after.modification === undefined ? {} : { daysAfterModificationGreaterThan: after.modification }),
    ...(after.creation === undefined ? {} : { daysAfterCreationGreaterThan: after.creation }),
    ...(after.lastAccess === undefined ? {} : { daysAfterLastAccessTimeGreaterThan: after.lastAccess }),
  };
}
