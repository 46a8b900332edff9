import { describe, expect, test } from "vitest";
import type { AzureLandscape, AzureTable, AzureWorkspace } from "../../../src/simulator/azure/landscape.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { Store } from "../../../src/model/trail.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import {
  answering,
  category,
  cluster,
  json,
  landscapeOf,
  SECURITY,
  SUB,
  sweep,
  trailOf,
  WORKSPACE,
} from "./support.ts";

const SETTING = { name: "a", logs: category("kube-audit"), workspace: WORKSPACE, destinationType: "Dedicated" };

async function storeFor(more: Partial<AzureLandscape>, faults: readonly Fault[] = [], state = {}): Promise<Store> {
  const trail = trailOf(await sweep(landscapeOf([cluster([SETTING], state)], more), { faults }));
  const [store] = trail.stores;
  if (!store) throw new Error("no store");
  return store;
}

function withTable(table: Partial<AzureTable>, workspace: Partial<AzureWorkspace> = {}): Partial<AzureLandscape> {
  return { workspaces: [{ id: WORKSPACE, retentionDays: 90, tables: [{ name: "AKSAudit", ...table }], ...workspace }] };
}

function value(store: Store): unknown[] {
  return [store.state, store.hotDays, store.totalDays].map((fact) =>
    fact.state === "known" ? fact.value : fact.state,
  );
}

describe("days of a table", () => {
  test.each([
    ["its own", { retentionDays: 180, totalDays: 730 }, [180, 730]],
    ["those of the workspace where it has none", { retentionDays: null, totalDays: null }, [90, 90]],
    ["-1 stands for the default", { retentionDays: -1, totalDays: -1 }, [90, 90]],
    ["its total alone", { retentionDays: null, totalDays: 400 }, [90, 400]],
    ["Basic is searchable for 30 days", { plan: "Basic", totalDays: 365 }, [30, 365]],
    ["Auxiliary, too", { plan: "auxiliary", totalDays: 365 }, [30, 365]],
    ["Basic without a total does not say", { plan: "Basic", totalDays: null }, [30, "unknown"]],
    ["a plan of the future does not say", { plan: "Lake", totalDays: 365 }, ["unknown", 365]],
  ])("%s", async (_, table, expected) => {
    expect(value(await storeFor(withTable(table)))).toEqual(["live", ...expected]);
  });

  test("before the first record the workspace's days are inferred", async () => {
    const store = await storeFor({ workspaces: [{ id: WORKSPACE, retentionDays: 120 }] });
    expect(value(store)).toEqual(["live", 120, 120]);
    expect(store.hotDays).toMatchObject({ basis: "inferred" });
  });

  test("a table that may not be read leaves them open", async () => {
    const faults: Fault[] = [{ operation: ACTIONS.table.operation, kind: "denied" }];
    expect(value(await storeFor(withTable({}), faults))).toEqual(["live", "unknown", "unknown"]);
  });

  test.each(["InvalidResourceType", "SomethingNew", ""])(
    "a 404 that does not prove absence leaves them open: %s",
    async (code) => {
      const wrap = answering(({ path }) =>
        path.endsWith("/tables/AKSAudit") ? json(404, { error: { code, message: "" } }) : undefined,
      );
      const swept = await sweep(landscapeOf([cluster([SETTING])], withTable({})), {}, {}, wrap);
      expect(trailOf(swept).stores.map(value)).toEqual([["live", "unknown", "unknown"]]);
    },
  );
});

describe("a workspace that takes nothing in", () => {
  test("missing", async () => {
    const store = await storeFor({});
    expect(value(store)).toEqual(["dead", 0, 0]);
    expect(store.stateReason).toContain("does not exist");
  });

  test("soft-deleted, said so", async () => {
    const store = await storeFor({ deletedWorkspaces: [{ id: WORKSPACE.toUpperCase() }] });
    expect(value(store)).toEqual(["dead", 0, 0]);
    expect(store.stateReason).toContain("soft-deleted");
  });

  test("missing where the deleted ones may not be listed", async () => {
    const store = await storeFor({}, [{ operation: ACTIONS.deletedWorkspaces.operation, kind: "denied" }]);
    expect(value(store)).toEqual(["dead", 0, 0]);
    expect(store.stateReason).not.toContain("soft-deleted");
  });

  test.each(["ForceOff", "SubscriptionSuspended"])("ingestion %s", async (ingestion) => {
    expect(value(await storeFor(withTable({}, { ingestion })))).toEqual(["dead", 0, 0]);
  });

  test.each(["OverQuota", "ApproachingQuota", "ForceOn", "Whatever"])("a cap is no end: %s", async (ingestion) => {
    expect(value(await storeFor(withTable({}, { ingestion, dailyCapGb: 1 })))).toEqual(["live", 90, 90]);
  });
});

