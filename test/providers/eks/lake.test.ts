import { describe, expect, it } from "vitest";
import type { AwsDataLake, AwsSecurityLake } from "../../../src/simulator/aws/deep-landscape.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type { AwsAccount, AwsLandscape, AwsOrganization } from "../../../src/simulator/aws/landscape.ts";
import type { Fault, Knobs } from "../../../src/simulator/cloud.ts";
import { scanSimulated, type Scanned } from "../../support/scan.ts";
import { ARCHIVE, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION } from "./sweep-of.ts";

/** Who is asked about Security Lake, and what stays open. The caller is ACCOUNT; ARCHIVE runs Security Lake. */

const MEMBER = "555566667777";
const MANAGEMENT = "999900001111";
const DENIED = "because no identity-based policy allows it";
const ADMINISTRATORS = "organizations:ListDelegatedAdministrators";

function account(id: string, rest: Partial<AwsAccount> = {}): AwsAccount {
  const region = alpha({ authenticationMode: "API", logTypes: ["audit"] }, { retentionInDays: 30 });
  return { id, roles: [{ name: ROLE }], regions: [{ name: REGION, ...region }, { name: "us-east-1" }], ...rest };
}

const archive: AwsAccount = {
  id: ARCHIVE,
  roles: [{ name: ROLE }],
  regions: [{ name: REGION }, { name: "us-east-1" }],
};

function lake(of: readonly string[], rest: Partial<AwsDataLake> = {}): AwsDataLake {
  return { account: ARCHIVE, region: REGION, sources: of.map((id) => ({ account: id })), ...rest };
}

interface With {
  readonly lake?: AwsSecurityLake;
  /** ACCOUNT manages it when absent; null: there is none. */
  readonly organization?: AwsOrganization | null;
  readonly accounts?: readonly AwsAccount[];
  readonly selected?: readonly string[];
  readonly role?: string | null;
  readonly knobs?: Knobs;
}

function scan(given: With): Promise<Scanned> {
  const { organization = { management: ACCOUNT }, accounts = [account(ACCOUNT), archive] } = given;
  const { selected = [], role = ROLE } = given;
  const landscape: AwsLandscape = {
    caller: ACCOUNT,
    accounts,
    ...(organization === null ? {} : { organization }),
    ...(given.lake === undefined ? {} : { securityLake: given.lake }),
  };
  return scanSimulated({
    clouds: [awsCloud(landscape)],
    landscape: { eks: { accounts: selected, ...(role === null ? {} : { role }) } },
    ...(given.knobs === undefined ? {} : { knobs: given.knobs }),
  });
}

function faults(...operations: readonly string[]): Knobs {
  return { faults: operations.map((operation): Fault => ({ operation, kind: "denied" })) };
}

async function central(given: With): Promise<{ status: string; missing: readonly string[]; message: string }> {
  const { status, missing = [], message } = (await scan(given)).result("alpha", "LOG-CENTRAL");
  return { status, missing, message };
}

const RUN_BY_ARCHIVE = { administrators: [ARCHIVE], lakes: [lake([ACCOUNT])] };

