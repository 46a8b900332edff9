import { z } from "zod";

/** A list that must be there: an answer without it is no empty list. */
const nextToken = z.string().nullish();
const text = z.string().nullish();
const enabled = z.object({ enabled: z.boolean().nullish() }).nullish();

/** Tags as pairs: `__proto__` is a valid tag key that neither objects as maps nor z.record keep. */
const tagPairs = z
  .unknown()
  .optional()
  .transform((value, context): readonly (readonly [string, string])[] => {
    if (value === undefined || value === null) return [];
    const pairs = typeof value === "object" ? Object.entries(value) : undefined;
    if (pairs?.every((pair): pair is [string, string] => typeof pair[1] === "string")) return pairs;
    context.addIssue({ code: "custom", message: "tags are not a map of texts" });
    return z.NEVER;
  });

/** Seconds since 1970, as EKS writes times; some servers write text. */
const epochSeconds = z.union([z.number(), z.iso.datetime({ offset: true })]).nullish();

export const callerIdentityAnswer = z.object({
  Account: z.string().regex(/^\d{12}$/),
  Arn: z.string().regex(/^arn:[a-z-]+:[a-z]+:/),
});

export const assumeRoleAnswer = z.object({
  Credentials: z.object({
    AccessKeyId: z.string().min(1),
    SecretAccessKey: z.string().min(1),
    SessionToken: z.string().min(1),
    Expiration: z.date(),
  }),
});

export const listRegionsAnswer = z.object({
  Regions: z.array(z.object({ RegionName: z.string().min(1) })),
  NextToken: nextToken,
});

const account = z.object({ Id: z.string().regex(/^\d{12}$/), Name: text, State: text, Status: text });
export type AccountAnswer = z.infer<typeof account>;
export const listAccountsAnswer = z.object({ Accounts: z.array(account), NextToken: nextToken });

export const listUnitsAnswer = z.object({
  OrganizationalUnits: z.array(z.object({ Id: z.string().min(1) })),
  NextToken: nextToken,
});

export const listClustersAnswer = z.object({ clusters: z.array(z.string().min(1)), nextToken });

/** `connectorConfig` holds an activation code, which is a credential: nothing but the provider is taken out of it. */
const cluster = z.object({
  name: z.string(),
  status: text,
  version: text,
  platformVersion: text,
  createdAt: epochSeconds,
  logging: z
    .object({
      clusterLogging: z
        .array(z.object({ types: z.array(z.string()).nullish(), enabled: z.boolean().nullish() }))
        .nullish(),
    })
    .nullish(),
  accessConfig: z.object({ authenticationMode: text }).nullish(),
  connectorConfig: z.object({ provider: text }).nullish(),
  outpostConfig: z.object({}).nullish(),
  computeConfig: enabled,
  storageConfig: z.object({ blockStorage: enabled }).nullish(),
  kubernetesNetworkConfig: z.object({ elasticLoadBalancing: enabled }).nullish(),
  tags: tagPairs,
});
export type ClusterAnswer = z.infer<typeof cluster>;

export const describeClusterAnswer = z.object({ cluster });

const logGroup = z.object({
  logGroupName: z.string().min(1),
  creationTime: z.number().nullish(),
  retentionInDays: z.number().int().positive().nullish(),
  retentionPolicyName: text,
  kmsKeyId: text,
  logGroupClass: text,
  deletionProtectionEnabled: z.boolean().nullish(),
  bearerTokenAuthenticationEnabled: z.boolean().nullish(),
  dataProtectionStatus: text,
  inheritedProperties: z.array(z.string()).nullish(),
});
export type LogGroupAnswer = z.infer<typeof logGroup>;
export const describeLogGroupsAnswer = z.object({ logGroups: z.array(logGroup), nextToken });

const accountPolicy = z.object({ policyName: z.string(), policyDocument: z.string(), selectionCriteria: text });
export type AccountPolicyAnswer = z.infer<typeof accountPolicy>;
export const describeAccountPoliciesAnswer = z.object({ accountPolicies: z.array(accountPolicy), nextToken });

export const dataProtectionPolicyAnswer = z.object({ policyDocument: z.string() });

export const describeKeyAnswer = z.object({ KeyMetadata: z.object({ KeyState: z.string().min(1) }) });

const pipeline = z.object({
  Name: text,
  Arn: text,
  Status: text,
  ConfigurationSummary: z
    .object({
      Sources: z.array(z.object({ Type: text })).nullish(),
      DataSources: z.array(z.object({ Name: text, Type: text })).nullish(),
      Processors: z.array(z.string()).nullish(),
    })
    .nullish(),
});
export type PipelineAnswer = z.infer<typeof pipeline>;
export const listPipelinesAnswer = z.object({ PipelineSummaries: z.array(pipeline), NextToken: nextToken });

/** Days of an account's retention policy: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html */
export const retentionDocument = z.object({
  retentionInDays: z.union([z.number().int().positive(), z.literal("NEVER_EXPIRE")]),
});

/** What a data protection policy masks; a statement without `Deidentify` only reports. */
export const dataProtectionDocument = z.object({
  Statement: z.array(
    z.object({
      DataIdentifier: z.array(z.string()),
      Operation: z.object({ Deidentify: z.unknown().optional() }),
    }),
  ),
});
