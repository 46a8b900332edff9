import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CloudTrailClient, DescribeTrailsCommand, DeleteTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  DescribeSubscriptionFiltersCommand,
  DeleteSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DescribeClusterVersionsCommand, EKSClient } from "@aws-sdk/client-eks";
import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  DeleteBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import { userCredentials } from "../../../src/simulator/aws/credentials.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";
import { everything } from "../../providers/eks/everything.ts";
import { ACCOUNT, NOW, REGION } from "../../providers/eks/sweep-of.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator([awsCloud({ now: NOW, ...everything })]);
});
afterAll(() => simulator.close());

function config(account = ACCOUNT) {
  const credentials = userCredentials(account);
  return { endpoint: simulator.url, region: REGION, maxAttempts: 1, credentials };
}

function s3Client(account: string): S3Client {
  return new S3Client({ ...config(account), forcePathStyle: true });
}

/** Name and HTTP status of what a call throws. */
async function errorOf(call: Promise<unknown>): Promise<[string, number | undefined]> {
  try {
    await call;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode];
  }
  return ["nothing", undefined];
}

describe("S3", () => {
  const files = { Bucket: "archive-files" };
  const s3 = (account?: string): S3Client =>
    new S3Client({ ...config(account ?? "444455556666"), forcePathStyle: true });

  it("describes a bucket in XML that the SDK reads", async () => {
    expect(await s3().send(new GetBucketVersioningCommand(files))).toMatchObject({ Status: "Enabled" });
    expect(await s3().send(new GetObjectLockConfigurationCommand(files))).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 400 } } },
    });
    expect(await s3().send(new GetBucketLifecycleConfigurationCommand(files))).toMatchObject({
      Rules: [{ Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 400 } }],
    });
    expect(await s3().send(new GetBucketEncryptionCommand(files))).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
      },
    });
  });

  it("has an error for what is not configured, and for what is another's, elsewhere or not there", async () => {
    const trail = { Bucket: "trail-files" };
    const mine = s3(ACCOUNT);
    expect(await errorOf(mine.send(new GetBucketPolicyStatusCommand(trail)))).toEqual(["NoSuchBucketPolicy", 404]);
    expect(await errorOf(mine.send(new GetObjectLockConfigurationCommand(trail)))).toEqual([
      "ObjectLockConfigurationNotFoundError",
      404,
    ]);
    expect(await errorOf(mine.send(new GetBucketVersioningCommand(files)))).toEqual(["AccessDenied", 403]);
    const owner = { ...trail, ExpectedBucketOwner: "444455556666" };
    expect(await errorOf(mine.send(new GetBucketVersioningCommand(owner)))).toEqual(["AccessDenied", 403]);
    expect(await errorOf(mine.send(new GetBucketVersioningCommand({ Bucket: "nobodys" })))).toEqual([
      "NoSuchBucket",
      404,
    ]);
  });

  it("knows a bucket by the name of the host, too", async () => {
    const endpoint = simulator.url.replace("127.0.0.1", "localhost");
    const httpAgent = new Agent({
      lookup: (_host, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    const client = new S3Client({ ...config("444455556666"), endpoint, requestHandler: { httpAgent } });
    expect(await client.send(new GetBucketVersioningCommand(files))).toMatchObject({ Status: "Enabled" });
  });

  it("changes nothing", async () => {
    expect((await errorOf(s3().send(new DeleteBucketCommand(files))))[1]).toBe(405);
    expect(simulator.calls.at(-1)).toMatchObject({ mutating: true, status: 405 });
  });
});

describe("the services behind a log group", () => {
  it("answer the SDK's clients", async () => {
    expect(await new EKSClient(config()).send(new DescribeClusterVersionsCommand({ includeAll: true }))).toMatchObject({
      clusterVersions: expect.arrayContaining([
        expect.objectContaining({ clusterVersion: "1.30", versionStatus: "UNSUPPORTED" }),
      ]) as unknown,
    });
    const logs = new CloudWatchLogsClient(config());
    const logGroupName = "/aws/eks/alpha/cluster";
    expect(await logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName }))).toMatchObject({
      subscriptionFilters: [{ filterName: "to-archive", filterPattern: "" }],
    });
    const newest = { logGroupName, orderBy: "LastEventTime", descending: true } as const;
    const streams = await logs.send(new DescribeLogStreamsCommand(newest));
    expect(streams.logStreams?.[0]).toMatchObject({ lastIngestionTime: Date.parse(NOW) - 300_000 });
    const firehose = new FirehoseClient(config("444455556666"));
    expect(await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: "archive" }))).toMatchObject({
      DeliveryStreamDescription: { Destinations: [{ ExtendedS3DestinationDescription: { Prefix: "eks/" } }] },
    });
    const { requestHandler } = s3Client(ACCOUNT).config;
    const kinesis = new KinesisClient({ ...config(), requestHandler });
    expect(await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: "logs" }))).toMatchObject({
      StreamDescriptionSummary: { StreamStatus: "ACTIVE", RetentionPeriodHours: 24 },
    });
    const guardduty = new GuardDutyClient(config());
    expect(await guardduty.send(new ListDetectorsCommand({}))).toMatchObject({ DetectorIds: ["d1"] });
    expect(await guardduty.send(new GetDetectorCommand({ DetectorId: "d1" }))).toMatchObject({
      Features: expect.arrayContaining([
        expect.objectContaining({ Name: "EKS_AUDIT_LOGS", Status: "ENABLED" }),
      ]) as unknown,
    });
    expect(await new CloudTrailClient(config()).send(new DescribeTrailsCommand({}))).toMatchObject({
      trailList: [{ Name: "main", IsMultiRegionTrail: true, LogFileValidationEnabled: true }],
    });
    expect(await new CloudWatchClient(config()).send(new DescribeAlarmsCommand({}))).toMatchObject({
      MetricAlarms: [{ AlarmName: "changed", ActionsEnabled: true }],
    });
    const events = new EventBridgeClient(config());
    expect(await events.send(new ListRulesCommand({ EventBusName: "default" }))).toMatchObject({
      Rules: [{ Name: "changes", State: "ENABLED", EventPattern: expect.stringContaining("aws.eks") as string }],
    });
    expect(await events.send(new ListTargetsByRuleCommand({ Rule: "changes" }))).toMatchObject({
      Targets: [{ Arn: `arn:aws:sns:${REGION}:${ACCOUNT}:security` }],
    });
    const organizations = new OrganizationsClient(config("444455556666"));
    expect(await organizations.send(new DescribeOrganizationCommand({}))).toMatchObject({
      Organization: { Id: "o-simulated", MasterAccountId: ACCOUNT },
    });
  });

  it("say what does not exist, each in its own words", async () => {
    const logs = new CloudWatchLogsClient(config());
    const group = { logGroupName: "/none" };
    const missing = ["ResourceNotFoundException", 400];
    expect(await errorOf(logs.send(new DescribeSubscriptionFiltersCommand(group)))).toEqual(missing);
    const firehose = new FirehoseClient(config());
    const stream = { DeliveryStreamName: "none" };
    expect(await errorOf(firehose.send(new DescribeDeliveryStreamCommand(stream)))).toEqual(missing);
    const events = new EventBridgeClient(config());
    expect(await errorOf(events.send(new ListTargetsByRuleCommand({ Rule: "none" })))).toEqual(missing);
    expect(await errorOf(events.send(new ListRulesCommand({ EventBusName: "other" })))).toEqual(missing);
    const page = new ListRulesCommand({ NextToken: "never given out" });
    expect(await errorOf(events.send(page))).toEqual(["ValidationException", 400]);
    const detector = new GetDetectorCommand({ DetectorId: "none" });
    expect(await errorOf(new GuardDutyClient(config()).send(detector))).toEqual(["BadRequestException", 400]);
    const prefixed = { ...group, orderBy: "LastEventTime", logStreamNamePrefix: "x" } as const;
    expect(
      await errorOf(logs.send(new DescribeLogStreamsCommand({ ...prefixed, logGroupName: "/aws/eks/alpha/cluster" }))),
    ).toEqual(["InvalidParameterException", 400]);
  });

  it("change nothing", async () => {
    const filter = { logGroupName: "/aws/eks/alpha/cluster", filterName: "to-archive" };
    await errorOf(new CloudWatchLogsClient(config()).send(new DeleteSubscriptionFilterCommand(filter)));
    await errorOf(new CloudTrailClient(config()).send(new DeleteTrailCommand({ Name: "main" })));
    await errorOf(new EventBridgeClient(config()).send(new DisableRuleCommand({ Name: "changes" })));
    expect(simulator.calls.slice(-3)).toMatchObject([
      { mutating: true, status: 405 },
      { mutating: true, status: 405 },
      { mutating: true, status: 405 },
    ]);
  });
});
