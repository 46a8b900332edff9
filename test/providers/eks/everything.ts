import type { AwsLandscape, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import { ACCOUNT, alpha, REGION } from "./sweep-of.ts";

/** The account that logs are copied to. */
export const ARCHIVE = "444455556666";
export const ROLE = "TrailproofReader";
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0f0e0d0c-0000-4000-8000-000000000001`;
export const ARCHIVE_KEY = `arn:aws:kms:${REGION}:${ARCHIVE}:key/0f0e0d0c-0000-4000-8000-000000000002`;
export const TRAIL_GROUP = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:cloudtrail`;
export const METRIC = { namespace: "CloudTrail", name: "AuditPathChanged" };

/** Of a rule that takes every call to the services of the audit path. */
export const CHANGES =
  '{"source":["aws.eks","aws.logs","aws.cloudtrail"],"detail-type":["AWS API Call via CloudTrail"]}';

/** Selection that leads into both accounts. */
export const BOTH = { accounts: [ACCOUNT, ARCHIVE], role: ROLE };

export function destinationArn(name: string, account = ARCHIVE): string {
  return `arn:aws:logs:${REGION}:${account}:destination:${name}`;
}

export function firehoseArn(name: string, account = ARCHIVE): string {
  return `arn:aws:firehose:${REGION}:${account}:deliverystream/${name}`;
}

export function kinesisArn(name: string, account = ACCOUNT): string {
  return `arn:aws:kinesis:${REGION}:${account}:stream/${name}`;
}

/** Two accounts of an organisation in which every call of the provider is made that a scan of named accounts makes. */
export const everything: AwsLandscape = {
  caller: ACCOUNT,
  organization: { management: ACCOUNT },
  centralizationRules: [
    {
      name: "all-logs",
      region: REGION,
      sourceRegions: [REGION],
      destinationAccount: ARCHIVE,
      destinationRegion: REGION,
    },
  ],
  securityLake: {
    administrators: [ARCHIVE],
    lakes: [
      { account: ARCHIVE, region: REGION, days: 365, sources: [{ account: "777788889999" }, { account: ACCOUNT }] },
    ],
  },
  accounts: [
    { id: ACCOUNT, regions: [clusterRegion()] },
    { id: ARCHIVE, roles: [{ name: ROLE }], publicAccessBlock: true, regions: [archiveRegion()] },
  ],
};

function clusterRegion(): AwsRegion {
  const { clusters = [], logGroups = [] } = alpha(
    {},
    {
      kmsKeyId: KEY,
      dataProtectionStatus: "ACTIVATED",
      dataProtectionPolicy: { Statement: [] },
      retentionInDays: 400,
      retentionPolicyName: "keep",
      inheritedProperties: ["ACCOUNT_DATA_PROTECTION"],
      subscriptions: [{ name: "to-archive", destinationArn: destinationArn("central") }],
    },
  );
  const metricFilter = { name: "changes", pattern: '{ $.eventName = "UpdateClusterConfig" }', metric: METRIC };
  return {
    name: REGION,
    clusters,
    logGroups: [
      ...logGroups,
      { name: "cloudtrail", retentionInDays: 400, retentionPolicyName: "keep", metricFilters: [metricFilter] },
    ],
    keys: [{ arn: KEY }],
    accountPolicies: [
      { name: "keep", type: "RETENTION_POLICY", document: { retentionInDays: 400 } },
      { name: "mask", type: "DATA_PROTECTION_POLICY", document: { Statement: [] } },
      {
        name: "all",
        type: "SUBSCRIPTION_FILTER_POLICY",
        document: { DestinationArn: kinesisArn("logs"), FilterPattern: "" },
      },
    ],
    pipelines: [{ name: "vpc", sources: ["cloudwatch_logs"], dataSources: [{ name: "amazon_vpc" }] }],
    kinesisStreams: [{ name: "logs" }],
    detectors: [{ id: "d1" }],
    trails: [{ name: "main", multiRegion: true, bucket: "trail-files", logGroupArn: TRAIL_GROUP, kmsKeyId: KEY }],
    buckets: [{ name: "trail-files", lifecycle: [{ days: 400 }] }],
    alarms: [{ name: "changed", metric: METRIC }],
    eventRules: [{ name: "changes", pattern: CHANGES }],
  };
}

function archiveRegion(): AwsRegion {
  return {
    name: REGION,
    clusters: [{ name: "beta", logTypes: ["audit"] }],
    logGroups: [
      { name: "/aws/eks/alpha/cluster", retentionInDays: 400, kmsKeyId: ARCHIVE_KEY },
      { name: "/aws/eks/beta/cluster" },
    ],
    destinations: [{ name: "central", targetArn: firehoseArn("archive") }],
    deliveryStreams: [{ name: "archive", bucketArn: "arn:aws:s3:::archive-files", prefix: "eks/" }],
    buckets: [
      {
        name: "archive-files",
        versioning: "Enabled",
        objectLock: { mode: "COMPLIANCE", days: 400 },
        lifecycle: [{ days: 400 }],
        kmsKeyId: ARCHIVE_KEY,
        publicAccessBlock: false,
        policyIsPublic: false,
        logsAccess: true,
        ownership: "ObjectWriter",
      },
    ],
    keys: [{ arn: ARCHIVE_KEY }],
  };
}

/** The same landscape with another first region, or a changed archive. */
export function changed(
  region: (region: AwsRegion) => Partial<AwsRegion>,
  archive: (region: AwsRegion) => Partial<AwsRegion> = () => ({}),
): AwsLandscape {
  return {
    ...everything,
    accounts: [
      { id: ACCOUNT, regions: [{ ...clusterRegion(), ...region(clusterRegion()) }] },
      {
        id: ARCHIVE,
        roles: [{ name: ROLE }],
        publicAccessBlock: true,
        regions: [{ ...archiveRegion(), ...archive(archiveRegion()) }],
      },
    ],
  };
}
