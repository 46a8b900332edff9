import { describe, expect, it } from "vitest";
import type { AwsCentralizationRule } from "../../../src/simulator/aws/deep-landscape.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type { AwsAccount, AwsLandscape, AwsLogGroup } from "../../../src/simulator/aws/landscape.ts";
import { scanSimulated, type Scanned } from "../../support/scan.ts";
import { ARCHIVE, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION } from "./sweep-of.ts";

const MEMBER = "555566667777";

function rule(rest: Partial<AwsCentralizationRule> = {}): AwsCentralizationRule {
  const destination = { destinationAccount: ARCHIVE, destinationRegion: REGION };
  return { name: "all", region: "us-east-1", sourceRegions: [REGION], ...destination, ...rest };
}

function account(id: string, group: Partial<AwsLogGroup> = {}, rest: Partial<AwsAccount> = {}): AwsAccount {
  const region = alpha({ authenticationMode: "API" }, { retentionInDays: 400, ...group });
  return { id, roles: [{ name: ROLE }], regions: [{ name: REGION, ...region }, { name: "us-east-1" }], ...rest };
}

function scan(landscape: AwsLandscape, accounts: readonly string[] = []): Promise<Scanned> {
  return scanSimulated({ clouds: [awsCloud(landscape)], landscape: { eks: { accounts, role: ROLE } } });
}

/** As the management account sees its own cluster. */
async function central(rules: readonly AwsCentralizationRule[], group: Partial<AwsLogGroup> = {}): Promise<string> {
  const organization = { management: ACCOUNT };
  const landscape = { caller: ACCOUNT, organization, centralizationRules: rules, accounts: [account(ACCOUNT, group)] };
  return (await scan(landscape)).status("alpha", "LOG-CENTRAL") ?? "";
}

describe("a rule of the organization", () => {
  it.each([
    ["that is for all log groups", {}, "pass"],
    ["that is for log groups of EKS", { logGroups: "LogGroupName LIKE '/aws/eks%'" }, "pass"],
    ["that is for others", { logGroups: "LogGroupName LIKE '/aws/lambda%'" }, "fail"],
    ["of another region", { sourceRegions: ["us-east-1"] }, "fail"],
    ["that leads back into the account", { destinationAccount: ACCOUNT }, "fail"],
    ["that is not healthy", { health: "Unhealthy" }, "unknown"],
    ["whose accounts are not understood", { scope: "OrganizationalUnit = 'ou-x'" }, "unknown"],
    ["whose log groups are not understood", { logGroups: "LogGroupName MATCHES 'x'" }, "unknown"],
    ["that selects by data sources", { dataSources: "DataSourceName = 'amazon_eks'" }, "unknown"],
  ])("%s", async (_name, rest, status) => {
    expect(await central([rule(rest)])).toBe(status);
  });

  it("that skips customer keys leaves out a group that has one", async () => {
    const kmsKeyId = `arn:aws:kms:${REGION}:${ACCOUNT}:key/k`;
    expect(await central([rule({ encrypted: "SKIP" })])).toBe("pass");
    expect(await central([rule({ encrypted: "SKIP" })], { kmsKeyId })).toBe("fail");
    expect(await central([rule()], { kmsKeyId })).toBe("pass");
  });

  it("is none where the organization has none", async () => {
    expect(await central([])).toBe("fail");
  });
});

describe("an account that may not see the rules", () => {
  const organization = { management: "999900001111" };

  it("leaves open whether its organization copies its logs, and says who could tell", async () => {
    const { result } = await scan({
      caller: ACCOUNT,
      organization,
      accounts: [account(ACCOUNT, { retentionInDays: 30 })],
    });
    for (const control of ["LOG-CENTRAL", "LOG-IMMUTABLE", "LOG-RETENTION"]) {
      const { status, missing, message } = result("alpha", control);
      expect([control, status, missing]).toEqual([
        control,
        "unknown",
        [
          "observabilityadmin:ListCentralizationRulesForOrganization",
          ...(control === "LOG-CENTRAL" ? ["organizations:ListDelegatedAdministrators"] : []),
        ],
      ]);
      expect(message).toContain("only the organization's management account");
    }
    expect(result("alpha", "AUD-ENABLED").status).toBe("pass");
    expect(result("alpha", "LOG-DELIVERED").status).toBe("pass");
  });

  it("spoils no pass", async () => {
    const { status } = await scan({ caller: ACCOUNT, organization, accounts: [account(ACCOUNT)] });
    expect(status("alpha", "LOG-RETENTION")).toBe("pass");
  });

  it("is told by the caller's account where both are of one organization", async () => {
    const accounts = [account(ACCOUNT), account(MEMBER)];
    const landscape = {
      caller: ACCOUNT,
      organization: { management: ACCOUNT },
      centralizationRules: [rule()],
      accounts,
    };
    const scanned = await scan(landscape, [MEMBER]);
    expect(scanned.status("alpha", "LOG-CENTRAL")).toBe("pass");
    const asked = scanned.calls.filter(({ operation }) => operation.includes("ListCentralization"));
    expect(asked.map(({ scope }) => scope)).toEqual([ACCOUNT]);
  });

  it("is not told by the rules of another organization", async () => {
    const accounts = [account(ACCOUNT), account(MEMBER, {}, { outside: true })];
    const landscape = {
      caller: ACCOUNT,
      organization: { management: ACCOUNT },
      centralizationRules: [rule()],
      accounts,
    };
    expect((await scan(landscape, [MEMBER])).status("alpha", "LOG-CENTRAL")).toBe("fail");
  });

  it("has nobody above it where it is in no organization", async () => {
    const { status } = await scan({ caller: ACCOUNT, accounts: [account(ACCOUNT, { retentionInDays: 30 })] });
    expect(status("alpha", "LOG-CENTRAL")).toBe("fail");
    expect(status("alpha", "LOG-RETENTION")).toBe("fail");
  });

  it("may be in one where that cannot be read either", async () => {
    const faults = [{ operation: "organizations:DescribeOrganization", kind: "denied" as const }];
    const landscape = { caller: ACCOUNT, accounts: [account(ACCOUNT)] };
    const { status } = await scanSimulated({
      clouds: [awsCloud(landscape)],
      landscape: { eks: {} },
      knobs: { faults },
    });
    expect(status("alpha", "LOG-CENTRAL")).toBe("unknown");
  });
});
