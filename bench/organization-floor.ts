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
  type EKSClientConfig,
} from "@aws-sdk/client-eks";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { ListAccountsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/**
 * The floor of one process: the calls of a scan of the organisation by the bare SDK, each as soon as it can be asked, and
 * nothing done with the answers. Arguments: how often each operation is called for a region.
 */

const perRegion = new Map(JSON.parse(process.argv[2] ?? "[]") as [operation: string, times: number][]);
const agents = { httpAgent: { keepAlive: true, maxSockets: 256 }, httpsAgent: { keepAlive: true, maxSockets: 256 } };
// All regions are one host here: more than its sockets wait, which the SDK would warn of.
const sts = new STSClient({ requestHandler: { ...agents, socketAcquisitionWarningTimeout: 600_000 } });
const { Account } = await sts.send(new GetCallerIdentityCommand({}));
const requestHandler = sts.config.requestHandler;
type Common = Pick<EKSClientConfig, "credentials" | "requestHandler">;

let calls = 0;
const reading: Promise<void>[] = [];
const organizations = new OrganizationsClient({ requestHandler });
let NextToken: string | undefined;
do {
  const page = await organizations.send(
    new ListAccountsCommand({ MaxResults: 20, ...(NextToken ? { NextToken } : {}) }),
  );
  for (const { Id = "" } of page.Accounts ?? []) reading.push(readAccount(Id));
  NextToken = page.NextToken;
} while (NextToken !== undefined);
await Promise.all(reading);
process.stdout.write(`${calls} calls in regions\n`);

async function readAccount(id: string): Promise<void> {
  const common: Common = { requestHandler, credentials: id === Account ? sts.config.credentials : await enter(id) };
  const { Regions = [] } = await new AccountClient(common).send(new ListRegionsCommand({ MaxResults: 50 }));
  await Promise.all(Regions.map(({ RegionName = "" }) => readRegion(RegionName, common)));
}

async function enter(id: string): Promise<NonNullable<Common["credentials"]>> {
  const RoleArn = `arn:aws:iam::${id}:role/TrailproofReader`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "floor" }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function readRegion(region: string, common: Common): Promise<void> {
  const clients = makeClients(region, common);
  const { clusters: [name = ""] = [] } = await clients.eks.send(new ListClustersCommand({ include: ["all"] }));
  const all = [...perRegion].flatMap(([operation, times]) =>
    Array.from({ length: times }, async () => {
      await ask(operation, name, clients);
      calls += 1;
    }),
  );
  await Promise.all(all);
}

function makeClients(region: string, common: Common) {
  return {
    eks: new EKSClient({ ...common, region }),
    logs: new CloudWatchLogsClient({ ...common, region }),
    guardDuty: new GuardDutyClient({ ...common, region }),
    cloudTrail: new CloudTrailClient({ ...common, region }),
  };
}

/** What no client is to be had for stands in for by another call of the same kind. */
function ask(operation: string, name: string, clients: ReturnType<typeof makeClients>): Promise<unknown> {
  const { eks, logs, guardDuty, cloudTrail } = clients;
  const logGroupName = `/aws/eks/${name}/cluster`;
  switch (operation) {
    case "eks:DescribeCluster":
      return eks.send(new DescribeClusterCommand({ name }));
    case "eks:DescribeClusterVersions":
      return eks.send(new DescribeClusterVersionsCommand({}));
    case "logs:DescribeSubscriptionFilters":
      return logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName }));
    case "logs:DescribeLogStreams":
      return logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    case "logs:DescribeAccountPolicies":
      return logs.send(new DescribeAccountPoliciesCommand({ policyType: "SUBSCRIPTION_FILTER_POLICY" }));
    case "guardduty:ListDetectors":
      return guardDuty.send(new ListDetectorsCommand({}));
    case "cloudtrail:DescribeTrails":
      return cloudTrail.send(new DescribeTrailsCommand({}));
    default:
      return logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/eks/" }));
  }
}