describe("the account that runs Security Lake", () => {
  it("is found, entered and asked", async () => {
    const { status, calls } = await scan({ lake: RUN_BY_ARCHIVE });
    expect(status("alpha", "LOG-CENTRAL")).toBe("pass");
    const asked = calls.filter(({ operation }) => operation.startsWith("securitylake:"));
    expect(asked.map(({ operation, scope, location }) => [operation, scope, location])).toEqual([
      ["securitylake:ListDataLakes", ARCHIVE, REGION],
      ["securitylake:ListLogSources", ARCHIVE, REGION],
      ["securitylake:GetDataLakeSources", ARCHIVE, REGION],
    ]);
  });

  it("holds no copy elsewhere of its own clusters, wherever it rolls them up", async () => {
    const lakes = [
      lake([ACCOUNT, MEMBER], { account: ACCOUNT }),
      lake([ACCOUNT], { account: ACCOUNT, region: "us-east-1" }),
    ];
    const organization = { management: MANAGEMENT, delegated: [ACCOUNT] };
    const { status, message } = await central({ organization, lake: { administrators: [ACCOUNT], lakes } });
    expect(status).toBe("fail");
    expect(message).toContain("own administrative domain: /aws/eks/alpha/cluster and Security Lake in eu-west-1.");
  });

  it("that has no lake, or one of another region or of other accounts, makes no copy", async () => {
    for (const lakes of [
      [],
      [lake([ACCOUNT], { region: "us-east-1" })],
      [lake([MEMBER])],
      [lake([]), lake([ACCOUNT], { region: "us-east-1" })],
    ]) {
      expect((await central({ lake: { administrators: [ARCHIVE], lakes } })).status).toBe("fail");
    }
  });

  it("leaves it open when it cannot be entered, and says why it matters", async () => {
    const closed = { ...archive, roles: [] };
    const { status, missing, message } = await central({
      lake: RUN_BY_ARCHIVE,
      accounts: [account(ACCOUNT), closed],
    });
    expect([status, missing]).toEqual(["unknown", ["sts:AssumeRole"]]);
    expect(message).toContain(`account ${ARCHIVE} runs Security Lake for the organization`);
  });

  it("leaves it open when no role to enter it was named", async () => {
    const { status, message } = await central({ lake: RUN_BY_ARCHIVE, role: null });
    expect(status).toBe("unknown");
    expect(message).toContain("no role to enter it was named");
  });

  it.each(["securitylake:ListDataLakes", "securitylake:ListLogSources", "securitylake:GetDataLakeSources"])(
    "leaves it open when %s is refused there, and nothing but LOG-CENTRAL",
    async (operation) => {
      const denies = [{ operation, because: DENIED }];
      const whole = await scan({ lake: RUN_BY_ARCHIVE });
      const broken = await scan({ lake: RUN_BY_ARCHIVE, accounts: [account(ACCOUNT), { ...archive, denies }] });
      expect(broken.result("alpha", "LOG-CENTRAL")).toMatchObject({ status: "unknown", missing: [operation] });
      for (const { control } of whole.report.results.filter((row) => row.control !== "LOG-CENTRAL")) {
        expect([control, broken.status("alpha", control)]).toEqual([control, whole.status("alpha", control)]);
      }
    },
  );

  it("is not believed to be two", async () => {
    const { status, message } = await central({ lake: { administrators: [ARCHIVE, ACCOUNT], lakes: [] } });
    expect(status).toBe("unknown");
    expect(message).toContain("several delegated administrators");
  });
});

describe("a caller that may not see who runs Security Lake", () => {
  const organization = { management: MANAGEMENT };

  it("leaves it open, and says who could tell", async () => {
    const { status, missing, message } = await central({ organization, lake: RUN_BY_ARCHIVE });
    expect([status, missing]).toEqual([
      "unknown",
      ["observabilityadmin:ListCentralizationRulesForOrganization", ADMINISTRATORS],
    ]);
    expect(message).toContain("may see who runs Security Lake");
  });

  it("runs it where its lakes take events of other accounts", async () => {
    const lakes = [lake([ACCOUNT, MEMBER], { account: ACCOUNT })];
    const given: With = {
      lake: { administrators: [ACCOUNT], lakes },
      accounts: [account(ACCOUNT), account(MEMBER)],
      organization: { management: MANAGEMENT },
      selected: [MEMBER],
      knobs: faults(ADMINISTRATORS),
    };
    expect((await central(given)).status).toBe("pass");
  });

  it("may be a member with a lake of its own, where its lakes take its own events only", async () => {
    const given = {
      lake: { administrators: [], lakes: [lake([ACCOUNT], { account: ACCOUNT })] },
      knobs: faults(ADMINISTRATORS),
    };
    expect(await central(given)).toMatchObject({ status: "unknown", missing: [ADMINISTRATORS] });
  });
});

