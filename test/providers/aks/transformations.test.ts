import { expect, test } from "vitest";
import type { AzureDataFlow } from "../../../src/simulator/azure/landscape.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { Filter, Probe, Trail } from "../../../src/model/trail.ts";
import { ACTIONS } from "../../../providers/aks/permissions.ts";
import { answering, category, cluster, json, landscapeOf, SECURITY, sweep, trailOf, WORKSPACE } from "./support.ts";

const RULE = `/subscriptions/${SECURITY}/resourceGroups/rg-sec/providers/Microsoft.Insights/dataCollectionRules/ws`;
const PROBE: Probe = { request: { verb: "get", resourceRequest: true }, caller: "human" };

async function trailFor(
  flows: readonly AzureDataFlow[],
  more: object = {},
  faults: readonly Fault[] = [],
): Promise<Trail> {
  const settings = [
    { name: "a", logs: category("kube-audit", "kube-audit-admin"), workspace: WORKSPACE, destinationType: "Dedicated" },
  ];
  const landscape = landscapeOf([cluster(settings)], {
    workspaces: [{ id: WORKSPACE, rule: RULE }],
    dataCollectionRules: [{ id: RULE, flows }],
    ...more,
  });
  return trailOf(await sweep(landscape, { faults }));
}

function filtersOf(trail: Trail, stream: string): readonly Filter[] {
  return trail.routes.find(({ streams }) => streams.includes(stream))?.filters ?? [];
}

test.each([
  ["source", { transformKql: "source" }],
  ["source with a full stop and spaces", { transformKql: " source ; " }],
  ["no transformation", {}],
])("lets everything through: %s", async (_, flow) => {
  const trail = await trailFor([{ streams: ["Microsoft-Table-AKSAudit"], ...flow }]);
  expect(filtersOf(trail, "kube-audit")).toEqual([]);
});

test("a transformation of this table cannot be decided, and needs no permission", async () => {
  const trail = await trailFor([
    { streams: ["microsoft-table-aksaudit"], transformKql: "source | where Verb != 'get'" },
  ]);
  const [filter] = filtersOf(trail, "kube-audit");
  expect(filter).toMatchObject({
    kind: "transformation",
    text: "source | where Verb != 'get'",
  });
  expect(filter?.dropsOthers?.("kube-audit")).toMatchObject({ state: "unknown" });
  expect(filter?.keeps(PROBE, "kube-audit")).toMatchObject({
    state: "unknown",
    gaps: [{ call: ACTIONS.dataCollectionRule.operation }],
  });
  expect(filter?.keeps(PROBE, "kube-audit")).not.toHaveProperty("gaps.0.permission");
  expect(filtersOf(trail, "kube-audit-admin")).toEqual([]);
});

test("a multi-stage transformation is seen, and not taken for source", async () => {
  const trail = await trailFor([
    { streams: ["Microsoft-Table-AKSAudit"], transformKql: "source", transform: "dropReads" },
  ]);
  expect(filtersOf(trail, "kube-audit").map(({ text }) => text)).toEqual(['transform: "dropReads"']);
});

test("a cloud that does not know the newest version is asked with an older one", async () => {
  const more = { unsupportedApiVersions: ["2025-05-11"] };
  const trail = await trailFor([{ streams: ["Microsoft-Table-AKSAudit"], transformKql: "source | take 1" }], more);
  expect(filtersOf(trail, "kube-audit").map(({ text }) => text)).toEqual(["source | take 1"]);
});

test("a flow into another table takes records away", async () => {
  const flow = {
    streams: ["Microsoft-Table-AKSAudit"],
    transformKql: "source",
    outputStream: "Custom-Other_CL",
    destinations: ["w"],
  };
  const wrap = answering(({ path }) =>
    /datacollectionrules/i.test(path)
      ? json(200, { id: RULE, location: "westeurope", properties: { dataFlows: [flow] } })
      : undefined,
  );
  const settings = [{ name: "a", logs: category("kube-audit"), workspace: WORKSPACE, destinationType: "Dedicated" }];
  const landscape = landscapeOf([cluster(settings)], { workspaces: [{ id: WORKSPACE, rule: RULE }] });
  expect(filtersOf(trailOf(await sweep(landscape, {}, {}, wrap)), "kube-audit")).toHaveLength(1);
});

test.each<[string, object, readonly Fault[]]>([
  ["refused", {}, [{ operation: ACTIONS.dataCollectionRule.operation, kind: "denied" }]],
  ["gone", { dataCollectionRules: [] }, []],
  ["no id", { workspaces: [{ id: WORKSPACE, rule: "dcr" }] }, []],
  ["in a workspace that is refused", {}, [{ operation: ACTIONS.workspace.operation, kind: "denied" }]],
])("a rule that cannot be read may drop anything: %s", async (_, more, faults) => {
  const trail = await trailFor([], more, faults);
  for (const stream of ["kube-audit", "kube-audit-admin"]) {
    const [filter] = filtersOf(trail, stream);
    expect(filter?.keeps(PROBE, stream).state).toBe("unknown");
  }
});

test("a long text is cut", async () => {
  const trail = await trailFor([
    { streams: ["Microsoft-Table-AKSAudit"], transformKql: `source | where x == '${"y".repeat(5000)}'` },
  ]);
  expect(filtersOf(trail, "kube-audit")[0]?.text.length).toBeLessThan(400);
});
