import { AccountClient, ListRegionsCommand } from "@aws-sdk/client-account";
import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  DescribeAccountPoliciesCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeSubscriptionFiltersCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  EKSClient,
  ListClustersCommand,
} from "@aws-sdk/client-eks";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { ListDelegatedAdministratorsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import PQueue from "p-queue";

/** The bare floor: the same calls with the same concurrency and pace and nothing else, by the same SDK. */

async function readRegion(region: string): Promise<number> {
  const eks = new EKSClient({ region });
  const { clusters = [] } = await eks.send(new ListClustersCommand({ maxResults: 100, include: ["all"] }));
  const logs = new CloudWatchLogsClient({ region });
  // The limit of AWS: five a second, not adjustable.
  const paced = new PQueue({ intervalCap: 5, interval: 1000, concurrency: 5 });
  const groups = new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/eks/", limit: 50 });
  await Promise.all([
    logs.send(groups),
    // Stands for the scan's list of telemetry pipelines, for which there is no SDK client.
    logs.send(groups),
    logs.send(new DescribeAccountPoliciesCommand({ policyType: "SUBSCRIPTION_FILTER_POLICY" })),
    eks.send(new DescribeClusterVersionsCommand({})),
    new CloudTrailClient({ region }).send(new DescribeTrailsCommand({ includeShadowTrails: true })),
    new GuardDutyClient({ region }).send(new ListDetectorsCommand({})),
    ...clusters.map((name) =>
      paced.add(() => logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName: groupOf(name) }))),
    ),
    ...clusters.map((name) => readCluster(name, eks, logs)),
  ]);
  return clusters.length;
}

async function readCluster(name: string, eks: EKSClient, logs: CloudWatchLogsClient): Promise<void> {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  const entries = cluster?.logging?.clusterLogging ?? [];
  if (!entries.some((entry) => entry.enabled && entry.types?.includes("audit"))) return;
  await logs.send(
    new DescribeLogStreamsCommand({
      logGroupName: groupOf(name),
      orderBy: "LastEventTime",
      descending: true,
      limit: 50,
    }),
  );
}

function groupOf(name: string): string {
  return `/aws/eks/${name}/cluster`;
}

const [, { Regions = [] }] = await Promise.all([
  new STSClient({}).send(new GetCallerIdentityCommand({})),
  new AccountClient({}).send(
    new ListRegionsCommand({ RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"], MaxResults: 50 }),
  ),
]);
const ServicePrincipal = "securitylake.amazonaws.com";
const [counts] = await Promise.all([
  Promise.all(Regions.map((region) => readRegion(region.RegionName ?? ""))),
  // The account is in no organization, which is an error of this call.
  new OrganizationsClient({}).send(new ListDelegatedAdministratorsCommand({ ServicePrincipal })).catch(() => undefined),
]);
process.stdout.write(`${counts.reduce((sum, count) => sum + count, 0)} clusters\n`);
