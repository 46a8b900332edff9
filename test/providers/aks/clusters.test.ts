import { expect, test } from "vitest";
import type { AzureCluster } from "../../../src/simulator/azure/landscape.ts";
import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { clusterFacts, resourceFacts } from "../../../providers/aks/schema.ts";
import { answering, category, cluster, json, landscapeOf, SUB, sweep, trailOf, WORKSPACE } from "./support.ts";

async function recordFor(more: Partial<AzureCluster>): Promise<ClusterRecord> {
  const [record] = (await sweep(landscapeOf([cluster([], more)]))).clusters;
  if (!record) throw new Error("no cluster");
  return record;
}

test("keeps the id as Azure gives it", async () => {
  const id = `/subscriptions/${SUB}/resourcegroups/RG-Pay/providers/Microsoft.ContainerService/managedClusters/Pay`;
  expect(await recordFor({ id, name: "Pay" })).toMatchObject({
    id,
    name: "Pay",
    scope: SUB,
    location: "westeurope",
    provider: "aks",
  });
});

test.each<[string, Partial<AzureCluster>, Partial<ClusterRecord>]>([
  ["the version that runs", { version: "1.33", currentVersion: "1.33.5" }, { version: "1.33.5" }],
  ["the version that was asked for", { version: "1.33", currentVersion: null }, { version: "1.33" }],
  ["automatic", { sku: "Automatic" }, { flavour: "automatic" }],
  ["an old cluster without sku", { sku: null }, { flavour: "standard" }],
  ["created at", { createdAt: "2024-02-29T23:59:59.9999999Z" }, { createdAt: "2024-02-29T23:59:59Z" }],
  ["not known when", { createdAt: null }, { createdAt: null }],
  ["no tags at all", { tags: null }, { labels: {} }],
])("%s", async (_, given, expected) => {
  expect(await recordFor(given)).toMatchObject(expected);
});

test.each([
  ["Succeeded", "Running", "running"],
  ["Succeeded", null, "running"],
  ["Succeeded", "Stopped", "stopped"],
  ["Failed", "Running", "failed"],
  ["Failed", "Stopped", "stopped"],
  ["Creating", null, "creating"],
  ["Deleting", "Running", "deleting"],
  ["Deleting", "Stopped", "deleting"],
  ["Updating", "Running", "updating"],
  ["upgrading", "Running", "updating"],
  ["Starting", "Running", "updating"],
  ["Canceled", "Running", "running"],
  ["Canceled", null, "unknown"],
  ["Hibernating", "Running", "unknown"],
] as const)("%s and %s is %s", async (provisioningState, powerState, state) => {
  expect((await recordFor({ provisioningState, powerState })).state).toBe(state);
});

