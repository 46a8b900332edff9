import type { S3Client } from "@aws-sdk/client-s3";
import { guardEndpoint, parsedBody } from "./body.ts";
import { lakeSession } from "./lake.ts";
import { once, perRegion, prepared, tokenAs, type Kit } from "./parts.ts";
import { askS3 } from "./s3.ts";
import { makeS3Control } from "./s3-control.ts";
import type { DeepSession } from "./deep-session.ts";
import { checkXml } from "./xml-body.ts";

/** Part of `client.ts`: the services behind the log group. Each SDK package is loaded when it is first needed. */

const load = {
  eks: once(() => import("@aws-sdk/client-eks")),
  logs: once(() => import("@aws-sdk/client-cloudwatch-logs")),
  firehose: once(() => import("@aws-sdk/client-firehose")),
  kinesis: once(() => import("@aws-sdk/client-kinesis")),
  guardduty: once(() => import("@aws-sdk/client-guardduty")),
  cloudtrail: once(() => import("@aws-sdk/client-cloudtrail")),
  cloudwatch: once(() => import("@aws-sdk/client-cloudwatch")),
  s3: once(() => import("@aws-sdk/client-s3")),
  eventbridge: once(() => import("@aws-sdk/client-eventbridge")),
};

export function deepSession(kit: Kit): Omit<DeepSession, "describeOrganization" | "listDelegatedAdministrators"> {
  const { shared } = kit;
  const firehose = perRegion(async (region) => {
    const [{ FirehoseClient }, config] = await Promise.all([load.firehose(), shared()]);
    return prepared(new FirehoseClient({ ...config, region }));
  });
  const kinesis = perRegion(async (region) => {
    const [{ KinesisClient }, config] = await Promise.all([load.kinesis(), shared()]);
    return prepared(new KinesisClient({ ...config, region }));
  });
  const guardduty = perRegion(async (region) => {
    const [{ GuardDutyClient }, config] = await Promise.all([load.guardduty(), shared()]);
    return prepared(new GuardDutyClient({ ...config, region }));
  });
  const cloudtrail = perRegion(async (region) => {
    const [{ CloudTrailClient }, config] = await Promise.all([load.cloudtrail(), shared()]);
    return prepared(new CloudTrailClient({ ...config, region }));
  });
  const cloudwatch = perRegion(async (region) => {
    const [{ CloudWatchClient }, config] = await Promise.all([load.cloudwatch(), shared()]);
    return prepared(new CloudWatchClient({ ...config, region }));
  });
  const eventbridge = perRegion(async (region) => {
    const [{ EventBridgeClient }, config] = await Promise.all([load.eventbridge(), shared()]);
    return prepared(new EventBridgeClient({ ...config, region }));
  });
  const s3 = perRegion(async (region): Promise<S3Client> => {
    const [{ S3Client }, config] = await Promise.all([load.s3(), shared()]);
    const options = { forcePathStyle: kit.isS3Elsewhere, disableS3ExpressSessionAuth: true };
    const client = new S3Client({ ...config, region, ...options });
    guardEndpoint(client.middlewareStack);
    checkXml(client.middlewareStack);
    return client;
  });
  const s3Control = once(async () => makeS3Control({ ...(await shared()), region: await kit.home() }));
  const bucketRegions = new Map<string, string>();

  return {
    ...lakeSession(kit),
    async describeClusterVersions(region, token, abortSignal) {
      const [client, { DescribeClusterVersionsCommand }] = await Promise.all([kit.eks(region), load.eks()]);
      const command = new DescribeClusterVersionsCommand({ includeAll: true, ...tokenAs("nextToken", token) });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async describeLogStreams(region, logGroupName, prefix, token, abortSignal) {
      const [client, { DescribeLogStreamsCommand }] = await Promise.all([kit.logs(region), load.logs()]);
      const order =
        prefix === undefined
          ? { orderBy: "LastEventTime" as const, descending: true }
          : { logStreamNamePrefix: prefix, orderBy: "LogStreamName" as const };
      const command = new DescribeLogStreamsCommand({
        logGroupName,
        limit: 50,
        ...order,
        ...tokenAs("nextToken", token),
      });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async describeSubscriptionFilters(region, logGroupName, token, abortSignal) {
      const [client, { DescribeSubscriptionFiltersCommand }] = await Promise.all([kit.logs(region), load.logs()]);
      const command = new DescribeSubscriptionFiltersCommand({ logGroupName, ...tokenAs("nextToken", token) });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async describeDestinations(region, prefix, token, abortSignal) {
      const [client, { DescribeDestinationsCommand }] = await Promise.all([kit.logs(region), load.logs()]);
      const command = new DescribeDestinationsCommand({
        DestinationNamePrefix: prefix,
        ...tokenAs("nextToken", token),
      });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async describeMetricFilters(region, logGroupName, token, abortSignal) {
      const [client, { DescribeMetricFiltersCommand }] = await Promise.all([kit.logs(region), load.logs()]);
      const command = new DescribeMetricFiltersCommand({ logGroupName, ...tokenAs("nextToken", token) });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async describeDeliveryStream(region, name, abortSignal) {
      const [client, { DescribeDeliveryStreamCommand }] = await Promise.all([firehose(region), load.firehose()]);
      const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: name });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async describeStreamSummary(region, name, abortSignal) {
      const [client, { DescribeStreamSummaryCommand }] = await Promise.all([kinesis(region), load.kinesis()]);
      return parsedBody(await client.send(new DescribeStreamSummaryCommand({ StreamName: name }), { abortSignal }));
    },
    async listDetectors(region, token, abortSignal) {
      const [client, { ListDetectorsCommand }] = await Promise.all([guardduty(region), load.guardduty()]);
      return parsedBody(await client.send(new ListDetectorsCommand(tokenAs("NextToken", token)), { abortSignal }));
    },
    async getDetector(region, detector, abortSignal) {
      const [client, { GetDetectorCommand }] = await Promise.all([guardduty(region), load.guardduty()]);
      return parsedBody(await client.send(new GetDetectorCommand({ DetectorId: detector }), { abortSignal }));
    },
    async describeTrails(region, abortSignal) {
      const [client, { DescribeTrailsCommand }] = await Promise.all([cloudtrail(region), load.cloudtrail()]);
      return parsedBody(await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }), { abortSignal }));
    },
    async getTrailStatus(region, arn, abortSignal) {
      const [client, { GetTrailStatusCommand }] = await Promise.all([cloudtrail(region), load.cloudtrail()]);
      return parsedBody(await client.send(new GetTrailStatusCommand({ Name: arn }), { abortSignal }));
    },
    async getEventSelectors(region, arn, abortSignal) {
      const [client, { GetEventSelectorsCommand }] = await Promise.all([cloudtrail(region), load.cloudtrail()]);
      return parsedBody(await client.send(new GetEventSelectorsCommand({ TrailName: arn }), { abortSignal }));
    },
    async describeAlarms(region, types, token, abortSignal) {
      const [client, { DescribeAlarmsCommand }] = await Promise.all([cloudwatch(region), load.cloudwatch()]);
      const input = { AlarmTypes: [...types], MaxRecords: 100, ...tokenAs("NextToken", token) };
      return parsedBody(await client.send(new DescribeAlarmsCommand(input), { abortSignal }));
    },
    async listRules(region, token, abortSignal) {
      const [client, { ListRulesCommand }] = await Promise.all([eventbridge(region), load.eventbridge()]);
      const command = new ListRulesCommand({ EventBusName: "default", Limit: 100, ...tokenAs("NextToken", token) });
      return parsedBody(await client.send(command, { abortSignal }));
    },
    async listTargetsByRule(region, rule, token, abortSignal) {
      const [client, { ListTargetsByRuleCommand }] = await Promise.all([eventbridge(region), load.eventbridge()]);
      const input = { Rule: rule, EventBusName: "default", Limit: 100, ...tokenAs("NextToken", token) };
      return parsedBody(await client.send(new ListTargetsByRuleCommand(input), { abortSignal }));
    },
    askBucket: async (region, question, bucket, signal) =>
      askS3({ question, bucket, signal, sdk: await load.s3(), client: s3, region, bucketRegions }),
    async getAccountPublicAccess(account, abortSignal) {
      const { client, sdk } = await s3Control();
      return client.send(new sdk.GetPublicAccessBlockCommand({ AccountId: account }), { abortSignal });
    },
    async listCentralizationRules(token, signal) {
      const body = { AllRegions: true, MaxResults: 50, ...tokenAs("NextToken", token) };
      return kit.observability(await kit.home(), "ListCentralizationRulesForOrganization", body, signal);
    },
    getCentralizationRule: (region, rule, signal) =>
      kit.observability(region, "GetCentralizationRuleForOrganization", { RuleIdentifier: rule }, signal),
  };
}
