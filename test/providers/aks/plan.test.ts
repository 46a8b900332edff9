import { expect, test } from "vitest";
import type { AzureLandscape } from "../../../src/simulator/azure/landscape.ts";
import { createRun } from "../../../src/sweep/run.ts";
import { NoCredential } from "../../../providers/contract.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { reader } from "../../../providers/aks/reader.ts";
import { landscapeOf, sweep, SUB, TENANT, type Swept } from "./support.ts";

const IDS = ["a", "b", "c", "d"].map((letter) => `00000000-0000-0000-0000-00000000000${letter}`);
const [A = "", B = "", C = "", D = ""] = IDS;

function landscape(more: Partial<AzureLandscape> = {}): AzureLandscape {
  return landscapeOf([], {
    subscriptions: [{ id: A }, { id: B, state: "Disabled" }, { id: C }, { id: D, state: "Warned" }],
    ...more,
  });
}

function statuses(swept: Swept): { [scope: string]: string } {
  return Object.fromEntries(swept.ledger.map(({ scope, status }) => [scope, status]));
}

test("nothing named: every enabled subscription over all pages, the others skipped with the reason", async () => {
  const swept = await sweep(landscape(), { pageSize: 1 });
  expect(statuses(swept)).toEqual({ [A]: "read", [B]: "skipped", [C]: "read", [D]: "skipped" });
  expect(swept.ledger.find(({ scope }) => scope === B)?.reason).toContain("Disabled");
  expect(swept.ledger.every(({ location }) => location === "-")).toBe(true);
});

test("named: only those, in any letter case, and disabled ones too", async () => {
  const swept = await sweep(landscape(), {}, { subscriptions: [B, A.toUpperCase(), A] });
  expect(statuses(swept)).toEqual({ [A]: "read", [B]: "read" });
  expect(
    swept.calls.filter(({ operation, scope }) => operation === ACTIONS.subscriptions.operation && scope === "-"),
  ).toEqual([]);
});

test("named and not there, refused, or of another tenant", async () => {
  const foreign = "00000000-0000-0000-0000-0000000000f0";
  const subscriptions = [{ id: A }, { id: foreign, tenant: "00000000-0000-0000-0000-0000000000aa" }];
  const faults = [{ operation: ACTIONS.subscriptions.operation, scope: A, kind: "denied" as const }];
  const swept = await sweep(landscape({ subscriptions }), { faults }, { subscriptions: [A, C, foreign] });
  expect(statuses(swept)).toEqual({ [A]: "refused", [C]: "failed", [foreign]: "failed" });
  expect(swept.ledger.find(({ scope }) => scope === A)).toMatchObject({
    clusters: null,
    permission: ACTIONS.subscriptions.permission,
  });
  expect(swept.ledger.find(({ scope }) => scope === C)?.reason).toContain("SubscriptionNotFound");
  expect(swept.ledger.find(({ scope }) => scope === foreign)?.reason).toContain("another tenant");
});

const GROUPS = {
  managementGroups: [{ id: "corp" }, { id: "prod", parent: "corp" }, { id: "lab" }],
  subscriptions: [
    { id: A, managementGroup: "prod" },
    { id: B, managementGroup: "corp", state: "Disabled" },
    { id: C, managementGroup: "lab" },
  ],
};

test("a management group: everything below it at any depth", async () => {
  const swept = await sweep(landscape(GROUPS), { pageSize: 1 }, { managementGroups: ["Corp"] });
  expect(statuses(swept)).toEqual({ [A]: "read", [B]: "skipped" });
});

test("a group and subscriptions together, each subscription once", async () => {
  const swept = await sweep(landscape(GROUPS), {}, { managementGroups: ["corp", "prod"], subscriptions: [A, C] });
  expect(swept.ledger.map(({ scope }) => scope).toSorted()).toEqual([A, B, C]);
});

test("a group that is refused or missing stands in the ledger itself", async () => {
  const faults = [{ operation: ACTIONS.descendants.operation, scope: "*/corp", kind: "denied" as const }];
  const swept = await sweep(landscape(GROUPS), { faults }, { managementGroups: ["corp", "none"] });
  expect(swept.ledger).toMatchObject([
    {
      scope: "/providers/microsoft.management/managementgroups/corp",
      status: "refused",
      permission: ACTIONS.descendants.permission,
    },
    { scope: "/providers/microsoft.management/managementgroups/none", status: "failed" },
  ]);
});

