import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, it } from "vitest";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import { userCredentials } from "../../../src/simulator/aws/credentials.ts";
import type { AwsAccount, AwsLandscape } from "../../../src/simulator/aws/landscape.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import { LIMITS } from "../../../bench/organization-landscape.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf, type Swept } from "./sweep-of.ts";

const CROWD = 285_000;

function operations({ calls }: Swept): string[] {
  return calls.map(({ operation, location, target }) => `${operation} ${location} ${target}`).toSorted();
}

describe("an account with very many log groups of other services", () => {
  it("is read with the very same calls, and in the same time", async () => {
    const few = await sweepOf(regionWith(alpha()));
    const started = performance.now();
    const many = await sweepOf(regionWith({ ...alpha(), otherLogGroups: CROWD }));
    expect(operations(many)).toEqual(operations(few));
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(many.group("alpha")).toEqual(few.group("alpha"));
  });

  it("does have them", async () => {
    const cloud = awsCloud(regionWith({ ...alpha(), otherLogGroups: CROWD }));
    const simulator = await startSimulator([cloud]);
    try {
      const client = new CloudWatchLogsClient({
        region: REGION,
        endpoint: simulator.url,
        credentials: userCredentials(ACCOUNT),
      });
      const first = await client.send(new DescribeLogGroupsCommand({ limit: 50 }));
      expect(first.logGroups?.map(({ logGroupName }) => logGroupName).slice(0, 2)).toEqual([
        "/aws/eks/alpha/cluster",
        "/aws/lambda/function-000001",
      ]);
      const nextToken = Buffer.from(`from:${CROWD}`).toString("base64url");
      const last = await client.send(new DescribeLogGroupsCommand({ limit: 50, nextToken }));
      expect(last.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([`/aws/lambda/function-${CROWD}`]);
    } finally {
      await simulator.close();
    }
  });
});

describe("the published limits", () => {
  const clusters = Array.from({ length: 12 }, (_, index) => ({ name: `c${index}`, logTypes: ["audit"] }));

  it("are never met: not with many clusters in one region", async () => {
    const landscape = regionWith({
      clusters,
      logGroups: clusters.map(({ name }) => ({ name: `/aws/eks/${name}/cluster`, retentionInDays: 400 })),
    });
    const swept = await sweepOf(landscape, { knobs: { limits: LIMITS } });
    expect(swept.clusters).toHaveLength(12);
    expect(swept.calls.filter(({ throttled }) => throttled)).toEqual([]);
    expect(swept.calls.filter(({ operation }) => operation === "logs:DescribeSubscriptionFilters")).toHaveLength(12);
  });

  it("are never met: not with many accounts", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => String(200_000_000_000 + index));
    const accounts = ids.map((id): AwsAccount => ({
      id,
      roles: [{ name: "TrailproofReader" }],
      regions: [{ name: REGION }],
    }));
    const landscape: AwsLandscape = { caller: ids[0] ?? "", organization: { management: ids[0] ?? "" }, accounts };
    const swept = await sweepOf(landscape, { selection: { organization: true }, knobs: { limits: LIMITS } });
    expect(swept.ledger.filter(({ status }) => status === "read")).toHaveLength(30);
    expect(swept.calls.filter(({ throttled }) => throttled)).toEqual([]);
    expect(swept.calls.filter(({ operation }) => operation === "sts:AssumeRole")).toHaveLength(29);
  });
});

describe("clients that all accounts share", () => {
  it("sign each call with the credentials of its own account, whatever else is on the way", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => String(300_000_000_000 + index));
    const accounts = ids.map((id): AwsAccount => ({
      id,
      roles: [{ name: "TrailproofReader" }],
      regions: ["eu-west-1", "us-east-1"].map((name) => ({
        name,
        clusters: [{ name: `of-${id}`, logTypes: ["audit"] }],
        logGroups: [{ name: `/aws/eks/of-${id}/cluster`, retentionInDays: 400 }],
      })),
    }));
    const landscape: AwsLandscape = { caller: ids[0] ?? "", organization: { management: ids[0] ?? "" }, accounts };
    const swept = await sweepOf(landscape, { selection: { organization: true }, knobs: { latencyMs: 3 } });
    expect(swept.clusters).toHaveLength(24);
    for (const { scope, name, id } of swept.clusters) {
      expect(name).toBe(`of-${scope}`);
      expect(id).toContain(`:${scope}:cluster/of-${scope}`);
    }
    const described = swept.calls.filter(({ operation }) => operation === "eks:DescribeCluster");
    expect(described.every(({ scope, target }) => target === `of-${scope}`)).toBe(true);
  });
});
