import { describe, expect, it } from "vitest";
import { remedy } from "../../../providers/eks/remedy.ts";
import { quoted } from "../../../providers/eks/remedies/shell.ts";
import { hclText, terraform } from "../../../providers/eks/remedies/terraform.ts";
import type { AwsCluster, AwsLogGroup } from "../../../src/simulator/aws/landscape.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/k1`;

const DEFAULT = { hotDays: 90, totalDays: 365 };

async function remedyOf(
  control: string,
  cluster: Partial<AwsCluster>,
  group: Partial<AwsLogGroup> | null = {},
  keyState = "Enabled",
  asked = DEFAULT,
): Promise<string | undefined> {
  const region = alpha(cluster, group ?? {});
  const whole = { ...region, ...(group === null ? { logGroups: [] } : {}), keys: [{ arn: KEY, state: keyState }] };
  return remedy(control, (await sweepOf(regionWith(whole))).trail("alpha"), asked);
}

describe("audit logging that is off", () => {
  it.each(["AUD-ENABLED", "AUD-CHANGES", "AUD-SECRETS", "AUD-RBAC-BODY", "LOG-DELIVERED", "LOG-RETENTION"])(
    "is switched on for %s, keeping what is on",
    async (control) => {
      expect(await remedyOf(control, { logTypes: ["api"] })).toBe(
        `Switch on the log type audit: aws eks update-cluster-config --name alpha --region eu-west-1 --logging '{"clusterLogging":[{"types":["api","audit"],"enabled":true}]}'
resource "aws_eks_cluster" "alpha" {
  name = "alpha"
  enabled_cluster_log_types = ["api", "audit"]
}`,
      );
    },
  );
});

it("switches the authenticator log on", async () => {
  expect(await remedyOf("AUD-AUTHN", { logTypes: ["audit"] })).toContain(
    `{"types":["audit","authenticator"],"enabled":true}`,
  );
  expect(await remedyOf("AUD-AUTHN", {})).toBeUndefined();
});

it("leads to access entries in the steps that EKS allows", async () => {
  const command = "aws eks update-cluster-config --name alpha --region eu-west-1 --access-config authenticationMode=";
  const both = await remedyOf("AUD-RBAC-BODY", { authenticationMode: "API_AND_CONFIG_MAP" });
  expect(both?.split("\n")[0]?.endsWith(`: ${command}API`)).toBe(true);
  const oldest = await remedyOf("AUD-RBAC-BODY", { authenticationMode: "CONFIG_MAP" });
  // The last step would lock out whoever has no access entry yet.
  expect(oldest?.split("\n")[0]?.endsWith(`: ${command}API_AND_CONFIG_MAP`)).toBe(true);
  expect(await remedyOf("AUD-RBAC-BODY", { authenticationMode: "API" })).toBeUndefined();
  expect(await remedyOf("AUD-RBAC-BODY", { authenticationMode: null })).toBeUndefined();
});

it("makes the missing log group and keeps its entries longer", async () => {
  const group = "--log-group-name /aws/eks/alpha/cluster --region eu-west-1";
  expect(await remedyOf("LOG-DELIVERED", {}, null)).toContain(`aws logs create-log-group ${group}`);
  expect(await remedyOf("LOG-RETENTION", {}, null)).toContain(
    `aws logs create-log-group ${group} && aws logs put-retention-policy ${group} --retention-in-days 365`,
  );
  expect(await remedyOf("LOG-RETENTION", {}, { retentionInDays: 30 })).toBe(
    `Keep the log group's entries for 365 days: aws logs put-retention-policy ${group} --retention-in-days 365
resource "aws_cloudwatch_log_group" "alpha" {
  name = "/aws/eks/alpha/cluster"
  retention_in_days = 365
}`,
  );
  expect(await remedyOf("LOG-RETENTION", {}, { retentionInDays: 400 })).toBeUndefined();
  expect(await remedyOf("LOG-RETENTION", {}, { retentionInDays: 30, retentionPolicyName: "short one" })).toContain(
    "'short one'",
  );
});