test("a list that cannot be read, or breaks off, stands in the ledger", async () => {
  const operation = ACTIONS.subscriptions.operation;
  expect((await sweep(landscape(), { faults: [{ operation, kind: "denied" }] })).ledger).toMatchObject([
    { scope: "-", status: "refused", permission: operation },
  ]);
  expect(statuses(await sweep(landscape(), { faults: [{ operation, kind: "html" }] }))).toEqual({ "-": "failed" });
});

test("subscriptions of another tenant than the one asked for are skipped, delegated ones are not", async () => {
  const subscriptions = [{ id: A }, { id: C, tenant: "00000000-0000-0000-0000-0000000000aa", managedBy: [TENANT] }];
  const own = await sweep(landscape({ subscriptions }), {}, { tenant: TENANT });
  expect(statuses(own)).toEqual({ [A]: "read", [C]: "read" });
  const other = await sweep(landscape({ subscriptions }), {}, { tenant: "00000000-0000-0000-0000-0000000000bb" });
  expect(statuses(other)).toEqual({ [A]: "skipped", [C]: "skipped" });
});

test("an empty landscape is planned without an error and without an entry", async () => {
  expect((await sweep(landscape({ subscriptions: [] }))).ledger).toEqual([]);
});

async function planWith(env: { readonly [name: string]: string }): Promise<{ scope: string; reason?: string }[]> {
  const ledger: { scope: string; reason?: string }[] = [];
  const nothing = (): void => undefined;
  const sink = {
    cluster: nothing,
    resource: nothing,
    evidence: nothing,
    ledger: (entry: { scope: string; reason?: string }) => ledger.push(entry),
  };
  const run = createRun({ sink, signal: new AbortController().signal, env, now: () => new Date(0) });
  for await (const place of reader.plan({ subscriptions: [SUB] }, run)) ledger.push(place);
  return ledger;
}

test("an endpoint that cannot be used is refused before any token", async () => {
  await expect(planWith({ AZURE_RESOURCE_MANAGER_ENDPOINT: "http://arm.example.com" })).rejects.toThrow(
    "only on this machine",
  );
});

/** Another token than the simulator's, which the SDK keeps for the whole process. */
const ELSEWHERE = { AZURE_RESOURCE_MANAGER_ENDPOINT: "https://management.chinacloudapi.cn" };

test("a token that does not come is a failure after the time of one call", async () => {
  const faults = [{ operation: "EntraID:GetToken", kind: "hang" as const }];
  // Signs in for another cloud, for which the SDK has no token yet.
  const env = { AZURE_AUTHORITY_HOST: "https://login.microsoftonline.us" };
  const swept = await sweep(landscape(), { faults }, { subscriptions: [A] }, undefined, env);
  expect(swept.ledger).toMatchObject([
    { scope: A, status: "failed", reason: expect.stringContaining("no answer within") },
  ]);
});

test.each([
  [
    "a variable that would ignore the tenant asked for",
    { AZURE_IDENTITY_DISABLE_MULTITENANTAUTH: "1" },
    "MULTITENANTAUTH",
  ],
  ["a chain of credentials that does not exist", { AZURE_TOKEN_CREDENTIALS: "magic" }, "AZURE_TOKEN_CREDENTIALS"],
])("%s is refused", async (_, env, message) => {
  await expect(sweep(landscape(), {}, { subscriptions: [A], tenant: TENANT }, undefined, env)).rejects.toThrow(message);
});

test("no credential on the machine: NoCredential, with what to do", async () => {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (/^(AZURE_|IDENTITY_|MSI_)/.test(name)) delete process.env[name];
  // No tool to ask, and no metadata service: this address refuses at once.
  Object.assign(process.env, { PATH: "/nonexistent", AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:1" });
  try {
    const failure = await planWith(ELSEWHERE).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoCredential);
    expect(String(failure)).toContain("az login");
  } finally {
    process.env = before;
  }
});

test("a credential that is chosen and does not work is a failure, not an absence", async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    IDENTITY_ENDPOINT: "http://127.0.0.1:1/msi",
    IDENTITY_HEADER: "x",
  });
  try {
    // Another resource than the simulator's, for which the SDK has a token already.
    const env = {
      AZURE_RESOURCE_MANAGER_ENDPOINT: "https://management.chinacloudapi.cn",
      IDENTITY_ENDPOINT: "http://127.0.0.1:1/msi",
    };
    expect(await planWith(env)).toMatchObject([
      { scope: SUB, status: "failed", reason: expect.stringContaining("signing in") },
    ]);
  } finally {
    process.env = before;
  }
});
