import { describe, expect, test } from "vitest";
import type { AzureContainer, AzureStorageAccount } from "../../../src/simulator/azure/landscape.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { Store } from "../../../src/model/trail.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { ACCOUNT, category, cluster, landscapeOf, SECURITY, sweep, trailOf } from "./support.ts";

const CONTAINER = "insights-logs-kube-audit";

async function storeFor(account: Partial<AzureStorageAccount> | null, faults: readonly Fault[] = []): Promise<Store> {
  const storageAccounts = account === null ? [] : [{ id: ACCOUNT, ...account }];
  const settings = [{ name: "a", logs: category("kube-audit"), storage: ACCOUNT }];
  const trail = trailOf(await sweep(landscapeOf([cluster(settings)], { storageAccounts }), { faults }));
  const [store] = trail.stores;
  if (!store) throw new Error("no store");
  expect(trail.routes[0]?.cutsBodies).toContain("16 KiB");
  return store;
}

function containers(container: Partial<AzureContainer>): Partial<AzureStorageAccount> {
  return { containers: [{ name: CONTAINER, ...container }] };
}

function value({ hotDays, state, totalDays }: Store): unknown[] {
  return [state, hotDays, totalDays].map((fact) => (fact.state === "known" ? fact.value : fact.state));
}

test("without a lifecycle rule blobs stay for ever, and are never hot", async () => {
  expect(value(await storeFor(containers({})))).toEqual(["live", 0, null]);
});

test("before the first record there is no container, and the account is alive", async () => {
  expect(value(await storeFor({}))).toEqual(["live", 0, null]);
});

test("an account that is gone takes nothing", async () => {
  expect(value(await storeFor(null))).toEqual(["dead", 0, 0]);
});

describe("lifecycle rules", () => {
  test.each([
    ["delete every blob", [{ name: "r", deleteAfter: { modification: 90 } }], 90],
    [
      "the smallest of several counts",
      [
        { name: "r", deleteAfter: { modification: 400 } },
        { name: "s", deleteAfter: { creation: 200 }, prefixes: [CONTAINER] },
      ],
      200,
    ],
    [
      "the smallest condition of a rule counts",
      [{ name: "r", deleteAfter: { modification: 400, lastAccess: 100.9 } }],
      100,
    ],
    ["switched off", [{ name: "r", enabled: false, deleteAfter: { modification: 1 } }], null],
    ["block blobs only", [{ name: "r", blobTypes: ["blockBlob"], deleteAfter: { modification: 1 } }], null],
    ["archive only", [{ name: "r", archiveAfter: 30 }], null],
    ["another container", [{ name: "r", prefixes: ["insights-logs-guard"], deleteAfter: { modification: 1 } }], null],
    [
      "another container that only starts alike",
      [{ name: "r", prefixes: ["insights-logs-kube-audit-admin/"], deleteAfter: { modification: 1 } }],
      null,
    ],
    [
      "a part of the container's name",
      [{ name: "r", prefixes: ["insights-logs-"], deleteAfter: { modification: 7 } }],
      7,
    ],
    [
      "another cluster",
      [{ name: "r", prefixes: [`${CONTAINER}/resourceId=/SUBSCRIPTIONS/OTHER`], deleteAfter: { modification: 1 } }],
      null,
    ],
    [
      "this cluster's subscription",
      [
        {
          name: "r",
          prefixes: [`${CONTAINER}/resourceId=/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/`],
          deleteAfter: { modification: 7 },
        },
      ],
      7,
    ],
    [
      "letters in another case than Azure writes",
      [{ name: "r", prefixes: ["Insights-Logs"], deleteAfter: { modification: 1 } }],
      null,
    ],
    [
      "by tag: cannot be told",
      [{ name: "r", tag: { name: "old", value: "yes" }, deleteAfter: { modification: 30 } }],
      "unknown",
    ],
    [
      "by tag, later than a certain one",
      [
        { name: "r", tag: { name: "old", value: "yes" }, deleteAfter: { modification: 300 } },
        { name: "s", deleteAfter: { modification: 30 } },
      ],
      30,
    ],
    ["on a condition of the future", [{ name: "r", deleteAfter: {} }], "unknown"],
  ])("%s", async (_, lifecycle, days) => {
    expect(value(await storeFor({ ...containers({}), lifecycle }))).toEqual(["live", 0, days]);
  });

  test("an empty policy deletes nothing", async () => {
    expect(value(await storeFor({ ...containers({}), lifecycle: [] }))).toEqual(["live", 0, null]);
  });

  test("unreadable: the days are open, the account alive", async () => {
    const store = await storeFor(containers({}), [{ operation: ACTIONS.lifecycle.operation, kind: "denied" }]);
    expect(value(store)).toEqual(["live", 0, "unknown"]);
    expect(store.totalDays).toMatchObject({ gaps: [{ permission: ACTIONS.lifecycle.permission }] });
  });
});

