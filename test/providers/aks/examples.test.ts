import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Answer } from "../../../providers/contract.ts";
import * as answers from "../../../providers/aks/answers.ts";
import type { Whole } from "../../../providers/aks/ask.ts";
import * as clusterFacts from "../../../providers/aks/facts.ts";
import * as forwardingFacts from "../../../providers/aks/forwarding-facts.ts";
import * as storageFacts from "../../../providers/aks/storage-facts.ts";
import * as workspaceFacts from "../../../providers/aks/workspace-facts.ts";

const facts = { ...clusterFacts, ...forwardingFacts, ...storageFacts, ...workspaceFacts };

/** Microsoft's own examples of the answers this provider reads. */
const FOLDER = new URL("../../conformance/azure-examples/", import.meta.url);

function example(name: string): unknown {
  const text = readFileSync(new URL(`${name}.json`, FOLDER), "utf8");
  return (JSON.parse(text) as { responses: { 200: { body: unknown } } }).responses[200].body;
}

function answered<T>(value: T): Answer<T> {
  return { ok: true, value, evidence: "e1" };
}

function whole<T>(page: { readonly value: readonly T[] }): Whole<T> {
  return { ok: true, value: page.value, evidence: ["e1"] };
}

const read = new Set<string>();

function values(record: { readonly [name: string]: { readonly state: string; readonly value?: unknown } }): {
  [name: string]: unknown;
} {
  return Object.fromEntries(
    Object.entries(record).map(([name, fact]) => [name, fact.state === "known" ? fact.value : fact.state]),
  );
}

function parsed<T>(schema: { parse(value: unknown): T }, name: string): T {
  read.add(`${name}.json`);
  return schema.parse(example(name));
}

test("managed clusters of an old API version, without sku and power state", () => {
  const [cluster] = parsed(answers.clustersPage, "managedClusters.list").value;
  if (!cluster) throw new Error("no cluster in the example");
  expect(facts.clusterHead(cluster)).toEqual({
    version: "1.9.6",
    flavour: "standard",
    labels: { archv2: "", tier: "production" },
    state: "running",
    createdAt: null,
  });
  expect(facts.entraFact(cluster, "e1")).toMatchObject({ value: false });
});

test("one managed cluster", () => {
  const cluster = parsed(answers.cluster, "managedClusters.get");
  expect(facts.clusterHead(cluster)).toMatchObject({ version: "1.9.6", state: "running" });
});

const SETTING = {
  name: "mysetting",
  workspace: null,
  tables: "azure-diagnostics",
  storage:
    "/subscriptions/df602c9c-7aa0-407d-a6fb-eb20c8bd1192/resourceGroups/apptest/providers/Microsoft.Storage/storageAccounts/appteststorage1",
  eventHubRule:
    "/subscriptions/b67f7fec-69fc-4974-9099-a26bd6ffeda3/resourceGroups/andy1101/providers/Microsoft.EventHub/namespaces/andy1101/authorizationrules/RootManageSharedAccessKey",
  eventHub: null,
  partner: null,
  serviceBusRule: null,
  retiredRetention: false,
};

test("diagnostic settings with a group, and with an empty workspace", () => {
  const page = parsed(answers.settingsPage, "diagnosticSettings.list");
  expect(facts.settingsFact(whole(page))).toMatchObject({
    value: [{ ...SETTING, logs: [{ category: null, group: "allLogs", enabled: true }] }],
  });
});

test("diagnostic settings with a category", () => {
  const page = parsed(answers.settingsPage, "diagnosticSettings.list.category");
  expect(facts.settingsFact(whole(page))).toMatchObject({
    value: [{ ...SETTING, logs: [{ category: "WorkflowRuntime", group: null, enabled: true }] }],
  });
});

test("categories: logs with their groups, metrics left out", () => {
  const page = parsed(answers.categoriesPage, "diagnosticSettingsCategories.list");
  expect(facts.categoriesFact(whole(page))).toMatchObject({
    value: [{ name: "WorkflowRuntime", groups: ["allLogs"] }],
  });
});

test("a workspace", () => {
  const workspace = parsed(answers.workspace, "logAnalytics.workspaces.get");
  const record = facts.workspaceFacts(answered(workspace), { state: "not-applicable", reason: "it is there" });
  expect(values(record)).toMatchObject({
    state: "exists",
    retentionDays: 30,
    dailyCapGb: null,
    cluster: null,
    transformation: null,
  });
});

test("a table", () => {
  const table = parsed(answers.table, "logAnalytics.tables.get");
  expect(values(facts.tableFacts(answered(table)))).toEqual({
    state: "exists",
    plan: "Analytics",
    retentionDays: 50,
    totalDays: 50,
  });
});

test("a dedicated cluster with a customer key", () => {
  const cluster = parsed(answers.logCluster, "logAnalytics.clusters.get");
  expect(values(facts.logClusterFacts(answered(cluster)))).toEqual({
    customerKey: { vault: "https://aztest2170.vault.azure.net", name: "aztest2170cert" },
  });
});

test("a locked container that lets append blobs grow, with a legal hold that does, too", () => {
  const container = parsed(answers.container, "storage.blobContainers.get.worm");
  expect(values(facts.containerFacts(answered(container)))).toEqual({
    state: "exists",
    lock: { state: "locked", days: 100, appends: true },
    hold: "appends",
  });
});

test("a lifecycle policy for block blobs does not touch these logs", () => {
  const policy = parsed(answers.managementPolicy, "storage.managementPolicies.get");
  const account = answers.storageAccount.parse({ id: "a", location: "b", properties: {} });
  expect(values(facts.accountFacts(answered(account), answered(policy)))).toMatchObject({ lifecycle: [], open: true });
});

test("a compacted event hub", () => {
  const hub = parsed(answers.eventHub, "eventHub.get");
  expect(values(facts.eventHubFacts(answered(hub)))).toEqual({ state: "exists", compacted: true });
});

test("every example is read by one of these tests", () => {
  const all = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  expect([...read].toSorted()).toEqual(all.toSorted());
});
