import { known, unknown, type Basis, type Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import { keyOf, parseArmId, type ArmId } from "./arm-id.ts";
import { readableWith } from "./customer-key.ts";
import { chain, check, factsOf, judge, lost, type Snapshot } from "./derive.ts";
import type { Destination } from "./destinations.ts";
import { ACTIONS } from "./permissions.ts";
import type { ResourceFacts } from "./schema.ts";
import { givenTime, identity, isMissing, unlessDead, youth, type Days } from "./store-parts.ts";

type Workspace = ResourceFacts<"log-analytics-workspace">;
type Table = ResourceFacts<"log-analytics-table">;

/** Why a workspace takes nothing in. */
function reasonsOf(facts: Workspace | undefined): ReadonlyMap<string, string> {
  const recoverable = facts?.softDeleted.state === "known" && facts.softDeleted.value;
  return new Map([
    [
      "missing",
      recoverable ? "the Log Analytics workspace is soft-deleted" : "the Log Analytics workspace does not exist",
    ],
    ["stopped", "the Log Analytics workspace has stopped taking data in"],
  ]);
}

/** One table of a workspace. */
export function workspaceStore(destination: Destination & { readonly kind: "workspace" }, snapshot: Snapshot): Store {
  const { key, table, workspace } = destination;
  const id = keyOf(workspace);
  const facts = factsOf(snapshot, id, "log-analytics-workspace");
  const verdict = judge([check<string>(facts?.state, id, reasonsOf(facts))]);
  const days = facts
    ? daysKept(facts, table === undefined ? undefined : key, workspace, snapshot)
    : { hot: lost(id), total: lost(id) };
  const kind = table === undefined ? "log-analytics-workspace" : "log-analytics-table";
  const name = [workspace.names[0], ...(table === undefined ? [] : [table])].join("/");
  return givenTime(snapshot, isMissing(facts?.state), {
    ...identity(key, kind, workspace, name, snapshot),
    ...verdict,
    hotDays: unlessDead(verdict, days.hot),
    totalDays: unlessDead(verdict, days.total),
    readable: facts ? readableIn(facts, snapshot) : lost(id),
  });
}

interface Kept {
  readonly hot: Days;
  readonly total: Days;
}

function daysKept(facts: Workspace, tableId: string | undefined, workspace: ArmId, snapshot: Snapshot): Kept {
  if (tableId === undefined) {
    const reason = "the setting names a kind of tables that is not known to trailproof";
    const open = unknown({ call: ACTIONS.settings.operation, on: snapshot.cluster.id, reason });
    return { hot: open, total: open };
  }
  const table = factsOf(snapshot, tableId, "log-analytics-table");
  if (!table) return { hot: lost(tableId), total: lost(tableId) };
  if (table.state.state !== "known") return { hot: table.state, total: table.state };
  const inherited = retentionOf(facts, workspace);
  if (table.state.value === "exists") return daysOfTable(table, inherited, tableId);
  // A table is made with the first record, and then inherits what the workspace says.
  const expected = youth(snapshot) ?? weaker(inherited, "inferred");
  return { hot: expected, total: expected };
}

function retentionOf(facts: Workspace, workspace: ArmId): Days {
  return chain(facts.retentionDays, (days) =>
    days === null ? noDays(workspace.id, "the workspace does not say how long it keeps records") : known(days),
  );
}

/** Plans: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure, 2026-11. */
function daysOfTable(table: Table, inherited: Days, id: string): Kept {
  const total = chain(table.totalDays, (days) =>
    days === null ? noDays(id, "the table does not say how long it keeps records") : known(days),
  );
  const plan = table.plan.state === "known" ? (table.plan.value?.toLowerCase() ?? "") : "";
  switch (plan) {
    case "analytics": {
      const hot = chain(table.retentionDays, (days) => (days === null ? inherited : known(days)));
      const isDefault = table.totalDays.state === "known" && table.totalDays.value === null;
      return { hot, total: isDefault ? hot : total };
    }
    case "basic":
    case "auxiliary":
      return { hot: known(30, table.plan.state === "known" ? table.plan.evidence : [], "documented"), total };
    default:
      return { hot: noDays(id, "the plan of the table is not known to trailproof"), total };
  }
}

function noDays(on: string, reason: string): Days {
  return unknown({ call: ACTIONS.table.operation, on, reason });
}

function weaker(days: Days, basis: Basis): Days {
  return days.state === "known" ? { ...days, basis } : days;
}

/** Customer keys are a matter of the dedicated cluster below a workspace. */
function readableIn({ cluster }: Workspace, snapshot: Snapshot): Fact<boolean> {
  const readable = chain(cluster, (text) => {
    if (text === null) return known(true);
    const id = parseArmId(text);
    const facts = id && factsOf(snapshot, keyOf(id), "log-analytics-cluster");
    return facts ? readableWith(facts.customerKey, snapshot) : lost(text);
  });
  return readable.state === "not-applicable" ? known(true) : readable;
}
