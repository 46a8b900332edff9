import { describe, expect, it } from "vitest";
import type { Selection } from "../../../providers/contract.ts";
import { isLike } from "../../../providers/eks/accounts/membership.ts";
import type { AwsAccount, AwsLandscape, AwsOrganization } from "../../../src/simulator/aws/landscape.ts";
import type { Knobs } from "../../../src/simulator/cloud.ts";
import { ACCOUNT, REGION, sweepOf, type Swept } from "./sweep-of.ts";

const MEMBERS = ["200000000001", "200000000002", "200000000003"] as const;
const [PROD, DEV, SANDBOX] = MEMBERS;
const ROLES = [{ name: "TrailproofReader" }];

function account(id: string, rest: Partial<AwsAccount> = {}): AwsAccount {
  const regions = [{ name: REGION, clusters: [{ name: `cluster-${id}`, logTypes: ["audit"] }] }];
  return { id, roles: ROLES, regions, ...rest };
}

/** The caller manages: root ─ workloads ─ prod, and sandbox beside it. */
const ORGANIZATION: AwsOrganization = {
  management: ACCOUNT,
  root: "r-ab12",
  units: [
    { id: "ou-ab12-workloads" },
    { id: "ou-ab12-productive", parent: "ou-ab12-workloads" },
    { id: "ou-ab12-sandboxes" },
  ],
};

function organization(rest: Partial<AwsOrganization> = {}, accounts: readonly AwsAccount[] = []): AwsLandscape {
  return {
    caller: ACCOUNT,
    organization: { ...ORGANIZATION, ...rest },
    accounts: [
      account(ACCOUNT, { name: "management", roles: [] }),
      account(PROD, { name: "shop-prod", unit: "ou-ab12-productive" }),
      account(DEV, { name: "shop-dev", unit: "ou-ab12-workloads" }),
      account(SANDBOX, { name: "<script>", unit: "ou-ab12-sandboxes" }),
      ...accounts,
    ],
  };
}

function sweep(
  landscape: AwsLandscape,
  selection: Selection = { organization: true },
  knobs: Knobs = {},
): Promise<Swept> {
  return sweepOf(landscape, { selection, knobs });
}

function scopes({ clusters }: Swept): string[] {
  return clusters.map(({ scope }) => scope).toSorted();
}

function count(swept: Swept, operation: string): number {
  return swept.calls.filter((call) => call.operation === operation).length;
}

