import { describe, expect, it } from "vitest";
import type { PreflightReport } from "../../src/cli/preflight-report.ts";
import { awsCloud } from "../../src/simulator/aws/index.ts";
import type { AwsAccount, AwsLandscape } from "../../src/simulator/aws/landscape.ts";
import { azureCloud } from "../../src/simulator/azure/index.ts";
import type { Fault, SimCloud } from "../../src/simulator/cloud.ts";
import { demoAzure } from "../../src/simulator/demo/azure.ts";
import { demoGoogle } from "../../src/simulator/demo/google.ts";
import { googleCloud } from "../../src/simulator/google/index.ts";
import { startSimulator, type SeenCall } from "../../src/simulator/server.ts";
import { trailproof, type Ran } from "../support/cli.ts";

const MANAGEMENT = "100000000001";
const SHOP = "100000000002";
const EMPTY = "100000000003";

function account(id: string, regions: AwsAccount["regions"], rest: Partial<AwsAccount> = {}): AwsAccount {
  return { id, roles: [{ name: "TrailproofReader" }], regions, ...rest };
}

/** Three accounts: clusters in the second region of one, none in another, and none may enter a fourth. */
function organization(shop: Partial<AwsAccount> = {}): AwsLandscape {
  const names = ["alpha", "beta"];
  const full = {
    name: "eu-west-1",
    clusters: names.map((name) => ({ name, logTypes: ["audit", "authenticator"], authenticationMode: "API" })),
    logGroups: names.map((name) => ({ name: `/aws/eks/${name}/cluster`, retentionInDays: 400 })),
  };
  return {
    caller: MANAGEMENT,
    organization: { management: MANAGEMENT },
    accounts: [
      account(MANAGEMENT, [full]),
      account(SHOP, [{ name: "ap-south-1" }, full, { ...full, name: "us-east-1" }], shop),
      account(EMPTY, [{ name: "eu-west-1" }]),
    ],
  };
}

interface Preflighted extends Ran {
  readonly calls: readonly SeenCall[];
}

async function preflight(
  cloud: SimCloud,
  args: readonly string[],
  faults: readonly Fault[] = [],
): Promise<Preflighted> {
  const simulator = await startSimulator([cloud], { faults });
  try {
    const ran = await trailproof(["preflight", ...args], { env: { ...simulator.env } });
    return { ...ran, calls: [...simulator.calls] };
  } finally {
    await simulator.close();
  }
}

const AWS = ["--provider", "eks", "--aws-organization"];

function documentOf({ stdout }: Ran): PreflightReport {
  return JSON.parse(stdout) as PreflightReport;
}

function row(report: PreflightReport, scope: string, permission: string) {
  return report.scopes
    .find((candidate) => candidate.scope === scope)
    ?.permissions.find((candidate) => candidate.permission === permission);
}

