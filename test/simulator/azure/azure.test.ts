import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { azureCloud } from "../../../src/simulator/azure/index.ts";
import type { AzureLandscape } from "../../../src/simulator/azure/landscape.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";

const SUB = "00000000-0000-0000-0000-000000000001";
const FOREIGN = "00000000-0000-0000-0000-000000000002";
const GROUP = `/subscriptions/${SUB}/resourceGroups/rg/providers`;
const CLUSTER = `${GROUP}/Microsoft.ContainerService/managedClusters/pay`;
const WORKSPACE = `${GROUP}/Microsoft.OperationalInsights/workspaces/law`;
const ACCOUNT = `${GROUP}/Microsoft.Storage/storageAccounts/keep`;

const landscape: AzureLandscape = {
  tenant: "00000000-0000-0000-0000-0000000000ee",
  subscriptions: [
    { id: SUB, unregistered: ["Microsoft.EventHub"] },
    { id: FOREIGN, tenant: "00000000-0000-0000-0000-0000000000aa" },
  ],
  clusters: ["pay", "two", "three"].map((name) => ({
    subscription: SUB,
    resourceGroup: "rg",
    name,
    location: "westeurope",
    settings: [{ name: "a", logs: [{ category: "kube-audit" }], workspace: WORKSPACE, storage: "" }],
  })),
  workspaces: [{ id: WORKSPACE, tables: [{ name: "AKSAudit" }] }],
  storageAccounts: [{ id: ACCOUNT }],
  unsupportedApiVersions: ["2099-01-01"],
};

let simulator: Simulator;
let token = "";

beforeAll(async () => {
  const faults = [
    {
      operation: "Microsoft.OperationalInsights/workspaces/tables/read",
      target: "law/AKSAudit",
      kind: "denied" as const,
    },
    {
      operation: "Microsoft.ContainerService/managedClusters/read",
      kind: "throttled" as const,
      times: 1,
      retryAfterSeconds: 7,
    },
  ];
  simulator = await startSimulator([azureCloud(landscape)], { pageSize: 2, faults });
  const { env } = simulator;
  const answer = await fetch(
    `${env["IDENTITY_ENDPOINT"]}?api-version=2019-08-01&resource=https://management.azure.com/`,
    {
      headers: { "x-identity-header": env["IDENTITY_HEADER"] ?? "" },
    },
  );
  token = ((await answer.json()) as { access_token: string }).access_token;
});
afterAll(() => simulator.close());

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function get(path: string, authorization: string | null = `Bearer ${token}`, method = "GET"): Promise<Got> {
  const headers: { [name: string]: string } = authorization === null ? {} : { authorization };
  const version = /[?&]api-version/.test(path) ? "" : "?api-version=2024-01-01";
  const answer = await fetch(path.startsWith("http") ? path : `${simulator.url}${path}${version}`, { headers, method });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text.startsWith("{") ? JSON.parse(text) : text };
}

function error(code: string): object {
  return { error: { code, message: expect.any(String) } };
}

describe("what Azure Resource Manager checks first", () => {
  test.each([
    ["no token", null, 401, "AuthenticationFailed"],
    ["a token of someone else", "Bearer x", 401, "InvalidAuthenticationToken"],
  ])("%s", async (_, authorization, status, code) => {
    const got = await get("/subscriptions", authorization);
    expect(got).toMatchObject({ status, body: error(code) });
    expect(got.headers.get("www-authenticate")).toContain("Bearer");
  });

  test.each([
    ["/subscriptions?x=1", 400, "MissingApiVersionParameter"],
    ["/subscriptions?api-version=2099-01-01", 400, "NoRegisteredProviderFound"],
    ["/subscriptions/00000000-0000-0000-0000-000000000009", 404, "SubscriptionNotFound"],
    [`/subscriptions/${FOREIGN}`, 401, "InvalidAuthenticationTokenTenant"],
    [`${GROUP}/Microsoft.EventHub/namespaces/x`, 409, "MissingSubscriptionRegistration"],
  ])("%s", async (path, status, code) => {
    const got = path.includes("?x=1") ? await get(`${simulator.url}${path}`) : await get(path);
    expect(got).toMatchObject({ status, body: error(code) });
  });

  test("anything that would change something is refused", async () => {
    const got = await get(CLUSTER, undefined, "PUT");
    expect(got.status).toBe(405);
    expect(simulator.calls.at(-1)).toMatchObject({ mutating: true });
  });
});

describe("what is not there", () => {
  test.each([
    [`${GROUP}/Microsoft.OperationalInsights/workspaces/none`, "ResourceNotFound"],
    [
      `/subscriptions/${SUB}/resourceGroups/none/providers/Microsoft.Storage/storageAccounts/x`,
      "ResourceGroupNotFound",
    ],
    [`${WORKSPACE}/tables/AKSAuditAdmin`, "ResourceNotFound"],
    [`${ACCOUNT}/blobServices/default/containers/none`, "ContainerNotFound"],
    [`${ACCOUNT}/managementPolicies/default`, "ManagementPolicyNotFound"],
  ])("%s", async (path, code) => {
    expect(await get(path)).toMatchObject({ status: 404, body: error(code) });
  });
});

test("lists come in pages, linked on the address the client came by", async () => {
  const path = `/subscriptions/${SUB}/providers/Microsoft.ContainerService/managedClusters`;
  const throttled = await get(path);
  expect(throttled).toMatchObject({ status: 429, body: error("Throttled") });
  expect(throttled.headers.get("retry-after")).toBe("7");
  const first = (await get(path)).body as { value: { name: string }[]; nextLink: string };
  expect(first.nextLink.startsWith(`${simulator.url}/subscriptions/${SUB}/`)).toBe(true);
  const second = (await get(first.nextLink)).body as { value: { name: string }[] };
  expect([...first.value, ...second.value].map(({ name }) => name)).toEqual(["pay", "two", "three"]);
  expect(second).not.toHaveProperty("nextLink");
});

test("ids in any letter case, unset destinations as null or empty, what is left of the limit", async () => {
  const got = await get(`${CLUSTER.toUpperCase()}/providers/microsoft.insights/DIAGNOSTICSETTINGS`);
  const { value } = got.body as { value: { id: string; properties: object }[] };
  expect(value[0]).toMatchObject({
    id: expect.stringMatching(/^\/subscriptions\/.*\/resourcegroups\/rg\/.*managedclusters/),
    properties: { workspaceId: WORKSPACE, storageAccountId: "", eventHubName: null, logAnalyticsDestinationType: null },
  });
  expect(got.headers.get("x-ms-ratelimit-remaining-subscription-reads")).toBe("249");
});

test("a refusal names the action and the resource", async () => {
  const got = await get(`${WORKSPACE}/tables/AKSAudit`);
  expect(got.status).toBe(403);
  expect(JSON.stringify(got.body)).toMatch(
    /perform action 'Microsoft.OperationalInsights\/workspaces\/tables\/read' over scope '\/subscriptions\/.*\/tables\/aksaudit'/,
  );
});

test("a token needs the header that only this machine knows", async () => {
  const answer = await fetch(`${simulator.env["IDENTITY_ENDPOINT"]}?resource=x`);
  expect(answer.status).toBe(401);
});
