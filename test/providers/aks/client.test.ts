import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { answering, cluster, json, landscapeOf, SUB, sweep } from "./support.ts";

/** Another host on this machine: nothing may reach it. */
const seen: IncomingMessage[] = [];
const foreign = createServer((request, response) => {
  seen.push(request);
  response.writeHead(200, { "content-type": "application/json" }).end('{"value":[]}');
});
let elsewhere = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => void foreign.listen(0, "127.0.0.1", resolve));
  elsewhere = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
});
afterAll(() => void foreign.close());

const clusterBody = {
  id: `/subscriptions/${SUB}/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/a`,
  name: "a",
  location: "westeurope",
  properties: { provisioningState: "Succeeded" },
};

test.each([
  ["subscriptions", /^\/subscriptions$/, { value: [{ subscriptionId: SUB, state: "Enabled" }] }],
  ["clusters", /managedClusters$/, { value: [clusterBody] }],
])("a next link to a foreign host is not followed, and its list is not complete: %s", async (_, path, body) => {
  const wrap = answering((request) =>
    path.test(request.path) ? json(200, { ...body, nextLink: `${elsewhere}/steal?api-version=1` }) : undefined,
  );
  const swept = await sweep(landscapeOf([]), {}, {}, wrap);
  expect(swept.ledger.map(({ status }) => status)).toContain("incomplete");
  expect(swept.ledger.some(({ reason }) => reason?.includes("foreign host"))).toBe(true);
  expect(seen).toEqual([]);
});

test("a redirect is not followed", async () => {
  const wrap = answering(({ path }) =>
    path === "/subscriptions" ? { status: 307, headers: { location: `${elsewhere}/steal` }, body: "" } : undefined,
  );
  expect((await sweep(landscapeOf([]), {}, {}, wrap)).ledger).toMatchObject([
    { status: "failed", reason: expect.stringContaining("307") },
  ]);
  expect(seen).toEqual([]);
});

test("a list that leads back to itself is malformed, not endless", async () => {
  const wrap = answering(({ base, path }) =>
    path.endsWith("/managedClusters")
      ? json(200, { value: [clusterBody], nextLink: `${base}${path}?api-version=2026-06-01&$skiptoken=x` })
      : undefined,
  );
  const swept = await sweep(landscapeOf([cluster([])]), {}, {}, wrap);
  expect(swept.ledger).toMatchObject([{ status: "incomplete", reason: expect.stringContaining("page it had before") }]);
  expect(swept.clusters).toHaveLength(1);
});

test.each(["", null])("an empty next link ends a list: %j", async (nextLink) => {
  const wrap = answering(({ path }) =>
    path.endsWith("/managedClusters") ? json(200, { value: [], nextLink }) : undefined,
  );
  expect((await sweep(landscapeOf([]), {}, {}, wrap)).ledger).toMatchObject([{ status: "read", clusters: 0 }]);
});

test.each([
  ["a missing list", {}],
  ["a null list", { value: null }],
  ["a list of something else", { value: [{ id: "x" }] }],
  ["a cluster whose id is none", { value: [{ ...clusterBody, id: "/subscriptions/../../x" }] }],
  ["a text", "ok"],
  ["null", null],
])("an answer that cannot be true is no empty list: %s", async (_, body) => {
  const wrap = answering(({ path }) => (path.endsWith("/managedClusters") ? json(200, body) : undefined));
  expect((await sweep(landscapeOf([]), {}, {}, wrap)).ledger).toMatchObject([{ status: "failed", clusters: null }]);
});

test("the missing action is taken from the service's own words, which the SDK's lists hide", async () => {
  const message =
    "does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/list/action' over scope '/subscriptions/x' or the scope is invalid";
  const wrap = answering(({ path }) =>
    path.endsWith("/managedClusters") ? json(403, { error: { code: "AuthorizationFailed", message } }) : undefined,
  );
  expect((await sweep(landscapeOf([]), {}, {}, wrap)).ledger).toMatchObject([
    { status: "refused", permission: "Microsoft.ContainerService/managedClusters/list/action" },
  ]);
});

test("an expired token is dropped and asked for again", async () => {
  let refused = 0;
  const wrap = answering(({ path }) => {
    if (path !== "/subscriptions" || refused > 0) return undefined;
    refused += 1;
    return json(401, { error: { code: "ExpiredAuthenticationToken", message: "" } });
  });
  expect((await sweep(landscapeOf([]), {}, {}, wrap)).ledger).toMatchObject([{ status: "read" }]);
});

test("all clients share one sign-in", async () => {
  const clusters = Array.from({ length: 20 }, (_, at) => cluster([], { name: `c${at}` }));
  const swept = await sweep(landscapeOf(clusters), { pageSize: 5 });
  expect(swept.calls.filter(({ operation }) => operation === "EntraID:GetToken").length).toBeLessThan(2);
  expect(swept.calls.filter(({ operation }) => operation === ACTIONS.clusters.operation)).toHaveLength(4);
});

test("no evidence holds a token", async () => {
  const swept = await sweep(landscapeOf([cluster([])]));
  expect(JSON.stringify(swept.evidence)).not.toMatch(/Bearer|simulated-azure-token/);
});
