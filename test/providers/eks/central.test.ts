import { describe, expect, it } from "vitest";
import type { AwsCentralizationRule } from "../../../src/simulator/aws/deep-landscape.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type { AwsAccount, AwsLandscape, AwsLogGroup, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import type { Knobs } from "../../../src/simulator/cloud.ts";
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

function scan(landscape: AwsLandscape, accounts: readonly string[] = [], knobs: Knobs = {}): Promise<Scanned> {
  return scanSimulated({ clouds: [awsCloud(landscape)], landscape: { eks: { accounts, role: ROLE } }, knobs });
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

  it("that does not say what it does with customer keys leaves that open, where there may be one", async () => {
    const kmsKeyId = `arn:aws:kms:${REGION}:${ACCOUNT}:key/k`;
    for (const encrypted of [null, "ALLOW_SOME"]) {
      expect(await central([rule({ encrypted })])).toBe("pass");
      expect(await central([rule({ encrypted })], { kmsKeyId })).toBe("unknown");
    }
  });

  it.each([
    ["STANDARD", "pass"],
    ["INFREQUENT_ACCESS", "unknown"],
    ["ESSENTIALS", "unknown"],
    ["DELIVERY", "unknown"],
    ["X", "unknown"],
  ])("copies a log group of class %s: %s", async (logGroupClass, status) => {
    expect(await central([rule()], { logGroupClass })).toBe(status);
  });

  it("is none where the organization has none", async () => {
    expect(await central([])).toBe("fail");
  });
});

