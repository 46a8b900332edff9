import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListDelegatedAdministratorsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  CreateDataLakeCommand,
  DeleteAwsLogSourceCommand,
  GetDataLakeSourcesCommand,
  ListDataLakesCommand,
  ListLogSourcesCommand,
  SecurityLakeClient,
} from "@aws-sdk/client-securitylake";
import { userCredentials } from "../../../src/simulator/aws/credentials.ts";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";
import { ARCHIVE, everything } from "../../providers/eks/everything.ts";
import { ACCOUNT, REGION } from "../../providers/eks/sweep-of.ts";

describe("the simulated Security Lake", () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator([awsCloud(everything)]);
  });
  afterAll(() => simulator.close());

  function config(account: string) {
    return { endpoint: simulator.url, region: REGION, maxAttempts: 1, credentials: userCredentials(account) };
  }

  it("shows an account the lakes that it holds", async () => {
    const holder = new SecurityLakeClient(config(ARCHIVE));
    const { dataLakes } = await holder.send(new ListDataLakesCommand({}));
    expect(dataLakes).toMatchObject([
      {
        dataLakeArn: `arn:aws:securitylake:${REGION}:${ARCHIVE}:data-lake/default`,
        createStatus: "COMPLETED",
        lifecycleConfiguration: { expiration: { days: 365 } },
      },
    ]);
    expect((await holder.send(new ListDataLakesCommand({ regions: ["us-east-1"] }))).dataLakes).toEqual([]);
    const other = new SecurityLakeClient(config(ACCOUNT));
    expect((await other.send(new ListDataLakesCommand({}))).dataLakes).toEqual([]);
    await expect(other.send(new GetDataLakeSourcesCommand({}))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("lists the wanted sources, page by page", async () => {
    const holder = new SecurityLakeClient(config(ARCHIVE));
    const named = (sourceName: "EKS_AUDIT" | "WAF") => ({ sources: [{ awsLogSource: { sourceName } }], maxResults: 1 });
    const first = await holder.send(new ListLogSourcesCommand(named("EKS_AUDIT")));
    const nextToken = first.nextToken ?? "";
    const second = await holder.send(new ListLogSourcesCommand({ ...named("EKS_AUDIT"), nextToken }));
    expect([...(first.sources ?? []), ...(second.sources ?? [])].map(({ account }) => account)).toContain(ACCOUNT);
    expect(second).toMatchObject({
      sources: [{ region: REGION, sources: [{ awsLogSource: { sourceName: "EKS_AUDIT", sourceVersion: "2.0" } }] }],
    });
    expect(second.nextToken).toBeUndefined();
    expect((await holder.send(new ListLogSourcesCommand(named("WAF")))).sources).toEqual([]);
    expect(await holder.send(new GetDataLakeSourcesCommand({ maxResults: 100 }))).toMatchObject({
      dataLakeSources: [{}, { account: ACCOUNT, sourceStatuses: [{ status: "COLLECTING" }] }],
    });
  });

  it("has an account that runs it, by the name of the service", async () => {
    const organizations = new OrganizationsClient(config(ACCOUNT));
    const asked = (ServicePrincipal: string) =>
      organizations.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal }));
    expect(await asked("securitylake.amazonaws.com")).toMatchObject({ DelegatedAdministrators: [{ Id: ARCHIVE }] });
    expect(await asked("guardduty.amazonaws.com")).toMatchObject({ DelegatedAdministrators: [] });
  });

  it("refuses and reports whatever would change it", async () => {
    const holder = new SecurityLakeClient(config(ARCHIVE));
    const sources = [{ regions: [REGION], sourceName: "EKS_AUDIT" as const }];
    await expect(holder.send(new DeleteAwsLogSourceCommand({ sources }))).rejects.toThrow();
    const made = { configurations: [{ region: REGION }], metaStoreManagerRoleArn: "arn:aws:iam::1:role/x" };
    await expect(holder.send(new CreateDataLakeCommand(made))).rejects.toThrow();
    expect(simulator.calls.slice(-2)).toMatchObject([
      { mutating: true, status: 405 },
      { mutating: true, status: 405 },
    ]);
  });
});
