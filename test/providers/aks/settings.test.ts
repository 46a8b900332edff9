import { expect, test } from "vitest";
import type { AzureSetting } from "../../../src/simulator/azure/landscape.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { ACCOUNT, category, cluster, landscapeOf, NAMESPACE, sweep, trailOf, WORKSPACE } from "./support.ts";

const SEC = { workspaces: [{ id: WORKSPACE, retentionDays: 90 }], storageAccounts: [{ id: ACCOUNT }] };

async function trailFor(settings: readonly AzureSetting[], more: object = {}, knobs = {}): Promise<Trail> {
  return trailOf(await sweep(landscapeOf([cluster(settings, more)], SEC), knobs));
}

/** Streams that are on, off and open, and where the known ones go. */
function streams(trail: Trail): { [stream: string]: unknown } {
  return Object.fromEntries(trail.streams.map(({ id, on }) => [id, on.state === "known" ? on.value : "unknown"]));
}

function stores(trail: Trail, stream: string): string[] {
  return trail.routes
    .filter((route) => route.streams.includes(stream))
    .map(({ store }) => store.split("/").slice(-1)[0] ?? "");
}

test("no setting: nothing is on, and nothing is unknown", async () => {
  const trail = await trailFor([]);
  expect(streams(trail)).toEqual({ "kube-audit": false, "kube-audit-admin": false });
  expect([trail.routes, trail.stores, trail.unseenRoutes]).toEqual([[], [], []]);
});

test("only other categories: the audit streams are off", async () => {
  const trail = await trailFor([
    { name: "a", logs: category("kube-apiserver", "cluster-autoscaler"), workspace: WORKSPACE },
  ]);
  expect(streams(trail)).toEqual({ "kube-audit": false, "kube-audit-admin": false });
});

test("the second of two settings counts", async () => {
  const trail = await trailFor([
    { name: "metrics", logs: [], metrics: true, workspace: WORKSPACE },
    { name: "audit", logs: category("kube-audit"), storage: ACCOUNT },
  ]);
  expect(streams(trail)).toEqual({ "kube-audit": true, "kube-audit-admin": false });
  expect(stores(trail, "kube-audit")).toEqual(["insights-logs-kube-audit"]);
});

test("an entry that is not enabled collects nothing, whatever it names", async () => {
  const logs = [
    { category: "kube-audit", enabled: false },
    { group: "allLogs", enabled: false },
    { group: "audit", enabled: false },
    { category: "kube-audit-admin", enabled: true },
  ];
  const trail = await trailFor([{ name: "a", logs, workspace: WORKSPACE }]);
  expect(streams(trail)).toEqual({ "kube-audit": false, "kube-audit-admin": true });
});

test("allLogs is every category by definition, and needs no further call", async () => {
  const swept = await sweep(
    landscapeOf([cluster([{ name: "a", logs: [{ group: "ALLLOGS" }], workspace: WORKSPACE }], { entra: true })], SEC),
    {
      faults: [{ operation: ACTIONS.categories.operation, kind: "denied" }],
    },
  );
  expect(streams(trailOf(swept))).toEqual({ "kube-audit": true, "kube-audit-admin": true, guard: true });
  expect(swept.calls.map(({ operation }) => operation)).not.toContain(ACTIONS.categories.operation);
});

test("a list of categories that lacks a stream tells nothing about the stream's groups", async () => {
  const settings = [{ name: "a", logs: [{ group: "audit" }], workspace: WORKSPACE }];
  expect(streams(await trailFor(settings, { categories: [] }))).toEqual({
    "kube-audit": "unknown",
    "kube-audit-admin": "unknown",
  });
});

test("another group has the members that Azure says it has", async () => {
  const categories = [
    { name: "Kube-Audit", groups: ["allLogs", "Audit"] },
    { name: "kube-audit-admin", groups: ["allLogs"] },
    { name: "guard", groups: ["allLogs"] },
    { name: "something-new", groups: ["audit"] },
  ];
  const trail = await trailFor([{ name: "a", logs: [{ group: "audit" }], workspace: WORKSPACE }], {
    entra: true,
    categories,
  });
  expect(streams(trail)).toEqual({ "kube-audit": true, "kube-audit-admin": false, guard: false });
});

test("a group whose members cannot be read leaves every stream open, each on its own", async () => {
  const faults = [{ operation: ACTIONS.categories.operation, kind: "denied" }];
  const trail = await trailFor(
    [{ name: "a", logs: [{ group: "audit" }], workspace: WORKSPACE }],
    { entra: true },
    { faults },
  );
  expect(streams(trail)).toEqual({ "kube-audit": "unknown", "kube-audit-admin": "unknown", guard: "unknown" });
  const facts = trail.streams.map(({ on }) => on);
  expect(new Set(facts).size).toBe(3);
  for (const route of trail.routes) {
    expect(facts).toContain(route.enabled);
    expect(route.streams).toHaveLength(1);
  }
  expect(facts[0]).toMatchObject({ gaps: [{ permission: ACTIONS.categories.permission }] });
});

test("a named category stays known beside a group that cannot be read", async () => {
  const faults = [{ operation: ACTIONS.categories.operation, kind: "denied" }];
  const logs = [{ group: "audit" }, { category: "KUBE-AUDIT" }];
  const trail = await trailFor([{ name: "a", logs, workspace: WORKSPACE }], {}, { faults });
  expect(streams(trail)).toEqual({ "kube-audit": true, "kube-audit-admin": "unknown" });
});

