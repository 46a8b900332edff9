import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutDestinationCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateClusterCommand, EKSClient, type LogType } from "@aws-sdk/client-eks";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { ACCOUNT, CREDENTIALS } from "./seed.ts";

/** An organisation of three accounts, each with one cluster in each of three regions, and a closed account. */

export const ROLE = "TrailproofReader";
export const ORGANIZATION_REGIONS = ["eu-west-1", "us-east-1", "ap-southeast-2"] as const;
const [IRELAND, VIRGINIA] = ORGANIZATION_REGIONS;
const ALL: readonly LogType[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const BUCKET = "audit-archive";

export interface SeededOrganization {
  readonly root: string;
  /** Twelve digits each; the first is the management account. */
  readonly management: string;
  readonly shop: string;
  readonly archive: string;
  readonly closed: string;
}

/** Everything that makes clients for one account. */
interface Desk {
  readonly account: string;
  readonly endpoint: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export async function seedOrganization(endpoint: string): Promise<SeededOrganization> {
  const own: Desk = { account: ACCOUNT, endpoint, credentials: CREDENTIALS };
  const organizations = new OrganizationsClient({ ...own, region: VIRGINIA });
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const [shop, archive, closed] = [
    await createAccount(organizations, "shop"),
    await createAccount(organizations, "log archive"),
    await createAccount(organizations, "gone"),
  ];
  await organizations.send(new CloseAccountCommand({ AccountId: closed }));
  const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
  const vault = await enter(own, archive);
  await seedManagement(own);
  await seedArchive(vault);
  await seedShop(await enter(own, shop), vault);
  return { root: Roots[0]?.Id ?? "", management: ACCOUNT, shop, archive, closed };
}

/** The role that the accounts are entered through is made with the account. */
async function createAccount(client: OrganizationsClient, name: string): Promise<string> {
  const input = { AccountName: name, Email: `${name.replace(" ", "-")}@example.org`, RoleName: ROLE };
  const { CreateAccountStatus } = await client.send(new CreateAccountCommand(input));
  return CreateAccountStatus?.AccountId ?? "";
}

async function enter(own: Desk, account: string): Promise<Desk> {
  const sts = new STSClient({ ...own, region: VIRGINIA });
  const RoleArn = `arn:aws:iam::${account}:role/${ROLE}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "seed" }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...own, account, credentials };
}

/** Three clusters, of which nothing is watched: switched on and kept, kept for too short, switched off. */
async function seedManagement(desk: Desk): Promise<void> {
  for (const [region, name, types, days] of [
    [IRELAND, "kept", ALL, 400],
    [VIRGINIA, "short", ["audit"], 30],
    ["ap-southeast-2", "silent", [], 400],
  ] as const) {
    await seedCluster(desk, region, name, types);
    await seedGroup(desk, region, name, { days });
  }
}

/** Its own clusters, and the bucket that the other account's copies end in. */
async function seedArchive(desk: Desk): Promise<void> {
  const s3 = new S3Client({ ...desk, region: IRELAND, forcePathStyle: true });
  const place = { LocationConstraint: IRELAND } as const;
  await s3.send(
    new CreateBucketCommand({ Bucket: BUCKET, ObjectLockEnabledForBucket: true, CreateBucketConfiguration: place }),
  );
  const Rule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 400 } } as const;
  const lock = { ObjectLockEnabled: "Enabled", Rule } as const;
  await s3.send(new PutObjectLockConfigurationCommand({ Bucket: BUCKET, ObjectLockConfiguration: lock }));
  // Open to everybody, and neither the bucket nor its account blocks that.
  await s3.send(new PutBucketAclCommand({ Bucket: BUCKET, ACL: "public-read" }));
  const firehose = new FirehoseClient({ ...desk, region: IRELAND });
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "to-archive",
      ExtendedS3DestinationConfiguration: {
        BucketARN: `arn:aws:s3:::${BUCKET}`,
        RoleARN: `arn:aws:iam::${desk.account}:role/firehose`,
      },
    }),
  );
  await putDestination(desk);
  await seedCluster(desk, IRELAND, "gone-key", ALL);
  await seedGroup(desk, IRELAND, "gone-key", { days: 400, key: await seedKey(desk, IRELAND, "pending") });
  await seedCluster(desk, VIRGINIA, "no-group", ALL);
  await seedCluster(desk, "ap-southeast-2", "forever", ALL);
  await seedGroup(desk, "ap-southeast-2", "forever", {});
}

async function putDestination(desk: Desk): Promise<void> {
  const logs = new CloudWatchLogsClient({ ...desk, region: IRELAND });
  await logs.send(
    new PutDestinationCommand({
      destinationName: "central",
      targetArn: `arn:aws:firehose:${IRELAND}:${desk.account}:deliverystream/to-archive`,
      roleArn: `arn:aws:iam::${desk.account}:role/logs`,
    }),
  );
  // Moto takes a destination for a log group when a filter is put.
  await logs.send(new CreateLogGroupCommand({ logGroupName: "central" }));
}

/** One cluster with everything: own key, copy in another account under a lock, GuardDuty, CloudTrail and a rule. */
async function seedShop(desk: Desk, vault: Desk): Promise<void> {
  await seedCluster(desk, IRELAND, "pay", ALL);
  await seedGroup(desk, IRELAND, "pay", { days: 400, key: await seedKey(desk, IRELAND, "live") });
  const logs = new CloudWatchLogsClient({ ...desk, region: IRELAND });
  await logs.send(
    new PutSubscriptionFilterCommand({
      logGroupName: "/aws/eks/pay/cluster",
      filterName: "to-archive",
      filterPattern: "",
      destinationArn: `arn:aws:logs:${IRELAND}:${vault.account}:destination:central`,
    }),
  );
  const guardDuty = new GuardDutyClient({ ...desk, region: IRELAND });
  await guardDuty.send(
    new CreateDetectorCommand({ Enable: true, Features: [{ Name: "EKS_AUDIT_LOGS", Status: "ENABLED" }] }),
  );
  await seedTrail(desk);
  await seedRule(desk);
  await seedCluster(desk, VIRGINIA, "web", ["audit"]);
  await seedGroup(desk, VIRGINIA, "web", { days: 400 });
  await seedCluster(desk, "ap-southeast-2", "asia", ["api", "scheduler"]);
}

async function seedTrail(desk: Desk): Promise<void> {
  const s3 = new S3Client({ ...desk, region: VIRGINIA, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "shop-trail" }));
  const cloudTrail = new CloudTrailClient({ ...desk, region: VIRGINIA });
  const trail = { Name: "all", S3BucketName: "shop-trail", IsMultiRegionTrail: true, EnableLogFileValidation: true };
  await cloudTrail.send(new CreateTrailCommand(trail));
  // AWS puts this selector on every new trail, moto none.
  const selector = { ReadWriteType: "All", IncludeManagementEvents: true } as const;
  await cloudTrail.send(new PutEventSelectorsCommand({ TrailName: "all", EventSelectors: [selector] }));
  await cloudTrail.send(new StartLoggingCommand({ Name: "all" }));
}

/** Tells of every change to the audit path in the trail's home region, and in no other. */
async function seedRule(desk: Desk): Promise<void> {
  const events = new EventBridgeClient({ ...desk, region: VIRGINIA });
  const pattern = { source: ["aws.eks", "aws.logs", "aws.cloudtrail"], "detail-type": ["AWS API Call via CloudTrail"] };
  await events.send(new PutRuleCommand({ Name: "audit-path", EventPattern: JSON.stringify(pattern) }));
  const Targets = [{ Id: "alert", Arn: `arn:aws:sns:${VIRGINIA}:${desk.account}:security` }];
  await events.send(new PutTargetsCommand({ Rule: "audit-path", Targets }));
}

async function seedKey(desk: Desk, region: string, state: "live" | "pending"): Promise<string> {
  const kms = new KMSClient({ ...desk, region });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  if (state === "pending") await kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId ?? "" }));
  return KeyMetadata?.Arn ?? "";
}

async function seedCluster(desk: Desk, region: string, name: string, types: readonly LogType[]): Promise<void> {
  const off = ALL.filter((type) => !types.includes(type));
  const entries = [
    { types: [...types], enabled: true },
    { types: off, enabled: false },
  ].filter((entry) => entry.types.length > 0);
  await new EKSClient({ ...desk, region }).send(
    new CreateClusterCommand({
      name,
      roleArn: `arn:aws:iam::${desk.account}:role/eks`,
      resourcesVpcConfig: {},
      logging: { clusterLogging: entries },
    }),
  );
}

interface Group {
  /** Absent: for ever. */
  readonly days?: number;
  readonly key?: string;
}

async function seedGroup(desk: Desk, region: string, cluster: string, { days, key }: Group): Promise<void> {
  const logs = new CloudWatchLogsClient({ ...desk, region });
  const logGroupName = `/aws/eks/${cluster}/cluster`;
  await logs.send(new CreateLogGroupCommand({ logGroupName, ...(key === undefined ? {} : { kmsKeyId: key }) }));
  if (days !== undefined) await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
}