describe("a workspace that cannot be read is open", () => {
  test("denied: names permission and resource", async () => {
    const store = await storeFor(withTable({}), [{ operation: ACTIONS.workspace.operation, kind: "denied" }]);
    expect(value(store)).toEqual(
      ["unknown", "unknown", "unknown"].map((open, at) => (at === 0 ? open : expect.anything())),
    );
    expect(store.state).toMatchObject({
      gaps: [{ permission: ACTIONS.workspace.permission, on: expect.stringContaining("workspaces/law-sec") }],
    });
  });

  test("in a subscription that is not visible: a permission there would help", async () => {
    const store = await storeFor({ subscriptions: [{ id: SUB }] });
    expect(store.state).toMatchObject({
      gaps: [{ permission: ACTIONS.workspace.permission, reason: expect.stringContaining("SubscriptionNotFound") }],
    });
  });

  test("in another tenant: no permission would help", async () => {
    const store = await storeFor({
      subscriptions: [{ id: SUB }, { id: SECURITY, tenant: "00000000-0000-0000-0000-0000000000aa" }],
    });
    expect(store.state).toMatchObject({
      state: "unknown",
      gaps: [{ reason: expect.stringContaining("another tenant") }],
    });
    expect(store.state).not.toHaveProperty("gaps.0.permission");
  });

  test("delegated from another tenant: read", async () => {
    const subscriptions = [
      { id: SUB },
      {
        id: SECURITY,
        tenant: "00000000-0000-0000-0000-0000000000aa",
        managedBy: ["00000000-0000-0000-0000-0000000000ee"],
      },
    ];
    expect(value(await storeFor({ ...withTable({}), subscriptions }))).toEqual(["live", 90, 90]);
  });
});

test("while the cluster is being created, what is not there yet is open", async () => {
  const young = { provisioningState: "Creating", powerState: null };
  expect(value(await storeFor({}, [], young))).toEqual(["unknown", "unknown", "unknown"]);
  expect(value(await storeFor({ workspaces: [{ id: WORKSPACE }] }, [], young))).toEqual(["live", "unknown", "unknown"]);
  expect(value(await storeFor(withTable({}), [], young))).toEqual(["live", 90, 90]);
});

test("clusters share a workspace, whatever the letter case of its id", async () => {
  const clusters = ["one", "two", "three"].map((name, at) =>
    cluster([{ ...SETTING, workspace: at === 1 ? WORKSPACE.toLowerCase() : WORKSPACE }], { name }),
  );
  const swept = await sweep(landscapeOf(clusters, withTable({})));
  expect(swept.calls.filter(({ operation }) => operation === ACTIONS.workspace.operation)).toHaveLength(1);
  expect(swept.resources.map(({ type }) => type).toSorted()).toEqual([
    "log-analytics-table",
    "log-analytics-workspace",
  ]);
  expect(trailOf(swept, "one").stores[0]?.id).toBe(trailOf(swept, "two").stores[0]?.id);
});

describe("customer keys", () => {
  const logCluster = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.OperationalInsights/clusters/cmk`;
  const vault = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.KeyVault/vaults/keep`;
  const key = { vaultUri: "https://KEEP.vault.azure.net:443/", name: "logs" };
  const base = withTable({}, { cluster: logCluster });

  async function readable(more: Partial<AzureLandscape>, faults: readonly Fault[] = []): Promise<unknown> {
    const { readable: fact } = await storeFor({ ...base, ...more }, faults);
    return fact.state === "known" ? fact.value : fact;
  }

  test("a dedicated cluster without one is readable", async () => {
    expect(await readable({ logClusters: [{ id: logCluster }] })).toBe(true);
  });

  test("enabled", async () => {
    expect(
      await readable({
        logClusters: [{ id: logCluster, key }],
        vaults: [{ id: vault, keys: [{ name: "logs", enabled: true }] }],
      }),
    ).toBe(true);
  });

  test("disabled", async () => {
    expect(
      await readable({
        logClusters: [{ id: logCluster, key }],
        vaults: [{ id: vault, keys: [{ name: "logs", enabled: false }] }],
      }),
    ).toBe(false);
  });

  test("gone", async () => {
    expect(await readable({ logClusters: [{ id: logCluster, key }], vaults: [{ id: vault, keys: [] }] })).toBe(false);
  });

  test("in a vault that lies elsewhere: open", async () => {
    expect(await readable({ logClusters: [{ id: logCluster, key }] })).toMatchObject({
      state: "unknown",
      gaps: [{ reason: expect.stringContaining("keep.vault.azure.net") }],
    });
  });

  test("of a cluster that may not be read: open", async () => {
    const faults: Fault[] = [{ operation: ACTIONS.logCluster.operation, kind: "denied" }];
    expect(await readable({ logClusters: [{ id: logCluster, key }] }, faults)).toMatchObject({
      gaps: [{ permission: ACTIONS.logCluster.permission }],
    });
  });
});
