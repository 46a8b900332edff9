import { AccountClient, ListRegionsCommand } from "@aws-sdk/client-account";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeClusterCommand, EKSClient, ListClustersCommand } from "@aws-sdk/client-eks";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** The bare floor: the same calls with the same concurrency and nothing else, by the same SDK. */

const [, { Regions = [] }] = await Promise.all([
  new STSClient({}).send(new GetCallerIdentityCommand({})),
  new AccountClient({}).send(
    new ListRegionsCommand({ RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"], MaxResults: 50 }),
  ),
]);

async function readRegion(region: string): Promise<number> {
  const eks = new EKSClient({ region });
  const logs = new CloudWatchLogsClient({ region });
  const { clusters = [] } = await eks.send(new ListClustersCommand({ maxResults: 100, include: ["all"] }));
  await Promise.all([
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/eks/", limit: 50 })),
    ...clusters.map((name) => eks.send(new DescribeClusterCommand({ name }))),
  ]);
  return clusters.length;
}

const counts = await Promise.all(Regions.map((region) => readRegion(region.RegionName ?? "")));
process.stdout.write(`${counts.reduce((sum, count) => sum + count, 0)} clusters\n`);
