import { describe, expect, test } from "vitest";
import type { Fault, FaultKind } from "../../../src/simulator/cloud.ts";
import type { AzureLandscape } from "../../../src/simulator/azure/landscape.ts";
import type { Fact } from "../../../src/model/fact.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { ACTIONS, permissions, SIGN_IN } from "../../../providers/aks/permissions.ts";
import {
  SUB,
  SECURITY,
  ACCOUNT,
  category,
  cluster,
  landscapeOf,
  NAMESPACE,
  PARTNER,
  sweep,
  trailOf,
  WORKSPACE,
  type Swept,
} from "./support.ts";

const RULE = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.Insights/dataCollectionRules/filter`;
const LOG_CLUSTER = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.OperationalInsights/clusters/cmk`;
const VAULT = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.KeyVault/vaults/keep`;
const FORMER = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.OperationalInsights/workspaces/former`;

/** One cluster for which every call is made that this provider knows, but those of five partners. */
const everything: AzureLandscape = landscapeOf(
  [
    cluster(
      [
        { name: "main", logs: category("kube-audit", "guard"), workspace: WORKSPACE, destinationType: "Dedicated" },
        {
          name: "group",
          logs: [{ group: "audit" }],
          storage: ACCOUNT,
          eventHubRule: `${NAMESPACE}/authorizationRules/send`,
          eventHub: "audit",
          partner: PARTNER,
        },
        { name: "old", logs: category("kube-audit-admin"), workspace: FORMER },
        { name: "older", logs: category("kube-audit-admin"), workspace: `${FORMER}-2` },
      ],
      { entra: true },
    ),
  ],
  {
    managementGroups: [{ id: "corp" }],
    subscriptions: [
      { id: SUB, managementGroup: "corp" },
      { id: SECURITY, unlisted: true },
    ],
    workspaces: [
      {
        id: WORKSPACE,
        retentionDays: 90,
        rule: RULE,
        cluster: LOG_CLUSTER,
        tables: [{ name: "AKSAudit", totalDays: 365 }, { name: "AKSControlPlane" }],
      },
    ],
    deletedWorkspaces: [{ id: FORMER }],
    logClusters: [{ id: LOG_CLUSTER, key: { vaultUri: "https://keep.vault.azure.net", name: "logs" } }],
    vaults: [{ id: VAULT, keys: [{ name: "logs", enabled: true }] }],
    dataCollectionRules: [
      { id: RULE, flows: [{ streams: ["Microsoft-Table-AKSControlPlane"], transformKql: "source | where true" }] },
    ],
    storageAccounts: [
      {
        id: ACCOUNT,
        lifecycle: [{ name: "year", deleteAfter: { modification: 400 } }],
        containers: [
          { name: "insights-logs-kube-audit" },
          { name: "insights-logs-kube-audit-admin" },
          { name: "insights-logs-guard" },
        ],
      },
    ],
    eventHubNamespaces: [{ id: NAMESPACE, hubs: [{ name: "audit" }] }],
    partners: [{ id: PARTNER }],
  },
);

const GROUP = { managementGroups: ["corp"] };

async function run(faults: readonly Fault[] = [], selection = {}): Promise<Swept> {
  return sweep(everything, { faults }, selection);
}

const clean = await run();
const cleanGroup = await run([], GROUP);

const OTHER_PARTNERS: readonly string[] = [
  ACTIONS.elastic,
  ACTIONS.dynatrace,
  ACTIONS.newRelic,
  ACTIONS.logz,
  ACTIONS.confluent,
].map(({ operation }) => operation);
const MADE = permissions.map(({ operation }) => operation).filter((operation) => !OTHER_PARTNERS.includes(operation));

function selectionFor(operation: string): object {
  return operation === ACTIONS.descendants.operation ? GROUP : {};
}

function cleanFor(operation: string): Swept {
  return operation === ACTIONS.descendants.operation ? cleanGroup : clean;
}

test("makes every call that the list of permissions names, and no other", () => {
  const made = new Set([...clean.calls, ...cleanGroup.calls].map(({ operation }) => operation));
  // The token is cached by the SDK for the whole process.
  made.delete(SIGN_IN.operation);
  expect([...made].toSorted()).toEqual(MADE.toSorted());
  expect([...clean.calls, ...cleanGroup.calls].filter(({ mutating }) => mutating)).toEqual([]);
});

test("gives each call its own evidence, and every fact names evidence that exists", () => {
  const ids = clean.evidence.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const cited = JSON.stringify([clean.clusters, clean.resources]).match(/"e[0-9a-f]{12}"/g) ?? [];
  expect(cited.length).toBeGreaterThan(20);
  expect(cited.filter((id) => !ids.includes(JSON.parse(id)))).toEqual([]);
});

/** Calls whose 404, as the simulator says it, is a proof that there is nothing. */
const PROVES_ABSENCE: ReadonlySet<string> = new Set(
  [
    ACTIONS.descendants,
    ACTIONS.workspace,
    ACTIONS.table,
    ACTIONS.storageAccount,
    ACTIONS.container,
    ACTIONS.lifecycle,
    ACTIONS.eventHubNamespace,
    ACTIONS.eventHub,
    ACTIONS.key,
    ACTIONS.datadog,
  ].map(({ operation }) => operation),
);