test("guard is a stream only with Entra integration", async () => {
  const setting = {
    name: "a",
    logs: category("kube-audit", "guard"),
    workspace: WORKSPACE,
    destinationType: "Dedicated",
  };
  expect(streams(await trailFor([setting]))).toEqual({ "kube-audit": true, "kube-audit-admin": false });
  const trail = await trailFor([setting], { entra: true });
  expect(streams(trail)).toEqual({ "kube-audit": true, "kube-audit-admin": false, guard: true });
  expect(stores(trail, "guard")).toEqual(["AKSControlPlane"]);
});

test("a setting without any destination sends nothing anywhere", async () => {
  const trail = await trailFor([{ name: "a", logs: category("kube-audit"), workspace: "", storage: "", partner: "" }]);
  expect(streams(trail)).toEqual({ "kube-audit": false, "kube-audit-admin": false });
});

test("one setting feeds several destinations, several settings one", async () => {
  const trail = await trailFor([
    { name: "a", logs: category("kube-audit"), workspace: WORKSPACE, storage: ACCOUNT, destinationType: "dedicated" },
    {
      name: "b",
      logs: category("kube-audit", "kube-audit-admin"),
      workspace: WORKSPACE.toUpperCase(),
      destinationType: "Dedicated",
    },
  ]);
  expect(stores(trail, "kube-audit")).toEqual(["AKSAudit", "insights-logs-kube-audit", "AKSAudit"]);
  expect(trail.stores.map(({ id }) => id.split("/").at(-1)).toSorted()).toEqual([
    "AKSAudit",
    "AKSAuditAdmin",
    "insights-logs-kube-audit",
  ]);
  expect(new Set(trail.routes.map(({ id }) => id)).size).toBe(trail.routes.length);
});

test("without Dedicated everything goes to AzureDiagnostics, which cuts bodies", async () => {
  for (const destinationType of ["", "AzureDiagnostics", undefined]) {
    const type = destinationType === undefined ? {} : { destinationType };
    const trail = await trailFor([
      { name: "a", logs: category("kube-audit", "kube-audit-admin"), workspace: WORKSPACE, ...type },
    ]);
    expect(trail.routes).toMatchObject([
      { streams: ["kube-audit", "kube-audit-admin"], cutsBodies: expect.stringContaining("32 KiB") },
    ]);
    expect(trail.stores.map(({ name }) => name)).toEqual(["law-sec/AzureDiagnostics"]);
  }
});

test("a kind of tables that is not known leaves the days open, not the route", async () => {
  const trail = await trailFor([
    { name: "a", logs: category("kube-audit"), workspace: WORKSPACE, destinationType: "Quantum" },
  ]);
  expect(trail.stores).toMatchObject([
    { state: { value: "live" }, hotDays: { state: "unknown" }, totalDays: { state: "unknown" } },
  ]);
});

test("settings that nobody may read leave every stream open and a route unseen", async () => {
  const faults = [{ operation: ACTIONS.settings.operation, kind: "denied" }];
  const trail = await trailFor([], { entra: true }, { faults });
  expect(streams(trail)).toEqual({ "kube-audit": "unknown", "kube-audit-admin": "unknown", guard: "unknown" });
  expect(trail.unseenRoutes).toMatchObject([
    {
      streams: ["kube-audit", "kube-audit-admin", "guard"],
      mayTakeAway: [],
      fact: { gaps: [{ permission: ACTIONS.settings.permission }] },
    },
  ]);
});

test("a destination that is no Azure id is kept as text, and open", async () => {
  const text = "https://evil.example/subscriptions/x?y=\u001b[2J";
  const swept = await sweep(
    landscapeOf([cluster([{ name: "a", logs: category("kube-audit"), workspace: text, eventHubRule: "/../.." }])]),
  );
  const trail = trailOf(swept);
  expect(streams(trail)["kube-audit"]).toBe(true);
  expect(trail.stores.map(({ kind, state }) => [kind, state.state])).toEqual([
    ["unknown-destination", "unknown"],
    ["unknown-destination", "unknown"],
  ]);
  expect(swept.calls.filter(({ scope }) => scope !== "-" && scope !== "00000000-0000-0000-0000-000000000001")).toEqual(
    [],
  );
});

test("destinations of streams that are off are not read", async () => {
  const swept = await sweep(
    landscapeOf(
      [
        cluster([
          {
            name: "metrics",
            logs: category("kube-scheduler"),
            metrics: true,
            workspace: WORKSPACE,
            eventHubRule: `${NAMESPACE}/authorizationRules/r`,
          },
        ]),
      ],
      SEC,
    ),
  );
  expect(swept.resources).toEqual([]);
});

test("the retired retention of a setting is said to have no effect", async () => {
  const logs = [{ category: "kube-audit", retentionDays: 365 }];
  const trail = await trailFor([{ name: "a", logs, storage: ACCOUNT }]);
  expect(trail.notes.map(({ control }) => control)).toEqual(["LOG-RETENTION"]);
  expect((await trailFor([{ name: "a", logs: category("kube-audit"), storage: ACCOUNT }])).notes).toEqual([]);
});
