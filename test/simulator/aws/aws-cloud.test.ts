import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeClusterCommand,
  EKSClient,
  ListClustersCommand,
  UpdateClusterConfigCommand,
} from "@aws-sdk/client-eks";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { userCredentials } from "../../../src/simulator/aws/credentials.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type { AwsLandscape } from "../../../src/simulator/aws/landscape.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";
import { setEnv } from "../../providers/eks/sweep-of.ts";

const ACCOUNT = "111122223333";
const OTHER = "444455556666";
const landscape: AwsLandscape = {
  caller: ACCOUNT,
  accounts: [
    {
      id: ACCOUNT,
      denies: [
        { operation: "kms:DescribeKey", because: "because no session policy allows the kms:DescribeKey action" },
      ],
      regions: [
        {
          name: "eu-west-1",
          clusters: [
            { name: "on-off", logTypes: ["audit"] },
            { name: "off-on", logTypes: ["audit"], offFirst: true },
            { name: "all", logTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"] },
            { name: "none" },
            { name: "silent", logTypes: null, authenticationMode: null },
            { name: "far", connector: { provider: "GKE" } },
          ],
          logGroups: [
            { name: "/aws/eks/a/cluster" },
            { name: "/aws/eks/b/cluster", retentionInDays: 30 },
            { name: "/aws/lambda/x" },
          ],
        },
        { name: "me-south-1", optIn: "DISABLED" },
      ],
    },
    { id: OTHER, roles: [{ name: "Reader" }], regions: [{ name: "eu-west-1", clusters: [{ name: "theirs" }] }] },
  ],
};

let simulator: Simulator;
const settings = (
  region = "eu-west-1",
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = userCredentials(ACCOUNT),
) => ({
  region,
  credentials,
  endpoint: simulator.url,
  maxAttempts: 1,
});

beforeAll(async () => {
  simulator = await startSimulator([awsCloud(landscape)]);
});
afterAll(() => simulator.close());

async function entries(name: string): Promise<unknown> {
  const { cluster } = await new EKSClient(settings()).send(new DescribeClusterCommand({ name }));
  return cluster?.logging?.clusterLogging?.map(({ types, enabled }) => `${enabled ? "on" : "off"} ${types?.join(",")}`);
}

describe("EKS", () => {
  it("answers logging in one entry or two complementary ones, in either order", async () => {
    const rest = "off api,authenticator,controllerManager,scheduler";
    expect(await entries("on-off")).toEqual(["on audit", rest]);
    expect(await entries("off-on")).toEqual([rest, "on audit"]);
    expect(await entries("all")).toEqual(["on api,audit,authenticator,controllerManager,scheduler"]);
    expect(await entries("none")).toEqual(["off api,audit,authenticator,controllerManager,scheduler"]);
    expect(await entries("silent")).toBeUndefined();
  });

  it("lists connected clusters only when asked to", async () => {
    const eks = new EKSClient(settings());
    expect((await eks.send(new ListClustersCommand({}))).clusters).not.toContain("far");
    expect((await eks.send(new ListClustersCommand({ include: ["all"] }))).clusters).toContain("far");
    await expect(eks.send(new ListClustersCommand({ include: ["ALL"] }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(eks.send(new ListClustersCommand({ nextToken: "forged" }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("gives pages of at most maxResults", async () => {
    const eks = new EKSClient(settings());
    const first = await eks.send(new ListClustersCommand({ maxResults: 2 }));
    const second = await eks.send(new ListClustersCommand({ maxResults: 2, nextToken: first.nextToken }));
    expect(first.clusters).toEqual(["all", "none"]);
    expect(second.clusters).toEqual(["off-on", "on-off"]);
  });

  it("knows no cluster of that name with 404", async () => {
    await expect(new EKSClient(settings()).send(new DescribeClusterCommand({ name: "nobody" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("refuses to change anything and reports it", async () => {
    await expect(new EKSClient(settings()).send(new UpdateClusterConfigCommand({ name: "none" }))).rejects.toThrow();
    expect(simulator.calls.some((call) => call.mutating && call.status === 405)).toBe(true);
  });
});

describe("CloudWatch Logs and KMS", () => {
  it("filter by prefix and leave out what is not set", async () => {
    const logs = new CloudWatchLogsClient(settings());
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/eks/" }));
    expect(logGroups?.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays])).toEqual([
      ["/aws/eks/a/cluster", undefined],
      ["/aws/eks/b/cluster", 30],
    ]);
    await expect(logs.send(new DescribeLogGroupsCommand({ limit: 51 }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("deny as the landscape says, with 400 as JSON services do", async () => {
    await expect(new KMSClient(settings()).send(new DescribeKeyCommand({ KeyId: "k" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("no session policy allows") as string,
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe("credentials", () => {
  it("are asked for in each service's own way", async () => {
    const amz = { "x-amz-date": "20261124T100000Z" };
    const rest = await fetch(`${simulator.url}/clusters`, { headers: amz });
    expect([rest.status, rest.headers.get("x-amzn-errortype")]).toEqual([403, "MissingAuthenticationTokenException"]);
    const rpc = await fetch(simulator.url, {
      method: "POST",
      headers: { ...amz, "x-amz-target": "Logs_20140328.DescribeLogGroups" },
      body: "{}",
    });
    expect([rpc.status, await rpc.json()]).toEqual([
      400,
      { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
    ]);
    const query = await fetch(simulator.url, {
      method: "POST",
      headers: amz,
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    expect([query.status, await query.text()]).toEqual([
      403,
      expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
    ]);
  });

  it("with a wrong secret are refused", async () => {
    const wrong = { ...userCredentials(ACCOUNT), secretAccessKey: "wrong" };
    await expect(new EKSClient(settings("eu-west-1", wrong)).send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    await expect(
      new STSClient(settings("eu-west-1", wrong)).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  });

  it("of strangers, and of anybody in a region that is not enabled, are not recognised", async () => {
    const stranger = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" };
    await expect(
      new EKSClient(settings("eu-west-1", stranger)).send(new ListClustersCommand({})),
    ).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    await expect(new EKSClient(settings("me-south-1")).send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    await expect(
      new STSClient(settings("eu-west-1", stranger)).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  it("of a role open its account only", async () => {
    const sts = new STSClient(settings());
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${OTHER}:role/Reader`, RoleSessionName: "t" }),
    );
    const temporary = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    expect((await new EKSClient(settings("eu-west-1", temporary)).send(new ListClustersCommand({}))).clusters).toEqual([
      "theirs",
    ]);
    const { sessionToken: _, ...bare } = temporary;
    await expect(new EKSClient(settings("eu-west-1", bare)).send(new ListClustersCommand({}))).rejects.toThrow();
    await expect(
      sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${OTHER}:role/Nobody`, RoleSessionName: "t" })),
    ).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

it("leads the SDK to itself whatever the environment held before", async () => {
  const held = {
    AWS_ENDPOINT_URL_EKS: "https://eks.example.org",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_USE_FIPS_ENDPOINT: "true",
    AWS_PROFILE: "somebody",
    AWS_SESSION_TOKEN: "token",
  };
  const restore = setEnv({ ...held, ...simulator.env });
  try {
    expect((await new EKSClient({ maxAttempts: 1 }).send(new ListClustersCommand({}))).clusters).toContain("all");
  } finally {
    restore();
  }
});

it("names requests as evidence and ledger do", () => {
  const seen = simulator.calls.map(
    ({ operation, scope, location, target }) => `${operation} ${scope} ${location} ${target}`,
  );
  expect(seen).toContain(`eks:DescribeCluster ${ACCOUNT} eu-west-1 on-off`);
  expect(seen).toContain(`sts:AssumeRole ${OTHER} - arn:aws:iam::${OTHER}:role/Reader`);
});