describe("an organization in which nobody runs Security Lake", () => {
  it("makes no copy", async () => {
    expect((await central({ lake: { lakes: [] } })).status).toBe("fail");
    expect((await central({ lake: { lakes: [lake([ACCOUNT], { account: ACCOUNT })] } })).status).toBe("fail");
  });

  it("is left open where the caller's own lakes may not be listed", async () => {
    const listing = "securitylake:ListDataLakes";
    expect(await central({ lake: { lakes: [] }, knobs: faults(listing) })).toMatchObject({
      status: "unknown",
      missing: [listing],
    });
  });
});

describe("an account in no organization", () => {
  it("has nobody elsewhere who collects from it", async () => {
    expect((await central({ organization: null })).status).toBe("fail");
    const lakes = [lake([ACCOUNT], { account: ACCOUNT })];
    expect((await central({ organization: null, lake: { lakes } })).status).toBe("fail");
  });

  it("needs no answer about Security Lake, and is asked for none", async () => {
    expect((await central({ organization: null, knobs: faults(ADMINISTRATORS, "securitylake:*") })).status).toBe(
      "fail",
    );
    const { calls } = await scan({ organization: null });
    expect(calls.filter(({ operation }) => operation.startsWith("securitylake:"))).toEqual([]);
  });

  it("may be in one where that cannot be read either", async () => {
    const knobs = faults(ADMINISTRATORS, "organizations:DescribeOrganization");
    const { status, missing } = await central({ organization: null, knobs });
    expect([status, missing]).toEqual(["unknown", expect.arrayContaining([ADMINISTRATORS]) as string[]]);
  });
});

describe("another account than the caller's", () => {
  const accounts = [account(ACCOUNT), account(MEMBER), archive];
  const selected = [MEMBER];

  it("is copied where the lakes of the organization take its events", async () => {
    const seen = { administrators: [ARCHIVE], lakes: [lake([MEMBER])] };
    expect((await central({ accounts, selected, lake: seen })).status).toBe("pass");
  });

  it("is not copied where they do not", async () => {
    expect((await central({ accounts, selected, lake: RUN_BY_ARCHIVE })).status).toBe("fail");
  });

  it("of no organization is not copied, and one whose organization cannot be read may be", async () => {
    const outside = [account(ACCOUNT), account(MEMBER, { outside: true }), archive];
    expect((await central({ accounts: outside, selected, lake: RUN_BY_ARCHIVE })).status).toBe("fail");
    const denies = [{ operation: "organizations:DescribeOrganization", because: DENIED }];
    const unread = [account(ACCOUNT), account(MEMBER, { denies }), archive];
    const { status, missing } = await central({ accounts: unread, selected, lake: RUN_BY_ARCHIVE });
    expect([status, missing]).toEqual([
      "unknown",
      expect.arrayContaining(["organizations:DescribeOrganization"]) as string[],
    ]);
  });

  it("costs no further call to Security Lake", async () => {
    const members = Array.from({ length: 7 }, (_, index) => String(600_000_000_000 + index));
    const all = { administrators: [ARCHIVE], lakes: [lake([ACCOUNT, ...members])] };
    const { calls, report } = await scan({
      accounts: [account(ACCOUNT), archive, ...members.map((id) => account(id))],
      selected: [ACCOUNT, ...members],
      lake: all,
    });
    const central = report.results.filter(({ control }) => control === "LOG-CENTRAL");
    expect(central.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => "pass"));
    expect(calls.filter(({ operation }) => /^securitylake:|Delegated/.test(operation))).toHaveLength(4);
  });
});

it("asks nothing of Security Lake where no cluster has its audit stream on", async () => {
  const off = alpha({ logTypes: ["api"] });
  const accounts = [account(ACCOUNT, { regions: [{ name: REGION, ...off }] }), archive];
  const { calls } = await scan({ lake: RUN_BY_ARCHIVE, accounts });
  expect(calls.filter(({ operation }) => /^securitylake:|Delegated/.test(operation))).toEqual([]);
});