describe("entries that have to be kept for longer than by default", () => {
  it.each([
    ["HIPAA", 90, 2192, 2192],
    ["M-21-31", 365, 913, 1096],
    ["a set of one's own", 90, 366, 400],
    ["a set that asks for more days to search than in all", 500, 365, 545],
    ["a set that asks for less", 30, 30, 30],
  ])("are, for %s, by the next number of days that CloudWatch Logs takes", async (_, hotDays, totalDays, days) => {
    const asked = { hotDays, totalDays };
    const found = await remedyOf("LOG-RETENTION", {}, { retentionInDays: 14 }, "Enabled", asked);
    expect(found).toContain(`entries for ${days} days: aws logs put-retention-policy`);
    expect(found).toContain(`--retention-in-days ${days}\n`);
    expect(found).toContain(`retention_in_days = ${days}\n`);
    expect(await remedyOf("LOG-RETENTION", {}, { retentionInDays: days }, "Enabled", asked)).toBeUndefined();
  });

  it("are kept for ever where no number is enough", async () => {
    const asked = { hotDays: 90, totalDays: 3654 };
    const found = await remedyOf("LOG-RETENTION", {}, { retentionInDays: 3653 }, "Enabled", asked);
    expect(found).toContain(
      "Keep the log group's entries for ever: aws logs delete-retention-policy --log-group-name /aws/eks/alpha/cluster --region eu-west-1\n",
    );
    expect(found).toContain("retention_in_days = 0");
  });

  it("are named where the account's policy decides, and locked for as long", async () => {
    const asked = { hotDays: 90, totalDays: 2192 };
    const byPolicy = { retentionInDays: 30, retentionPolicyName: "short one" };
    expect(await remedyOf("LOG-RETENTION", {}, byPolicy, "Enabled", asked)).toContain("keep entries for 2192 days");
    const archive = await remedyOf("LOG-IMMUTABLE", {}, { deletionProtection: true }, "Enabled", asked);
    expect(archive).toContain('"Days":2192');
    expect(archive).toContain("days = 2192");
  });
});

it("makes a key usable again first", async () => {
  const which = `--key-id ${KEY} --region eu-west-1`;
  expect(await remedyOf("LOG-RETENTION", {}, { kmsKeyId: KEY, retentionInDays: 30 }, "Disabled")).toContain(
    `: aws kms enable-key ${which}`,
  );
  expect(await remedyOf("LOG-DELIVERED", {}, { kmsKeyId: KEY }, "PendingDeletion")).toContain(
    `aws kms cancel-key-deletion ${which} && aws kms enable-key ${which}`,
  );
});

it("makes a bucket that locks what arrives, in a form that S3 takes for the region", async () => {
  const create = "aws s3api create-bucket --bucket '<archive bucket>' --object-lock-enabled-for-bucket --region";
  const made = await remedyOf("LOG-IMMUTABLE", {}, { deletionProtection: true });
  expect(made).toContain(
    `: ${create} eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1 && aws s3api put-object-lock-configuration --bucket '<archive bucket>'`,
  );
  expect(made).toContain('mode = "COMPLIANCE"');
  const group = { name: "/aws/eks/alpha/cluster", deletionProtection: true };
  const clusters = [{ name: "alpha", logTypes: ["audit"] }];
  const landscape = {
    caller: ACCOUNT,
    accounts: [{ id: ACCOUNT, regions: [{ name: "us-east-1", clusters, logGroups: [group] }] }],
  };
  const first = remedy("LOG-IMMUTABLE", (await sweepOf(landscape)).trail("alpha"), DEFAULT);
  expect(first).toContain(`: ${create} us-east-1 && aws s3api put-object-lock-configuration`);
});

it("has none where the user can do nothing", async () => {
  expect(await remedyOf("CTL-TIME", {})).toBeUndefined();
  expect(await remedyOf("LOG-CAPACITY", {})).toBeUndefined();
  expect(await remedyOf("AUD-SECRETS", {})).toBeUndefined();
  expect(await remedyOf("AUD-NO-EXEMPTION", {})).toBeUndefined();
  expect(await remedyOf("AUD-ENABLED", { connector: { provider: "GKE" } })).toBeUndefined();
});

it("quotes hostile names for a shell", () => {
  expect(quoted("plain-name_1.2/x")).toBe("plain-name_1.2/x");
  expect(quoted("a'b; rm -rf $(x)")).toBe(`'a'\\''b; rm -rf $(x)'`);
  expect(quoted("")).toBe("''");
});

it("writes text of Terraform so that nothing in it is a template or ends it", () => {
  expect(hclText('a"b\n${x} %{y}')).toBe('"a\\"b\\n$${x} %%{y}"');
  expect(terraform("t", "1 a/b", { n: 1, on: true, list: ["x"], one: { hcl: "a.b" }, block: { k: "v" } })).toBe(
    'resource "t" "_1_a_b" {\n  n = 1\n  on = true\n  list = ["x"]\n  one = a.b\n  block {\n    k = "v"\n  }\n}',
  );
});
