import { z } from "zod";
import { parseArmId } from "./arm-id.ts";

/**
 * The shapes of Azure's answers, as far as something is judged by them. What must be there is required, so that a login
 * page, an empty object or a cut list is a malformed answer and never an empty one. Unset fields come absent, null or "".
 */

const text = z.string();
/** A setting that may be unset in any of the ways Azure has for it. */
const unset = text
  .nullish()
  .transform((value) => (value === null || value === undefined || value === "" ? null : value));
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const days = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ value: z.array(item), nextLink: unset });
}

export interface Page<T> {
  readonly value: readonly T[];
  readonly nextLink: string | null;
}

export const subscription = z.object({
  subscriptionId: text,
  tenantId: text.nullish(),
  state: text,
  managedByTenants: z.array(z.object({ tenantId: text })).nullish(),
});
export type SubscriptionAnswer = z.infer<typeof subscription>;
export const subscriptionsPage = pageOf(subscription);

export const descendantsPage = pageOf(z.object({ id: text, type: text, name: text }));

export const cluster = z.object({
  id: text.refine((id) => parseArmId(id) !== undefined),
  name: text,
  location: text,
  // Not a record: a record schema would lose a tag that is named __proto__.
  tags: z.unknown().optional(),
  sku: z.object({ name: text.nullish() }).nullish(),
  systemData: z.object({ createdAt: text.nullish() }).nullish(),
  properties: z.object({
    provisioningState: text.nullish(),
    powerState: z.object({ code: text.nullish() }).nullish(),
    kubernetesVersion: text.nullish(),
    currentKubernetesVersion: text.nullish(),
    aadProfile: z.object({}).nullish(),
  }),
});
export type ClusterAnswer = z.infer<typeof cluster>;
export const clustersPage = pageOf(cluster);

const logEntry = z.object({
  category: unset,
  categoryGroup: unset,
  enabled: z.boolean(),
  retentionPolicy: z.object({ enabled: flag, days }).nullish(),
});

export const setting = z.object({
  name: text,
  properties: z.object({
    logs: z
      .array(logEntry)
      .nullish()
      .transform((logs) => logs ?? []),
    workspaceId: unset,
    storageAccountId: unset,
    eventHubAuthorizationRuleId: unset,
    eventHubName: unset,
    marketplacePartnerId: unset,
    serviceBusRuleId: unset,
    logAnalyticsDestinationType: unset,
  }),
});
export type SettingAnswer = z.infer<typeof setting>;
export const settingsPage = pageOf(setting);

export const categoriesPage = pageOf(
  z.object({
    name: text,
    properties: z.object({
      categoryType: text,
      categoryGroups: z
        .array(text)
        .nullish()
        .transform((groups) => groups ?? []),
    }),
  }),
);

export const workspace = z.object({
  id: text,
  location: text,
  properties: z.object({
    retentionInDays: days,
    provisioningState: unset,
    workspaceCapping: z.object({ dailyQuotaGb: days, dataIngestionStatus: unset }).nullish(),
    features: z.object({ clusterResourceId: unset }).nullish(),
    defaultDataCollectionRuleResourceId: unset,
  }),
});
export type WorkspaceAnswer = z.infer<typeof workspace>;

export const deletedWorkspacesPage = pageOf(z.object({ id: text, name: text }));

export const table = z.object({
  name: text,
  properties: z.object({ plan: unset, retentionInDays: days, totalRetentionInDays: days }),
});
export type TableAnswer = z.infer<typeof table>;

const customerKey = z.object({ keyVaultUri: unset, keyName: unset }).nullish();
export const logCluster = z.object({
  id: text,
  location: text,
  properties: z.object({ keyVaultProperties: customerKey }),
});

const dataFlow = z.looseObject({
  streams: z
    .array(text)
    .nullish()
    .transform((streams) => streams ?? []),
  transformKql: unset,
});
export const dataCollectionRule = z.object({
  id: text,
  location: text,
  properties: z.object({ dataFlows: z.array(dataFlow) }),
});
export type RuleAnswer = z.infer<typeof dataCollectionRule>;

/** A retention lock. `appends`: append blobs may still grow, as the blobs of Azure Monitor must. */
const lock = z.object({
  state: unset,
  immutabilityPeriodSinceCreationInDays: days,
  allowProtectedAppendWrites: flag,
  allowProtectedAppendWritesAll: flag,
});
export type LockAnswer = z.infer<typeof lock>;

export const storageAccount = z.object({
  id: text,
  location: text,
  properties: z.object({
    publicNetworkAccess: unset,
    networkAcls: z.object({ defaultAction: unset, bypass: unset }).nullish(),
    encryption: z
      .object({
        keySource: unset,
        keyvaultproperties: z.object({ keyvaulturi: unset, keyname: unset }).nullish(),
      })
      .nullish(),
    immutableStorageWithVersioning: z.object({ enabled: flag, immutabilityPolicy: lock.nullish() }).nullish(),
  }),
});
export type AccountAnswer = z.infer<typeof storageAccount>;

export const container = z.object({
  name: text,
  properties: z
    .object({
      hasImmutabilityPolicy: z.boolean().nullish(),
      immutabilityPolicy: z.object({ properties: lock }).nullish(),
      hasLegalHold: flag,
      legalHold: z
        .object({ protectedAppendWritesHistory: z.object({ allowProtectedAppendWritesAll: flag }).nullish() })
        .nullish(),
    })
    .refine((properties) => !properties.hasImmutabilityPolicy || Boolean(properties.immutabilityPolicy)),
});
export type ContainerAnswer = z.infer<typeof container>;

const lifecycleRule = z.object({
  enabled: z.boolean().nullish(),
  name: text,
  definition: z.object({
    actions: z.object({
      baseBlob: z
        .object({
          delete: z
            .object({
              daysAfterModificationGreaterThan: days,
              daysAfterCreationGreaterThan: days,
              daysAfterLastAccessTimeGreaterThan: days,
            })
            .nullish(),
        })
        .nullish(),
    }),
    filters: z
      .object({
        blobTypes: z.array(text).nullish(),
        prefixMatch: z.array(text).nullish(),
        blobIndexMatch: z.array(z.unknown()).nullish(),
      })
      .nullish(),
  }),
});
export type LifecycleRuleAnswer = z.infer<typeof lifecycleRule>;
export const managementPolicy = z.object({
  properties: z.object({ policy: z.object({ rules: z.array(lifecycleRule) }) }),
});

export const eventHubNamespace = z.object({ id: text, location: text, properties: z.object({ status: unset }) });
export const eventHub = z.object({
  name: text,
  properties: z.object({
    status: unset,
    retentionDescription: z.object({ cleanupPolicy: unset }).nullish(),
  }),
});

export const partnerResource = z.object({ id: text, type: text });

export const vaultsPage = pageOf(z.object({ id: text, properties: z.object({ vaultUri: unset }) }));
export const vaultKey = z.object({
  name: text,
  properties: z.object({ attributes: z.object({ enabled: z.boolean() }) }),
});