test("hostile names and tags stay data", async () => {
  const name = "<script>alert(1)</script>";
  const tags = JSON.parse('{"__proto__":"polluted","constructor":"x","=cmd()":"\\u001b[2J\\u202e"}') as {
    [key: string]: string;
  };
  const id = `/subscriptions/${SUB}/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/${encodeURIComponent(name)}`;
  const record = await recordFor({ id, name, tags });
  expect(record.name).toBe(name);
  expect(Object.entries(record.labels)).toEqual([
    ["__proto__", "polluted"],
    ["constructor", "x"],
    ["=cmd()", "\u001b[2J\u202e"],
  ]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("reads every page, and each cluster once", async () => {
  const clusters = Array.from({ length: 7 }, (_, at) => cluster([], { name: `c${at}` }));
  const swept = await sweep(landscapeOf([...clusters, cluster([], { name: "C0" })]), { pageSize: 3 });
  expect(swept.clusters.map(({ name }) => name).toSorted()).toEqual(clusters.map(({ name }) => name));
  expect(swept.ledger).toEqual([{ provider: "aks", scope: SUB, location: "-", status: "read", clusters: 7 }]);
});

test("a list that breaks off is incomplete, and what was read stays", async () => {
  const clusters = Array.from({ length: 4 }, (_, at) => cluster([], { name: `c${at}` }));
  const wrap = answering(({ query }) =>
    query.get("$skiptoken") === "2" ? json(403, { error: { code: "AuthorizationFailed", message: "no" } }) : undefined,
  );
  const swept = await sweep(landscapeOf(clusters), { pageSize: 2 }, {}, wrap);
  expect(swept.clusters).toHaveLength(2);
  expect(swept.ledger).toMatchObject([
    { status: "incomplete", clusters: null, permission: ACTIONS.clusters.permission },
  ]);
});

test("a list that is refused: refused, not empty", async () => {
  const swept = await sweep(landscapeOf([cluster([])]), {
    faults: [{ operation: ACTIONS.clusters.operation, kind: "denied" }],
  });
  expect(swept.ledger).toMatchObject([{ status: "refused", clusters: null, permission: ACTIONS.clusters.permission }]);
});

test("a subscription that is not registered for AKS has no clusters", async () => {
  const subscriptions = [{ id: SUB, unregistered: ["Microsoft.ContainerService"] }];
  const swept = await sweep(landscapeOf([], { subscriptions }));
  expect(swept.ledger).toMatchObject([{ scope: SUB, status: "read", clusters: 0 }]);
});

test("one that is not registered for something else says nothing about its clusters", async () => {
  const wrap = answering(({ path }) =>
    path.endsWith("/managedClusters")
      ? json(409, { error: { code: "MissingSubscriptionRegistration", message: "namespace 'Microsoft.Quota'" } })
      : undefined,
  );
  expect((await sweep(landscapeOf([cluster([])]), {}, {}, wrap)).ledger).toMatchObject([
    { status: "failed", clusters: null },
  ]);
});

test("settings of a subscription that is not registered for them are open", async () => {
  const subscriptions = [{ id: SUB, unregistered: ["Microsoft.Insights"] }];
  const trail = trailOf(await sweep(landscapeOf([cluster([])], { subscriptions })));
  expect(trail.streams[0]?.on).toMatchObject({
    state: "unknown",
    gaps: [{ reason: expect.stringContaining("not registered") }],
  });
});

test("only the wanted locations, however they are written", async () => {
  const clusters = [
    cluster([], { name: "a" }),
    cluster([], { name: "b", location: "West Europe" }),
    cluster([], { name: "c", location: "northeurope" }),
  ];
  const swept = await sweep(landscapeOf(clusters), {}, { locations: ["WEST europe"] });
  expect(swept.clusters.map(({ name }) => name).toSorted()).toEqual(["a", "b"]);
  expect(swept.ledger).toMatchObject([{ location: "-", clusters: 2 }]);
});

test("a cloud that lags behind is asked with older versions", async () => {
  const swept = await sweep(
    landscapeOf([cluster([])], { unsupportedApiVersions: ["2026-06-01", "2025-10-01", "2022-12-01"] }),
  );
  expect(swept.ledger).toMatchObject([{ status: "read", clusters: 1 }]);
});

test("one denied among three: the two others are as they were", async () => {
  const settings = [{ name: "a", logs: category("kube-audit"), workspace: WORKSPACE }];
  const clusters = ["a", "b", "c"].map((name) => cluster(settings, { name }));
  const swept = await sweep(landscapeOf(clusters, { workspaces: [{ id: WORKSPACE }] }), {
    faults: [{ operation: ACTIONS.settings.operation, target: "b", kind: "denied" }],
  });
  expect(["a", "b", "c"].map((name) => trailOf(swept, name).streams[0]?.on.state)).toEqual([
    "known",
    "unknown",
    "known",
  ]);
});

test("facts fit their schemas and refer to resources that are there", async () => {
  const settings = [{ name: "a", logs: [{ group: "audit" }], workspace: WORKSPACE }];
  const swept = await sweep(landscapeOf([cluster(settings, { entra: true })], { workspaces: [{ id: WORKSPACE }] }));
  const ids = swept.resources.map(({ id }) => id);
  for (const record of swept.clusters) {
    expect(clusterFacts.parse(record.facts)).toEqual(record.facts);
    expect(record.resources.every((id) => ids.includes(id))).toBe(true);
  }
  for (const record of swept.resources) {
    const schema = resourceFacts[record.type as keyof typeof resourceFacts];
    expect(schema.parse(record.facts)).toEqual(record.facts);
  }
});

test("a resource that the snapshot lost leaves everything about it open", async () => {
  const settings = [{ name: "a", logs: category("kube-audit"), workspace: WORKSPACE }];
  const swept = await sweep(landscapeOf([cluster(settings)], { workspaces: [{ id: WORKSPACE }] }));
  const trail = trailOf({ ...swept, resources: [] });
  const [store] = trail.stores;
  expect([store?.state, store?.hotDays, store?.totalDays, store?.readable].map((fact) => fact?.state)).toEqual(
    Array(4).fill("unknown"),
  );
});

test("two sweeps of the same landscape leave the same records", async () => {
  const settings = [{ name: "a", logs: [{ group: "audit" }], workspace: WORKSPACE }];
  const landscape = landscapeOf(
    ["a", "b", "c"].map((name) => cluster(settings, { name })),
    { workspaces: [{ id: WORKSPACE }] },
  );
  const sorted = ({ clusters, evidence, ledger, resources }: Awaited<ReturnType<typeof sweep>>) =>
    [...clusters, ...resources, ...evidence, ...ledger].map((record) => JSON.stringify(record)).toSorted();
  expect(sorted(await sweep(landscape))).toEqual(sorted(await sweep(landscape)));
});