test("in pages of one: the same facts as in one page", async () => {
  const paged = await sweep(everything, { pageSize: 1 });
  const bare = (swept: Swept) => JSON.stringify(records(swept)).replaceAll(/"e[0-9a-f]{12}",?/g, "");
  expect(bare(paged)).toBe(bare(clean));
});

describe.each(MADE)("%s", (operation) => {
  test("denied: everything that depends on it is unknown and names the permission", async () => {
    const swept = await run([{ operation, kind: "denied" }], selectionFor(operation));
    expect(outcomes(swept, operation)).toEqual(["denied"]);
    expect(JSON.stringify([swept.ledger, swept.clusters, swept.resources])).toContain(`"permission":"${operation}"`);
    expectNothingInvented(swept, operation);
  });

  test.each<FaultKind>(["html", "empty-object", "cut"])("%s: malformed, and never empty", async (kind) => {
    const swept = await run([{ operation, kind }], selectionFor(operation));
    expect(outcomes(swept, operation)).toEqual(["malformed"]);
    expectNothingInvented(swept, operation);
  });

  test("throttled, then fine: the same records as without", async () => {
    const swept = await run(
      [{ operation, kind: "throttled", times: 1, retryAfterSeconds: 0 }],
      selectionFor(operation),
    );
    expect(records(swept)).toEqual(records(cleanFor(operation)));
  });

  test("unavailable, then a reset, then fine: the same records as without", async () => {
    const faults: Fault[] = [
      { operation, kind: "unavailable", times: 1 },
      { operation, kind: "reset", times: 1 },
    ];
    const swept = await run(faults, selectionFor(operation));
    expect(records(swept)).toEqual(records(cleanFor(operation)));
  });

  test("not found: gone where the code proves it, else unknown", async () => {
    const swept = await run([{ operation, kind: "not-found" }], selectionFor(operation));
    const proves = PROVES_ABSENCE.has(operation);
    expect(outcomes(swept, operation)).toEqual([proves ? "not-found" : "failed"]);
    if (!proves) expectNothingInvented(swept, operation);
  });

  test("unavailable for good: unknown without a permission", async () => {
    const swept = await run([{ operation, kind: "unavailable" }], selectionFor(operation));
    expect(outcomes(swept, operation)).toEqual(["unavailable"]);
    expectNothingInvented(swept, operation);
  });
});

const SOME = [ACTIONS.clusters, ACTIONS.settings, ACTIONS.workspace, ACTIONS.lifecycle].map(
  ({ operation }) => operation,
);

test.each(SOME)("%s: no answer at all is unknown", async (operation) => {
  const swept = await run([{ operation, kind: "hang" }]);
  expect(outcomes(swept, operation)).toEqual(["timed-out"]);
  expectNothingInvented(swept, operation);
});

function outcomes(swept: Swept, operation: string): string[] {
  return [...new Set(swept.evidence.filter((record) => record.operation === operation).map(({ outcome }) => outcome))];
}

function records(swept: Swept): unknown {
  return {
    clusters: swept.clusters,
    resources: swept.resources.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ledger: swept.ledger,
  };
}

/** What was known without the fault is the same with it, or it is open. */
function expectNothingInvented(swept: Swept, operation: string): void {
  if (swept.clusters.length === 0) {
    expect(swept.ledger.map(({ status }) => status)).not.toContain("read");
    return;
  }
  const before = claims(trailOf(cleanFor(operation)));
  const after = claims(trailOf(swept));
  const changed = [...after].filter(([name, value]) => value !== "open" && before.get(name) !== value);
  expect(changed).toEqual([]);
  const lost = [...before].filter(([name, value]) => value !== "open" && value !== false && !after.has(name));
  if (lost.length > 0) expect(trailOf(swept).unseenRoutes.length).toBeGreaterThan(0);
}

function claims(trail: Trail): Map<string, unknown> {
  const all = new Map<string, unknown>();
  for (const { id, on } of trail.streams) all.set(`${id} on`, claim(on));
  for (const store of trail.stores) {
    all.set(`${store.id} state`, claim(store.state));
    all.set(`${store.id} hot`, claim(store.hotDays));
    all.set(`${store.id} total`, claim(store.totalDays));
    all.set(`${store.id} readable`, claim(store.readable));
  }
  for (const route of trail.routes) {
    for (const stream of route.streams) {
      const probe = { request: { verb: "get", resourceRequest: true }, caller: "human" } as const;
      const keeps = route.filters.map((filter) => claim(filter.keeps(probe, stream)));
      all.set(`${route.name} ${stream} ${route.store}`, claim(route.enabled));
      all.set(`${route.name} ${stream} ${route.store} keeps`, keeps.includes("open") ? "open" : "all");
    }
  }
  return all;
}

function claim(fact: Fact<unknown>): unknown {
  return fact.state === "known" ? fact.value : "open";
}
