import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NoCredential } from "../../../providers/contract.ts";
import { EndpointRefused } from "../../../providers/eks/client/endpoint.ts";
import { userCredentials } from "../../../src/simulator/aws/credentials.ts";
import type { AwsLandscape } from "../../../src/simulator/aws/landscape.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const OTHER = "444455556666";

const twoAccounts: AwsLandscape = {
  caller: ACCOUNT,
  accounts: [
    { id: ACCOUNT, regions: [{ name: REGION, ...alpha() }] },
    {
      id: OTHER,
      roles: [{ name: "Reader", externalId: "secret-handshake" }],
      regions: [{ name: "eu-central-1", clusters: [{ name: "beta", logTypes: ["audit"] }] }, { name: "eu-north-1" }],
    },
  ],
};

describe("the caller's own account", () => {
  it("asks who it is and which regions there are once each", async () => {
    const swept = await sweepOf(regionWith(alpha()));
    expect(
      swept.calls
        .slice(0, 2)
        .map(({ operation }) => operation)
        .toSorted(),
    ).toEqual(["account:ListRegions", "sts:GetCallerIdentity"]);
    expect(swept.cluster("alpha").scope).toBe(ACCOUNT);
  });

  it("does not list regions when some are named", async () => {
    const swept = await sweepOf(regionWith(alpha()), { selection: { regions: [REGION] } });
    expect(swept.calls.some(({ operation }) => operation === "account:ListRegions")).toBe(false);
    expect(swept.clusters).toHaveLength(1);
  });

  it("follows every page of regions", async () => {
    const regions = ["eu-west-1", "eu-west-2", "eu-west-3"].map((name) => ({ name }));
    const swept = await sweepOf({ caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions }] }, { knobs: { pageSize: 2 } });
    expect(swept.ledger.map(({ location }) => location)).toEqual(["eu-west-1", "eu-west-2", "eu-west-3"]);
  });

  it("does not guess the regions when they cannot be listed", async () => {
    const denied = await sweepOf(
      regionWith(alpha(), {
        denies: [
          {
            operation: "account:ListRegions",
            because: "because no identity-based policy allows the account:ListRegions action",
          },
        ],
      }),
    );
    expect(denied.ledger).toMatchObject([
      { scope: ACCOUNT, location: "-", status: "refused", clusters: null, permission: "account:ListRegions" },
    ]);
    expect(denied.calls.some(({ operation }) => operation.startsWith("eks:"))).toBe(false);
    for (const kind of ["html", "empty-object", "cut"] as const) {
      const swept = await sweepOf(regionWith(alpha()), {
        knobs: { faults: [{ operation: "account:ListRegions", kind }] },
      });
      expect(swept.ledger).toMatchObject([
        { scope: ACCOUNT, location: "-", status: "failed", operation: "account:ListRegions" },
      ]);
    }
    const none = await sweepOf(regionWith({}, { regions: [{ name: REGION, optIn: "DISABLED" }] }), {
      env: { AWS_REGION: "us-east-1" },
    });
    expect(none.ledger).toMatchObject([{ scope: ACCOUNT, location: "-", status: "failed" }]);
  });

  it("says so when it cannot be learned who the caller is", async () => {
    const wrong = await sweepOf(regionWith(alpha()), { env: { AWS_SECRET_ACCESS_KEY: "not-the-secret" } });
    expect(wrong.ledger).toMatchObject([
      { scope: "caller", location: "-", status: "failed", operation: "sts:GetCallerIdentity" },
    ]);
    expect(wrong.ledger[0]?.reason).toContain("SignatureDoesNotMatch");
    for (const kind of ["html", "empty-object", "cut"] as const) {
      const swept = await sweepOf(regionWith(alpha()), {
        knobs: { faults: [{ operation: "sts:GetCallerIdentity", kind }] },
      });
      expect(swept.ledger).toMatchObject([{ scope: "caller", status: "failed" }]);
    }
  });

  it("leaves names of other clouds' regions alone, without reading all regions instead", async () => {
    const swept = await sweepOf(regionWith(alpha()), { selection: { regions: ["europe-west4", "westeurope"] } });
    expect(swept.calls).toEqual([]);
    expect(swept.ledger.map(({ location, status }) => [location, status])).toEqual([
      ["europe-west4", "skipped"],
      ["westeurope", "skipped"],
    ]);
  });

  it("uses a region of the named ones' partition when none is configured", async () => {
    const landscape: AwsLandscape = {
      partition: "aws-cn",
      caller: ACCOUNT,
      accounts: [{ id: ACCOUNT, regions: [{ name: "cn-north-1", clusters: [{ name: "alpha" }] }] }],
    };
    const swept = await sweepOf(landscape, {
      selection: { regions: ["cn-north-1"] },
      env: { AWS_REGION: undefined, AWS_CONFIG_FILE: "/nowhere" },
    });
    expect(swept.cluster("alpha").id).toBe(`arn:aws-cn:eks:cn-north-1:${ACCOUNT}:cluster/alpha`);
  });

  it("throws NoCredential when the whole chain gives none", async () => {
    const env = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_CONFIG_FILE: "/nowhere",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    };
    await expect(sweepOf(regionWith({}), { env })).rejects.toThrow(NoCredential);
  });

  it("refuses a plain http endpoint on another machine before anything is sent", async () => {
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EKS", "AWS_ENDPOINT_URL_OBSERVABILITYADMIN"]) {
      const swept = sweepOf(regionWith({}), { env: { [name]: "http://eks.example.org" } });
      await expect(swept).rejects.toThrow(EndpointRefused);
      await expect(swept).rejects.toThrow(/plain http is accepted on this machine only.*127\.0\.0\.1/);
    }
  });
});

