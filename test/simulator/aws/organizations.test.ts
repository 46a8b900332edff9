import {
  CloseAccountCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { afterEach, describe, expect, it } from "vitest";
import { userCredentials } from "../../../src/simulator/aws/credentials.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type { AwsLandscape, AwsOrganization } from "../../../src/simulator/aws/landscape.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";

const IDS = Array.from({ length: 45 }, (_, index) => String(100_000_000_000 + index));
const [MANAGEMENT = "", MEMBER = "", DELEGATED = ""] = IDS;

function landscapeOf(rest: Partial<AwsOrganization> = {}): AwsLandscape {
  return {
    caller: MANAGEMENT,
    organization: {
      management: MANAGEMENT,
      delegated: [DELEGATED],
      units: [{ id: "ou-1" }, { id: "ou-2", parent: "ou-1" }],
      ...rest,
    },
    accounts: IDS.map((id, index) => ({
      id,
      regions: [],
      ...(index % 2 === 1 ? { unit: "ou-2" } : {}),
      ...(index === 4 ? { state: "CLOSED" } : {}),
    })),
  };
}

describe("the simulated organization", () => {
  let simulator: Simulator | undefined;
  afterEach(() => simulator?.close());

  async function clientOf(account: string, landscape = landscapeOf()): Promise<OrganizationsClient> {
    simulator = await startSimulator([awsCloud(landscape)]);
    const credentials = userCredentials(account);
    return new OrganizationsClient({ region: "us-east-1", endpoint: simulator.url, credentials, maxAttempts: 1 });
  }

  it("lists its accounts twenty at a time, by State", async () => {
    const client = await clientOf(DELEGATED);
    const sizes: number[] = [];
    const states = new Set<string | undefined>();
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListAccountsCommand({ MaxResults: 20, ...(NextToken ? { NextToken } : {}) }));
      sizes.push(page.Accounts?.length ?? 0);
      for (const { State, Status } of page.Accounts ?? []) states.add(State ?? Status);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([20, 20, 5]);
    expect([...states].toSorted()).toEqual(["ACTIVE", "CLOSED"]);
  });

  it("begins with an empty page and tells the retired Status where the landscape says so", async () => {
    const client = await clientOf(MANAGEMENT, landscapeOf({ emptyPages: true, stateField: "Status" }));
    const first = await client.send(new ListAccountsCommand({}));
    expect(first).toMatchObject({ Accounts: [], NextToken: expect.any(String) as string });
    const second = await client.send(new ListAccountsCommand({ NextToken: first.NextToken ?? "" }));
    expect(second.Accounts?.map(({ State, Status }) => `${State} ${Status}`)).toContain("undefined SUSPENDED");
  });

  it("lists what is directly below a root or a unit", async () => {
    const client = await clientOf(MANAGEMENT);
    const below = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: "ou-1" }));
    expect(below.OrganizationalUnits?.map(({ Id }) => Id)).toEqual(["ou-2"]);
    const accounts = await client.send(new ListAccountsForParentCommand({ ParentId: "r-root" }));
    expect(accounts.Accounts?.[1]?.Id).toBe(IDS[2]);
    await expect(client.send(new ListAccountsForParentCommand({ ParentId: "ou-3" }))).rejects.toMatchObject({
      name: "ParentNotFoundException",
    });
  });

  it("is closed to members, and to accounts outside it there is none", async () => {
    const member = await clientOf(MEMBER);
    await expect(member.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: "AccessDeniedException" });
    await simulator?.close();
    const { organization: _none, ...without } = landscapeOf();
    const outside = await clientOf(MANAGEMENT, without);
    await expect(outside.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
    });
  });

  it("refuses and reports whatever would change it", async () => {
    const client = await clientOf(MANAGEMENT);
    await expect(client.send(new CloseAccountCommand({ AccountId: MEMBER }))).rejects.toThrow();
    expect(simulator?.calls).toMatchObject([{ operation: "organizations:CloseAccount", mutating: true, status: 405 }]);
  });
});
