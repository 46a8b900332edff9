import { describe, expect, it } from "vitest";
import type { AwsLandscape } from "../../../src/simulator/aws/landscape.ts";
import { ACCOUNT, REGION, sweepOf, type Swept } from "./sweep-of.ts";

const MEMBER = "200000000001";

/** A member account whose role gives credentials for so many calls. */
function landscape(callsPerSession?: number): AwsLandscape {
  const names = ["orders", "payments", "search", "mail"];
  return {
    caller: ACCOUNT,
    ...(callsPerSession === undefined ? {} : { callsPerSession }),
    accounts: [
      { id: ACCOUNT, regions: [{ name: REGION }] },
      {
        id: MEMBER,
        roles: [{ name: "TrailproofReader" }],
        regions: [
          {
            name: REGION,
            clusters: names.map((name) => ({ name, logTypes: ["audit"] })),
            logGroups: names.map((name) => ({ name: `/aws/eks/${name}/cluster`, retentionInDays: 400 })),
          },
        ],
      },
    ],
  };
}

function sweep(callsPerSession?: number): Promise<Swept> {
  const selection = { accounts: [MEMBER], role: "TrailproofReader" };
  return sweepOf(landscape(callsPerSession), { selection });
}

function entered({ calls }: Swept): number {
  return calls.filter(({ operation }) => operation === "sts:AssumeRole").length;
}

/** Evidence names the calls in their order, which a second try may change. */
function factsOf({ clusters, resources }: Swept): string[] {
  const records = [...clusters, ...resources.values()].map(({ id, facts }) => [id, facts]);
  return records
    .map((record) => JSON.stringify(record, (key, value: unknown) => (key === "evidence" ? [] : value)))
    .toSorted();
}

describe("credentials of a role that end in the middle of a run", () => {
  it("are renewed, and what they were refused for is asked again", async () => {
    const lasting = await sweep();
    const ending = await sweep(7);
    expect(entered(lasting)).toBe(1);
    expect(entered(ending)).toBeGreaterThan(1);
    expect(ending.ledger).toEqual(lasting.ledger);
    expect(factsOf(ending)).toEqual(factsOf(lasting));
  });

  it("are renewed once for all calls that were refused together", async () => {
    const needed = (await sweep()).calls.length;
    expect(entered(await sweep(7))).toBeLessThanOrEqual(Math.ceil(needed / 7) + 1);
  });

  it("leave unknown what they are still refused for", async () => {
    const swept = await sweep(0);
    expect(swept.clusters).toEqual([]);
    expect(swept.ledger).toMatchObject([
      { scope: MEMBER, status: "failed", reason: "the credentials have expired (ExpiredTokenException)" },
    ]);
    expect(entered(swept)).toBeLessThanOrEqual(4);
  });
});