describe("other accounts", () => {
  it("are entered through the role, once for all regions", async () => {
    const swept = await sweepOf(twoAccounts, {
      selection: { accounts: [OTHER], role: "Reader", externalId: "secret-handshake" },
    });
    expect(swept.cluster("beta").scope).toBe(OTHER);
    expect(swept.ledger.map(({ scope, location }) => `${scope} ${location}`).toSorted()).toEqual([
      `${OTHER} eu-central-1`,
      `${OTHER} eu-north-1`,
    ]);
    expect(swept.calls.filter(({ operation }) => operation === "sts:AssumeRole")).toHaveLength(1);
    expect(
      swept.calls.filter(({ operation }) => operation === "eks:ListClusters").every(({ scope }) => scope === OTHER),
    ).toBe(true);
    expect(JSON.stringify(swept.evidence)).not.toContain("simulated-session");
  });

  it("and the caller's own are read side by side", async () => {
    const swept = await sweepOf(twoAccounts, {
      selection: { accounts: [ACCOUNT, OTHER], role: "Reader", externalId: "secret-handshake" },
    });
    expect(swept.clusters.map(({ name }) => name).toSorted()).toEqual(["alpha", "beta"]);
  });

  it.each([
    ["the external id is missing", { role: "Reader" }],
    ["there is no such role", { role: "Writer", externalId: "secret-handshake" }],
  ])("stand in the ledger as refused when %s", async (_why, extra) => {
    const swept = await sweepOf(twoAccounts, { selection: { accounts: [OTHER], ...extra } });
    expect(swept.ledger).toMatchObject([
      {
        scope: OTHER,
        location: "-",
        status: "refused",
        clusters: null,
        operation: "sts:AssumeRole",
        permission: "sts:AssumeRole",
      },
    ]);
    expect(swept.clusters).toEqual([]);
  });

  it.each(["throttled", "unavailable"] as const)("are entered when the first answer was %s", async (kind) => {
    const faults = [{ operation: "sts:AssumeRole", kind, times: 1 }];
    const swept = await sweepOf(twoAccounts, {
      knobs: { faults },
      selection: { accounts: [OTHER], role: "Reader", externalId: "secret-handshake" },
    });
    expect(swept.clusters.map(({ name }) => name)).toEqual(["beta"]);
  });

  it.each(["html", "empty-object", "cut"] as const)(
    "stand in the ledger as failed when the answer is %s",
    async (kind) => {
      const faults = [{ operation: "sts:AssumeRole", kind }];
      const swept = await sweepOf(twoAccounts, {
        knobs: { faults },
        selection: { accounts: [OTHER], role: "Reader", externalId: "secret-handshake" },
      });
      expect(swept.ledger).toMatchObject([{ scope: OTHER, status: "failed", clusters: null }]);
    },
  );

  it("stand in the ledger when no role was named or the caller's credentials do not work", async () => {
    expect((await sweepOf(twoAccounts, { selection: { accounts: [OTHER] } })).ledger).toMatchObject([
      { scope: OTHER, status: "failed" },
    ]);
    const lost = await sweepOf(twoAccounts, {
      selection: { accounts: [OTHER], role: "Reader" },
      env: { AWS_SECRET_ACCESS_KEY: "wrong" },
    });
    expect(lost.ledger.map(({ scope }) => scope)).toEqual(["caller", OTHER]);
  });
});

function profile(name: string, account: string): string {
  const { accessKeyId, secretAccessKey } = userCredentials(account);
  return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

describe("profiles", () => {
  let folder = "";
  const env = (): { [name: string]: string | undefined } => ({
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "trailproof-aws-"));
    writeFileSync(join(folder, "credentials"), profile("one", ACCOUNT) + profile("two", OTHER));
    writeFileSync(join(folder, "config"), "[profile two]\nregion = eu-central-1\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are one account each, whatever the environment holds", async () => {
    const swept = await sweepOf(twoAccounts, { selection: { profiles: ["one", "two"] }, env: env() });
    expect(swept.clusters.map(({ scope, name }) => `${scope} ${name}`).toSorted()).toEqual([
      `${ACCOUNT} alpha`,
      `${OTHER} beta`,
    ]);
  });

  it("that do not exist stand in the ledger and are not replaced by other credentials", async () => {
    const swept = await sweepOf(twoAccounts, { selection: { profiles: ["one", "three"] }, env: env() });
    expect(swept.clusters.map(({ name }) => name)).toEqual(["alpha"]);
    expect(swept.ledger).toContainEqual(
      expect.objectContaining({ scope: "three", location: "-", status: "failed", clusters: null }),
    );
  });
});

it("says that organizations are not read yet instead of leaving them out silently", async () => {
  const swept = await sweepOf(regionWith({}), { selection: { organization: true } });
  expect(swept.ledger).toContainEqual(expect.objectContaining({ scope: "organization", status: "failed" }));
  const empty = await sweepOf(regionWith({}), { selection: { organization: [] } });
  expect(empty.ledger).toHaveLength(1);
});

it("stops when interrupted", async () => {
  const stop = new AbortController();
  stop.abort();
  const swept = await sweepOf(regionWith(alpha()), { signal: stop.signal });
  expect(swept.clusters).toEqual([]);
  expect(swept.ledger.every(({ status }) => status !== "read")).toBe(true);
});