describe("locks", () => {
  test.each([
    ["locked with protected appends", { lock: { state: "Locked", days: 400, appends: true } }, "live"],
    ["locked with protected appends of all kinds", { lock: { state: "Locked", days: 400, appendsAll: true } }, "live"],
    ["locked without", { lock: { state: "Locked", days: 400 } }, "dead"],
    ["not locked yet, without", { lock: { state: "Unlocked", days: 400, appends: false } }, "dead"],
    ["a legal hold", { legalHold: { appendsAll: false } }, "dead"],
    ["a legal hold that lets blobs grow", { legalHold: { appendsAll: true } }, "live"],
  ] as const)("%s", async (_, container, state) => {
    expect(value(await storeFor(containers(container)))[0]).toBe(state);
  });

  test("one for all versions of the account holds for a container without its own", async () => {
    const lock = { state: "Locked", days: 400 } as const;
    expect(value(await storeFor({ ...containers({}), lock }))[0]).toBe("dead");
    expect(value(await storeFor({ lock }))[0]).toBe("dead");
    expect(value(await storeFor({ ...containers({ lock: { ...lock, appends: true } }), lock }))[0]).toBe("live");
    expect(value(await storeFor({ ...containers({}), lock: { ...lock, state: "Disabled" } }))[0]).toBe("live");
  });

  test("what is locked outlives a lifecycle rule; what is not locked does not", async () => {
    const lifecycle = [{ name: "r", deleteAfter: { modification: 30 } }];
    const lock = { state: "Locked", days: 400, appends: true } as const;
    expect(value(await storeFor({ ...containers({ lock }), lifecycle }))).toEqual(["live", 0, 400]);
    expect(value(await storeFor({ ...containers({ lock: { ...lock, state: "Unlocked" } }), lifecycle }))).toEqual([
      "live",
      0,
      30,
    ]);
  });

  test("unreadable: whether it can be written to is open", async () => {
    const store = await storeFor(containers({}), [{ operation: ACTIONS.container.operation, kind: "denied" }]);
    expect(store.state).toMatchObject({ gaps: [{ permission: ACTIONS.container.permission }] });
  });
});

describe("firewall", () => {
  test.each([
    ["open", { defaultAction: "Allow" }, "live"],
    ["closed, trusted services pass", { defaultAction: "Deny", bypass: "Logging, AzureServices" }, "live"],
    ["closed", { defaultAction: "Deny", bypass: "None" }, "dead"],
    ["private, trusted services pass", { defaultAction: "Allow", bypass: "AzureServices", isPrivate: true }, "live"],
    ["private", { defaultAction: "Allow", bypass: "None", isPrivate: true }, "dead"],
    ["closed, only metrics pass", { defaultAction: "Deny", bypass: "Metrics" }, "dead"],
  ] as const)("%s", async (_, network, state) => {
    expect(value(await storeFor({ ...containers({}), network }))[0]).toBe(state);
  });
});

test("one known reason is enough, whatever else is open", async () => {
  const faults: Fault[] = [{ operation: ACTIONS.container.operation, kind: "denied" }];
  expect(value(await storeFor({ network: { defaultAction: "Deny" } }, faults))).toEqual(["dead", 0, 0]);
});

test("the state of a customer key decides whether it can be read", async () => {
  const id = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.KeyVault/vaults/keep`;
  const storageAccounts = [{ id: ACCOUNT, key: { vaultUri: "https://keep.vault.azure.net", name: "blobs" } }];
  const settings = [{ name: "a", logs: category("kube-audit"), storage: ACCOUNT }];
  for (const enabled of [true, false]) {
    const vaults = [{ id, keys: [{ name: "blobs", enabled }] }];
    const trail = trailOf(await sweep(landscapeOf([cluster(settings)], { storageAccounts, vaults })));
    expect(trail.stores[0]?.readable).toMatchObject({ state: "known", value: enabled });
  }
});