describe("preflight over an organization", () => {
  it("tries each call once for each account, on one cluster, and is content", async () => {
    const ran = await preflight(awsCloud(organization()), [...AWS, "--format", "json"]);
    const report = documentOf(ran);
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);
    expect(report.summary).toMatchObject({ missing: 0, failed: 0 });
    expect(report.scopes.map(({ scope, cluster }) => [scope, cluster?.name ?? null])).toEqual([
      [MANAGEMENT, "alpha"],
      [SHOP, "alpha"],
      [EMPTY, null],
      ["caller", null],
      ["organization", null],
    ]);
    const described = ran.calls.filter(({ operation }) => operation === "eks:DescribeCluster");
    expect(described.map(({ scope, location, target }) => `${scope} ${location} ${target}`).toSorted()).toEqual([
      `${MANAGEMENT} eu-west-1 alpha`,
      `${SHOP} eu-west-1 alpha`,
      `${EMPTY} eu-west-1 trailproof-preflight`,
    ]);
    expect(ran.calls.filter(({ scope, operation }) => scope === SHOP && operation === "eks:ListClusters")).toHaveLength(
      2,
    );
    expect(ran.calls.every(({ mutating }) => !mutating)).toBe(true);
    expect(row(report, SHOP, "account:ListRegions")?.status).toBe("there");
    expect(row(report, SHOP, "sts:AssumeRole")?.status).toBe("there");
    expect(row(report, "organization", "organizations:ListAccounts")?.status).toBe("there");
    expect(row(report, SHOP, "kms:DescribeKey")?.status).toBe("there");
    expect(row(report, SHOP, "s3:GetBucketVersioning")).toMatchObject({
      status: "not-tried",
      reason: "only needed where logs are archived in a bucket",
    });
    expect(row(report, EMPTY, "logs:DescribeLogGroups")?.status).toBe("there");
    expect(row(report, EMPTY, "s3:GetBucketVersioning")).toMatchObject({
      status: "not-tried",
      reason: "no cluster was met to try it on",
    });
  });

  it("tries what no cluster gives cause for on things that do not exist, in every account", async () => {
    const operations = [
      "eks:DescribeCluster",
      "eks:DescribeClusterVersions",
      "logs:DescribeAccountPolicies",
      "logs:DescribeDestinations",
      "logs:DescribeLogStreams",
      "logs:DescribeMetricFilters",
      "logs:DescribeSubscriptionFilters",
      "logs:GetDataProtectionPolicy",
      "kms:DescribeKey",
      "firehose:DescribeDeliveryStream",
      "kinesis:DescribeStreamSummary",
      "observabilityadmin:ListTelemetryPipelines",
      "guardduty:ListDetectors",
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:GetEventSelectors",
      "cloudwatch:DescribeAlarms",
      "events:ListRules",
      "events:ListTargetsByRule",
      "organizations:DescribeOrganization",
      "s3control:GetPublicAccessBlock",
    ];
    const permissionOf = (operation: string) => operation.replace("s3control:Get", "s3:GetAccount");
    const landscape = organization();
    const denies = operations.map((operation) => ({
      operation,
      because: `because no identity-based policy allows the ${permissionOf(operation)} action`,
    }));
    const accounts = landscape.accounts.map((one) => (one.id === EMPTY ? { ...one, denies } : one));
    const ran = await preflight(awsCloud({ ...landscape, accounts }), [...AWS, "--format", "json"]);
    expect(ran.code).toBe(3);
    const report = documentOf(ran);
    for (const permission of operations.map(permissionOf)) {
      expect([permission, row(report, EMPTY, permission)?.status]).toEqual([permission, "missing"]);
      expect([permission, row(report, SHOP, permission)?.status]).toEqual([permission, "there"]);
    }
    expect(row(report, EMPTY, "kms:DescribeKey")).toMatchObject({
      reason:
        "denied: no identity-based policy allows it (AccessDeniedException); only needed where a log group has a customer key",
      unknown: [],
    });
    expect(ran.calls.every(({ mutating }) => !mutating)).toBe(true);
  });

  it("names what is missing in which account, and the controls that would be unknown", async () => {
    const denies = [
      {
        operation: "logs:DescribeLogGroups",
        because: "because no identity-based policy allows the logs:DescribeLogGroups action",
      },
    ];
    const ran = await preflight(awsCloud(organization({ denies })), [...AWS, "--format", "json"]);
    expect(ran.code).toBe(3);
    const report = documentOf(ran);
    const missing = row(report, SHOP, "logs:DescribeLogGroups");
    expect(missing).toMatchObject({
      status: "missing",
      reason: "denied: no identity-based policy allows it (AccessDeniedException)",
    });
    expect(missing?.unknown).toEqual(expect.arrayContaining(["LOG-DELIVERED", "LOG-RETENTION"]));
    expect(missing?.unknown).not.toContain("AUD-ENABLED");
    expect(row(report, MANAGEMENT, "logs:DescribeLogGroups")?.status).toBe("there");
    const text = await preflight(awsCloud(organization({ denies })), AWS);
    expect(text.code).toBe(3);
    expect(text.stdout).toContain(`${SHOP}  `);
    expect(text.stdout).toMatch(/MISSING {5}logs:DescribeLogGroups/);
    expect(text.stdout).toMatch(/without it, unknown: .*LOG-RETENTION/s);
    expect(text.stdout).toContain("What to grant: trailproof permissions eks");
  });

  it("says that everything is unknown where the clusters or the accounts cannot be listed", async () => {
    const denies = [{ operation: "eks:ListClusters", because: "with an explicit deny in a service control policy" }];
    const ran = await preflight(awsCloud(organization({ denies })), [...AWS, "--format", "json"]);
    expect(row(documentOf(ran), SHOP, "eks:ListClusters")).toMatchObject({ status: "missing", unknown: ["*"] });
    const fault: Fault = { operation: "organizations:ListAccounts", kind: "denied" };
    const closed = await preflight(awsCloud(organization()), [...AWS, "--format", "json"], [fault]);
    expect(closed.code).toBe(3);
    expect(row(documentOf(closed), "organization", "organizations:ListAccounts")).toMatchObject({
      status: "missing",
      unknown: ["*"],
    });
  });

  it("tells a region that refuses from an account that does", async () => {
    const because = "with an explicit deny in a service control policy";
    const denies = [{ operation: "eks:ListClusters", region: "ap-south-1", because }];
    const ran = await preflight(awsCloud(organization({ denies })), [...AWS, "--format", "json"]);
    expect(ran.code).toBe(3);
    expect(row(documentOf(ran), SHOP, "eks:ListClusters")).toMatchObject({
      status: "missing",
      locations: ["ap-south-1"],
    });
  });

  it("tells a call that failed from a permission that is missing", async () => {
    const fault: Fault = { operation: "logs:DescribeLogGroups", scope: SHOP, kind: "html" };
    const ran = await preflight(awsCloud(organization()), [...AWS, "--format", "json"], [fault]);
    expect(ran.code).toBe(3);
    expect(row(documentOf(ran), SHOP, "logs:DescribeLogGroups")).toMatchObject({ status: "failed" });
  });

  it("says which accounts cannot be entered or are not active", async () => {
    const landscape = organization({ roles: [] });
    const suspended = account("100000000009", [], { state: "SUSPENDED" });
    const cloud = awsCloud({ ...landscape, accounts: [...landscape.accounts, suspended] });
    const ran = await preflight(cloud, [...AWS, "--format", "json"]);
    expect(ran.code).toBe(3);
    const report = documentOf(ran);
    expect(row(report, SHOP, "sts:AssumeRole")).toMatchObject({ status: "missing", unknown: ["*"] });
    expect(report.scopes.find(({ scope }) => scope === "100000000009")).toMatchObject({
      status: "skipped",
      reason: expect.stringContaining("SUSPENDED") as string,
      permissions: [],
    });
  });

  it("is a mistake in the call when there is no scope at all", async () => {
    const ran = await trailproof(["preflight", "--provider", "eks"], {
      env: { AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: "eu-west-1" },
    });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("nothing was tried");
  });
});