describe("the log group that a rule fills", () => {
  const KEY = `arn:aws:kms:${REGION}:${ARCHIVE}:key/k`;
  const NAME = "/aws/eks/alpha/cluster";

  interface Central {
    readonly group?: Partial<AwsLogGroup> | null;
    readonly rule?: Partial<AwsCentralizationRule>;
    /** Of the cluster itself; keeps 100 days. */
    readonly source?: Partial<AwsLogGroup>;
    readonly region?: Partial<AwsRegion>;
    readonly role?: string;
    readonly knobs?: Knobs;
  }

  function landscapeOf({ group, rule: changes = {}, source = {}, region = {}, role = ROLE }: Central): AwsLandscape {
    const logGroups = group === null ? [] : [{ name: NAME, ...group }];
    const archive = { id: ARCHIVE, roles: [{ name: role }], regions: [{ name: REGION, logGroups, ...region }] };
    return {
      caller: ACCOUNT,
      organization: { management: ACCOUNT },
      centralizationRules: [rule(changes)],
      accounts: [account(ACCOUNT, { retentionInDays: 100, ...source }), archive],
    };
  }

  async function statuses(of: Central, ...controls: readonly string[]) {
    const found = await scan(landscapeOf(of), [], of.knobs);
    return Object.fromEntries(controls.map((control) => [control, found.status("alpha", control)]));
  }

  const KEPT = ["LOG-RETENTION", "LOG-CENTRAL", "LOG-DELIVERED", "LOG-IMMUTABLE", "LOG-ACCESS"] as const;

  it.each<[string, Central, string]>([
    ["keeps 400 days", { group: { retentionInDays: 400 } }, "pass pass pass fail pass"],
    ["keeps entries for ever", { group: {} }, "pass pass pass fail pass"],
    ["keeps 30 days", { group: { retentionInDays: 30 } }, "fail pass pass fail pass"],
    ["is protected", { group: { deletionProtection: true } }, "pass pass pass warn pass"],
    ["takes bearer tokens", { group: { bearerTokenAuthentication: true } }, "pass pass pass fail warn"],
    [
      "is under a key that works",
      { group: { kmsKeyId: KEY }, region: { keys: [{ arn: KEY }] } },
      "pass pass pass fail pass",
    ],
    [
      "is under a key that is disabled",
      { group: { kmsKeyId: KEY }, region: { keys: [{ arn: KEY, state: "Disabled" }] } },
      "fail fail warn fail pass",
    ],
    [
      "is kept by a policy of its account",
      {
        group: { retentionInDays: 400, retentionPolicyName: "keep" },
        region: { accountPolicies: [{ name: "keep", type: "RETENTION_POLICY", document: { retentionInDays: 400 } }] },
      },
      "pass pass pass fail pass",
    ],
    ["cannot be read: nobody lets us in", { role: "AnotherRole" }, "unknown pass pass unknown unknown"],
    [
      "may not be listed",
      { knobs: { faults: [{ operation: "logs:DescribeLogGroups", scope: ARCHIVE, kind: "denied" }] } },
      "unknown pass pass unknown unknown",
    ],
    ["does not exist", { group: null }, "unknown unknown unknown unknown unknown"],
    ["has a name that begins the same", { group: { name: `${NAME}-2` } }, "unknown unknown unknown unknown unknown"],
    [
      "is called by a pattern",
      { rule: { namePattern: "org/${source.accountId}${source.logGroup}" }, group: { name: `org/${ACCOUNT}${NAME}` } },
      "pass pass pass fail pass",
    ],
    [
      "is called by a pattern that is not understood",
      { rule: { namePattern: "${source.org.path}${source.logGroup}" } },
      "unknown pass pass unknown unknown",
    ],
    ["has no healthy rule", { rule: { health: "Provisioning" } }, "unknown unknown unknown fail pass"],
    [
      "keeps 30 days, and has a backup",
      { rule: { backupRegion: "eu-west-3" }, group: { retentionInDays: 30 } },
      "unknown pass pass unknown pass",
    ],
    [
      "has no key, and the rule may leave out such",
      {
        rule: { encryption: { strategy: "CUSTOMER_MANAGED", conflict: "SKIP", scope: "NEW_DESTINATION_LOG_GROUPS" } },
      },
      "unknown unknown unknown fail pass",
    ],
  ])("%s", async (_name, of, expected) => {
    const words = expected.split(" ");
    expect(await statuses(of, ...KEPT)).toEqual(Object.fromEntries(KEPT.map((id, index) => [id, words[index]])));
  });

  it("is open as soon as one of several rules that fill it is not healthy", async () => {
    for (const order of [
      ["Healthy", "Unhealthy"],
      ["Unhealthy", "Healthy"],
    ]) {
      const rules = order.map((health) =>
        rule({ name: health, health, scope: `${health === "Healthy" ? "Odd" : "OrganizationId"} = 'o-x'` }),
      );
      const landscape = { ...landscapeOf({}), centralizationRules: rules };
      expect((await scan(landscape)).status("alpha", "LOG-CENTRAL")).toBe("unknown");
    }
  });

  it("may be left out for its key only as the rule says", async () => {
    const customer = { strategy: "CUSTOMER_MANAGED", conflict: "SKIP" };
    const source = { kmsKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/k` };
    const central = async (of: Central) => (await statuses(of, "LOG-CENTRAL"))["LOG-CENTRAL"];
    expect(await central({ rule: { encryption: customer } })).toBe("pass");
    expect(await central({ rule: { encryption: customer }, source })).toBe("unknown");
    expect(await central({ rule: { encryption: { strategy: "CUSTOMER_MANAGED" } }, source })).toBe("unknown");
    expect(await central({ rule: { encryption: { ...customer, conflict: "ALLOW" } }, source })).toBe("pass");
    expect(await central({ rule: { encryption: { strategy: "AWS_OWNED" } }, source })).toBe("pass");
    const keyed = { group: { kmsKeyId: KEY }, region: { keys: [{ arn: KEY }] } };
    expect(await central({ rule: { encryption: customer }, source, ...keyed })).toBe("pass");
  });

  it("says what it would take to know more", async () => {
    const shut = await scan(landscapeOf({ role: "AnotherRole" }));
    expect(shut.result("alpha", "LOG-RETENTION").missing).toEqual(["sts:AssumeRole"]);
    const odd = await scan(landscapeOf({ rule: { namePattern: "${source.org.id}" } }));
    expect(odd.result("alpha", "LOG-RETENTION").message).toContain("names its log groups is not known");
    const missing = await scan(landscapeOf({ group: null }));
    expect(missing.result("alpha", "LOG-CENTRAL").message).toContain("does not exist, or not yet");
    const tokens = await scan(landscapeOf({ group: { bearerTokenAuthentication: true } }));
    expect(tokens.result("alpha", "LOG-ACCESS").remedy).toContain(`--log-group-identifier ${NAME} --region ${REGION}`);
  });

  it("is listed together with all others that are alike, by the central account alone", async () => {
    const names = ["alpha", "beta", "gamma"];
    const clusters = names.map((name) => ({ name, logTypes: ["audit"] }));
    const logGroups = names.map((name) => ({ name: `/aws/eks/${name}/cluster`, retentionInDays: 400 }));
    const member = (id: string): AwsAccount => ({
      id,
      roles: [{ name: ROLE }],
      regions: [{ name: REGION, clusters, logGroups }, { name: "us-east-1" }],
    });
    const kept = { kmsKeyId: KEY, retentionPolicyName: "keep" };
    const scanned = await scan(
      {
        caller: ACCOUNT,
        organization: { management: ACCOUNT },
        centralizationRules: [rule()],
        accounts: [
          member(ACCOUNT),
          member(MEMBER),
          {
            id: ARCHIVE,
            roles: [{ name: ROLE }],
            regions: [
              {
                name: REGION,
                keys: [{ arn: KEY }],
                accountPolicies: [{ name: "keep", type: "RETENTION_POLICY", document: { retentionInDays: 400 } }],
                logGroups: logGroups.map((group) => ({ ...group, ...kept })),
              },
            ],
          },
        ],
      },
      [ACCOUNT, MEMBER],
    );
    const there = scanned.calls.filter(({ scope }) => scope === ARCHIVE).map(({ operation }) => operation);
    expect(there.toSorted()).toEqual([
      "kms:DescribeKey",
      "logs:DescribeAccountPolicies",
      "logs:DescribeLogGroups",
      "sts:AssumeRole",
    ]);
    for (const name of names) expect(scanned.status(name, "LOG-CENTRAL")).toBe("pass");
  });

  it("may be that of a cluster of the central account, which is read once for both", async () => {
    const scanned = await scan(
      {
        caller: ACCOUNT,
        organization: { management: ACCOUNT },
        centralizationRules: [rule()],
        accounts: [account(ACCOUNT, { retentionInDays: 30 }), account(ARCHIVE, { retentionInDays: 400 })],
      },
      [ACCOUNT, ARCHIVE],
    );
    const rows = scanned.report.clusters.map(({ id, scope }) => [
      scope,
      ...["LOG-RETENTION", "LOG-CENTRAL"].map(
        (control) => scanned.report.results.find((row) => row.cluster === id && row.control === control)?.status,
      ),
    ]);
    expect(rows.toSorted()).toEqual([
      [ACCOUNT, "pass", "pass"],
      [ARCHIVE, "pass", "fail"],
    ]);
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
