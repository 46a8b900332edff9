import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../src/model/evidence.ts";
import type { AwsAccount, AwsLandscape } from "../../../src/simulator/aws/landscape.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const POLICY = "arn:aws:organizations::999988887777:policy/o-exampleorg/service_control_policy/p-12345678";
const OTHER = "444455556666";

async function ledgerOf(account: Partial<AwsAccount>): Promise<readonly LedgerEntry[]> {
  return (await sweepOf(regionWith(alpha(), account))).ledger;
}

describe("a region where clusters may not be listed", () => {
  it.each([
    [`with an explicit deny in a service control policy: ${POLICY}`, `a service control policy ${POLICY} forbids it`],
    ["with an explicit deny in a service control policy", "a service control policy forbids it"],
    ["with an explicit deny in a resource control policy", "a resource control policy forbids it"],
    ["with an explicit deny in a session policy", "a session policy forbids it"],
    ["with an explicit deny in a VPC endpoint policy", "a VPC endpoint policy forbids it"],
    ["with an explicit deny in a permissions boundary", "a permissions boundary forbids it"],
    ["with an explicit deny in an identity-based policy", "an identity-based policy forbids it"],
    ["because no service control policy allows the eks:ListClusters action", "no service control policy allows it"],
    ["because no session policy allows the eks:ListClusters action", "no session policy allows it"],
    ["because no VPC endpoint policy allows the eks:ListClusters action", "no VPC endpoint policy allows it"],
    ["because no permissions boundary allows the eks:ListClusters action", "no permissions boundary allows it"],
    ["because no identity-based policy allows the eks:ListClusters action", "no identity-based policy allows it"],
  ])("%s, is refused and says which policy it was", async (because, reason) => {
    expect(await ledgerOf({ denies: [{ operation: "eks:ListClusters", because }] })).toEqual([
      {
        provider: "eks",
        scope: ACCOUNT,
        location: REGION,
        status: "refused",
        clusters: null,
        reason: `denied: ${reason} (AccessDeniedException)`,
        operation: "eks:ListClusters",
        permission: "eks:ListClusters",
      },
    ]);
  });
});

describe("a region that is not enabled", () => {
  it("is told apart from credentials that are wrong", async () => {
    const selection = { regions: ["ap-east-1"] };
    const regions = [{ name: REGION }, { name: "ap-east-1", optIn: "DISABLED" as const }];
    const swept = await sweepOf({ caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions }] }, { selection });
    expect(swept.ledger).toMatchObject([
      {
        location: "ap-east-1",
        status: "failed",
        clusters: null,
        reason:
          "the region is not enabled for the account: its credentials were accepted elsewhere (UnrecognizedClientException)",
      },
    ]);
    const wrong = await sweepOf(regionWith({}), { env: { AWS_ACCESS_KEY_ID: "AKIANOBODYKNOWS00000" } });
    expect(wrong.ledger).toMatchObject([{ scope: "caller", status: "failed", operation: "sts:GetCallerIdentity" }]);
    expect(wrong.ledger[0]?.reason).toBe(
      "the credentials are not valid, or not in the region that is asked (InvalidClientTokenId)",
    );
  });

  it("is not read, and not missed, where the account's regions are listed", async () => {
    const regions = [{ name: REGION }, { name: "ap-east-1", optIn: "DISABLED" as const }];
    const swept = await sweepOf({ caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions }] });
    expect(swept.ledger.map(({ location }) => location)).toEqual([REGION]);
  });
});

describe("a role that may not be entered", () => {
  const landscape: AwsLandscape = {
    caller: ACCOUNT,
    accounts: [
      {
        id: ACCOUNT,
        denies: [
          { operation: "sts:AssumeRole", because: `with an explicit deny in a service control policy: ${POLICY}` },
        ],
        regions: [{ name: REGION }],
      },
      { id: OTHER, roles: [{ name: "Reader" }], regions: [{ name: REGION }] },
    ],
  };

  it("says which policy it was, when it is not the role's own trust", async () => {
    const swept = await sweepOf(landscape, { selection: { accounts: [OTHER], role: "Reader" } });
    expect(swept.ledger).toMatchObject([
      {
        scope: OTHER,
        status: "refused",
        permission: "sts:AssumeRole",
        reason: expect.stringContaining(POLICY) as string,
      },
    ]);
  });
});