describe("preflight of the other clouds", () => {
  it("tells a project what it lacks", async () => {
    const fault: Fault = { operation: "logging.buckets.list", scope: "demo-payments", kind: "denied" };
    const ran = await preflight(googleCloud(demoGoogle), ["--provider", "gke", "--format", "json"], [fault]);
    expect(ran.code).toBe(3);
    const report = documentOf(ran);
    const missing = row(report, "demo-payments", "logging.buckets.list");
    expect(missing?.status).toBe("missing");
    expect(missing?.unknown).toContain("LOG-RETENTION");
    expect(report.summary.missing).toBe(1);
  });

  it("tells a subscription what it lacks, and looks at one cluster of it", async () => {
    const fault: Fault = { operation: "Microsoft.Insights/diagnosticSettings/read", kind: "denied" };
    const ran = await preflight(azureCloud(demoAzure), ["--provider", "aks", "--format", "json"], [fault]);
    expect(ran.code).toBe(3);
    const [first] = demoAzure.subscriptions;
    const missing = row(documentOf(ran), first?.id ?? "", "Microsoft.Insights/diagnosticSettings/read");
    expect(missing?.status).toBe("missing");
    expect(missing?.unknown).toContain("AUD-ENABLED");
    const asked = ran.calls.filter(({ operation }) => operation === "Microsoft.Insights/diagnosticSettings/read");
    expect(new Set(asked.map(({ scope }) => scope)).size).toBe(asked.length);
  });
});