describe("all accounts of an organization", () => {
  it("are read: the caller's own with its own credentials, every other through the role, once", async () => {
    const swept = await sweep(organization());
    expect(scopes(swept)).toEqual([ACCOUNT, ...MEMBERS]);
    expect(count(swept, "organizations:ListAccounts")).toBe(1);
    expect(count(swept, "sts:AssumeRole")).toBe(3);
    expect(
      swept.calls
        .filter(({ operation }) => operation === "sts:AssumeRole")
        .map(({ target }) => target)
        .toSorted(),
    ).toEqual(MEMBERS.map((id) => `arn:aws:iam::${id}:role/TrailproofReader`));
    expect(swept.ledger.every(({ status }) => status === "read")).toBe(true);
    expect(swept.calls.every(({ mutating }) => !mutating)).toBe(true);
  });

  it("are told by one of them which versions AWS supports, and ask for themselves where that one is refused", async () => {
    const operation = "eks:DescribeClusterVersions";
    const supported = (swept: Swept) =>
      [...swept.resources.values()]
        .filter(({ type }) => type === "eks-versions")
        .map(({ facts }) => (facts["versions"] as { state: string }).state)
        .toSorted();
    const allowed = await sweep(organization());
    expect(count(allowed, operation)).toBe(1);
    expect(supported(allowed)).toEqual(["known", "known", "known", "known"]);

    const refused = await sweep(organization(), undefined, { faults: [{ operation, kind: "denied", times: 1 }] });
    expect(count(refused, operation)).toBe(4);
    expect(supported(refused)).toEqual(["known", "known", "known", "unknown"]);
  });

  it("are asked for their regions each with its own credentials", async () => {
    const swept = await sweep(organization());
    expect(
      swept.calls
        .filter(({ operation }) => operation === "account:ListRegions")
        .map(({ scope }) => scope)
        .toSorted(),
    ).toEqual([ACCOUNT, ...MEMBERS]);
  });

  it("are entered through another role with an external id where one is named", async () => {
    const roles = [{ name: "Audit", externalId: "handshake" }];
    const landscape = organization({}, [account("300000000001", { roles })]);
    const swept = await sweep(landscape, { organization: true, role: "Audit", externalId: "handshake" });
    expect(scopes(swept)).toEqual([ACCOUNT, "300000000001"]);
    expect(
      swept.ledger
        .filter(({ status }) => status === "refused")
        .map(({ scope }) => scope)
        .toSorted(),
    ).toEqual(MEMBERS);
  });

  it("are listed by a delegated administrator, who enters the management account through the role", async () => {
    const swept = await sweep({ ...organization({ delegated: [DEV] }), caller: DEV });
    expect(scopes(swept)).toEqual([...MEMBERS]);
    expect(swept.ledger).toContainEqual(
      expect.objectContaining({ scope: ACCOUNT, location: "-", status: "refused", permission: "sts:AssumeRole" }),
    );
  });

  it("of another partition are entered there", async () => {
    const landscape = { ...organization(), partition: "aws-us-gov" };
    const swept = await sweep(landscape);
    expect(count(swept, "sts:AssumeRole")).toBe(3);
    expect(swept.cluster(`cluster-${PROD}`).id).toBe(`arn:aws-us-gov:eks:${REGION}:${PROD}:cluster/cluster-${PROD}`);
  });

  it.each([
    ["State", {}],
    ["the retired Status", { stateField: "Status" }],
    ["both", { stateField: "both" }],
  ] as const)("are taken for active by %s", async (_name, rest) => {
    const swept = await sweep(organization(rest, [account("300000000009", { state: "SUSPENDED" })]));
    expect(scopes(swept)).toEqual([ACCOUNT, ...MEMBERS]);
    expect(swept.ledger).toContainEqual({
      provider: "eks",
      scope: "300000000009",
      location: "-",
      status: "skipped",
      clusters: null,
      reason: "the account is SUSPENDED and cannot be entered",
    });
  });

  it.each(["PENDING_ACTIVATION", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"])(
    "stand in the ledger as skipped while they are %s",
    async (state) => {
      const swept = await sweep(organization({}, [account("300000000009", { state })]));
      expect(swept.ledger.find(({ scope }) => scope === "300000000009")).toMatchObject({
        status: "skipped",
        clusters: null,
      });
      expect(count(swept, "sts:AssumeRole")).toBe(3);
    },
  );

  it("are not taken for active when the list does not say so", async () => {
    const unknown = await sweep(organization({}, [account("300000000009", { state: "\u001b[31mNEW" })]));
    expect(unknown.ledger.find(({ scope }) => scope === "300000000009")).toMatchObject({ status: "failed" });
    expect(JSON.stringify(unknown.ledger)).not.toContain("NEW");
    const silent = await sweep(organization({ stateField: "none" }));
    expect(silent.clusters).toEqual([]);
    expect(silent.ledger.map(({ status }) => status)).toEqual(["failed", "failed", "failed", "failed"]);
  });

  it("are found on every page, also after an empty one", async () => {
    const swept = await sweep(organization({ emptyPages: true }), { organization: true }, { pageSize: 1 });
    expect(scopes(swept)).toEqual([ACCOUNT, ...MEMBERS]);
    expect(count(swept, "organizations:ListAccounts")).toBe(5);
  });

  it("of one page are read while the next is listed", async () => {
    const swept = await sweep(organization(), { organization: true }, { pageSize: 1, latencyMs: 20 });
    const order = swept.calls.map(({ operation }) => operation);
    expect(order.indexOf("account:ListRegions")).toBeLessThan(order.lastIndexOf("organizations:ListAccounts"));
  });

  it("are read with those named besides them", async () => {
    const landscape = organization({}, [account("400000000001", { outside: true })]);
    const swept = await sweep(landscape, { organization: true, accounts: ["400000000001", DEV] });
    expect(scopes(swept)).toEqual([ACCOUNT, ...MEMBERS, "400000000001"]);
    expect(count(swept, "sts:AssumeRole")).toBe(4);
  });

  it("that refuse to be entered do not stop the others", async () => {
    const swept = await sweep(organization({}, [account("300000000001", { roles: [] })]));
    expect(scopes(swept)).toEqual([ACCOUNT, ...MEMBERS]);
    expect(swept.ledger).toContainEqual(
      expect.objectContaining({ scope: "300000000001", status: "refused", operation: "sts:AssumeRole" }),
    );
  });
});

describe("an organization that is narrowed", () => {
  it.each<[string, Selection[string], readonly string[]]>([
    ["by id", { include: { ids: [PROD] } }, [PROD]],
    ["by a name", { include: { names: ["shop-dev"] } }, [DEV]],
    ["by a pattern of names", { include: { names: ["shop-*"] } }, [PROD, DEV]],
    ["by a unit, at any depth", { include: { ous: ["ou-ab12-workloads"] } }, [PROD, DEV]],
    ["by the root", { include: { ous: ["r-ab12"] } }, [ACCOUNT, ...MEMBERS]],
    ["by either", { include: { ids: [SANDBOX], names: ["*-dev"] } }, [DEV, SANDBOX]],
    ["by leaving out a unit", { exclude: { ous: ["ou-ab12-productive"] } }, [ACCOUNT, DEV, SANDBOX]],
    ["by leaving out some of what is in", { include: { names: ["shop-*"] }, exclude: { ids: [DEV] } }, [PROD]],
    ["by leaving out a hostile name", { exclude: { names: ["<script>"] } }, [ACCOUNT, PROD, DEV]],
  ])("%s", async (_how, narrowed, expected) => {
    const swept = await sweep(organization(), { organization: narrowed });
    expect(scopes(swept)).toEqual([...expected]);
    expect(swept.ledger.every(({ status }) => status === "read")).toBe(true);
  });

  it("is not listed unit by unit when no unit is named", async () => {
    const swept = await sweep(organization(), { organization: { include: { names: ["shop-*"] } } });
    expect(swept.calls.some(({ operation }) => operation.endsWith("ForParent"))).toBe(false);
  });

  it("is not meant at all when nothing stands in it", async () => {
    const swept = await sweep(organization(), { organization: { include: {}, exclude: { ids: [] } } });
    expect(scopes(swept)).toEqual([ACCOUNT]);
    expect(count(swept, "organizations:ListAccounts")).toBe(0);
  });

  it("says what was named and is not there", async () => {
    const swept = await sweep(organization(), {
      organization: { include: { ids: ["999999999999", PROD], names: ["none-*"] } },
    });
    expect(scopes(swept)).toEqual([PROD]);
    expect(swept.ledger).toContainEqual({
      provider: "eks",
      scope: "organization",
      location: "-",
      status: "failed",
      clusters: null,
      reason: "no account of the organization matches account 999999999999, name none-*",
    });
    const nothing = await sweep(organization(), { organization: { include: { names: ["none-*"] } } });
    expect(nothing.ledger).toMatchObject([{ scope: "-", location: "-", status: "failed" }]);
  });
});

describe("an organization that cannot be listed", () => {
  const nothingRead = (swept: Swept): void => {
    expect(swept.clusters).toEqual([]);
    expect(
      swept.calls.filter(
        ({ operation }) => !operation.startsWith("organizations:") && operation !== "sts:GetCallerIdentity",
      ),
    ).toEqual([]);
  };

  it("because of a refusal fails closed: not even the caller's own account is read", async () => {
    const swept = await sweep({ ...organization(), caller: DEV });
    nothingRead(swept);
    expect(swept.ledger).toEqual([
      {
        provider: "eks",
        scope: "organization",
        location: "-",
        status: "refused",
        clusters: null,
        operation: "organizations:ListAccounts",
        permission: "organizations:ListAccounts",
        reason:
          "denied (AccessDeniedException); only the management account and delegated administrators may list the accounts",
      },
    ]);
  });

  it("because there is none says what to do", async () => {
    const { organization: _none, ...landscape } = organization();
    const swept = await sweep(landscape, { organization: true, accounts: [DEV] });
    nothingRead(swept);
    expect(swept.ledger).toMatchObject([
      { scope: "organization", status: "failed", operation: "organizations:ListAccounts" },
    ]);
    expect(swept.ledger[0]?.reason).toContain("leave --aws-organization out to scan the caller's account");
  });

  it.each(["html", "empty-object", "cut", "unavailable"] as const)(
    "because the answer is %s fails closed",
    async (kind) => {
      const swept = await sweep(
        organization(),
        { organization: true },
        { faults: [{ operation: "organizations:ListAccounts", kind }] },
      );
      nothingRead(swept);
      expect(swept.ledger).toMatchObject([{ scope: "organization", status: "failed" }]);
    },
  );

  it("because the caller is unknown fails closed", async () => {
    const swept = await sweepOf(organization(), {
      selection: { organization: true },
      env: { AWS_SECRET_ACCESS_KEY: "wrong" },
    });
    nothingRead(swept);
    expect(swept.ledger.map(({ scope, status }) => [scope, status])).toEqual([
      ["caller", "failed"],
      ["organization", "failed"],
    ]);
  });

  it.each([
    ["organizations:ListAccountsForParent", "denied", "refused"],
    ["organizations:ListOrganizationalUnitsForParent", "denied", "refused"],
    ["organizations:ListOrganizationalUnitsForParent", "empty-object", "failed"],
  ] as const)("by its units, because %s is %s, fails closed", async (operation, kind, status) => {
    const faults = [{ operation, kind, target: "ou-ab12-productive" }];
    const swept = await sweep(
      organization(),
      { organization: { exclude: { ous: ["ou-ab12-workloads"] } } },
      { faults },
    );
    nothingRead(swept);
    expect(swept.ledger).toMatchObject([{ scope: "organization", status, operation }]);
    expect(swept.ledger[0]?.reason).toContain("ou-ab12-workloads");
  });

  it("by a unit that does not exist fails closed", async () => {
    const swept = await sweep(organization(), { organization: { include: { ous: ["ou-ab12-gone"] } } });
    nothingRead(swept);
    expect(swept.ledger[0]?.reason).toContain(
      "ou-ab12-gone cannot be listed: it does not exist (ParentNotFoundException)",
    );
  });

  it("beyond a page is incomplete: what was found is read", async () => {
    const faults = [{ operation: "organizations:ListAccounts", kind: "throttled" as const, times: 1 }];
    const fine = await sweep(organization(), { organization: true }, { faults });
    expect(scopes(fine)).toEqual([ACCOUNT, ...MEMBERS]);
    const cut = [{ operation: "organizations:ListAccounts", target: "next page", kind: "denied" as const }];
    const swept = await sweep(organization(), { organization: true }, { faults: cut, pageSize: 2 });
    expect(scopes(swept)).toEqual([ACCOUNT, PROD]);
    expect(swept.ledger).toContainEqual(
      expect.objectContaining({
        scope: "organization",
        status: "incomplete",
        permission: "organizations:ListAccounts",
      }),
    );
  });
});

describe("a pattern of names", () => {
  it.each([
    ["shop-prod", "shop-prod", true],
    ["shop-prod", "shop", false],
    ["shop-prod", "shop-*", true],
    ["shop-prod", "*", true],
    ["", "*", true],
    ["shop-prod", "*-*", true],
    ["shop", "shop*shop", false],
    ["a.b", "a?b", false],
    ["a+b", "a+*", true],
    ["aXbXc", "a*b*c", true],
    ["acb", "a*b*c", false],
  ])("%s like %s: %s", (text, pattern, expected) => {
    expect(isLike(text, pattern)).toBe(expected);
  });

  it("of many stars is decided at once", () => {
    expect(isLike("a".repeat(5_000), `${"*a".repeat(500)}*b`)).toBe(false);
  });
});
