import type { Store, Trail } from "../../src/model/trail.ts";
import type { AskedDays } from "../contract.ts";
import { parseArmId, parentOf, type ArmId } from "./arm-id.ts";
import { clusterFacts } from "./schema.ts";
import { quoted } from "./shell.ts";
import { TABLES } from "./streams.ts";
import { isDead, knownValue, raiseLifecycle, raiseTables, repairOf } from "./store-remedy.ts";

/** What to do about a result: one sentence, then the exact command. */
export function remedy(control: string, trail: Trail, asked: AskedDays): string | undefined {
  switch (control) {
    case "AUD-AUTHN":
      return hasStream(trail, "guard") ? exportStream(trail, "guard", asked) : undefined;
    case "AUD-NO-EXEMPTION":
      return keepEverything(trail);
    case "LOG-DELIVERED":
      return repairStores(trail, asked) ?? exportMissing(trail, asked);
    case "LOG-RETENTION":
      return exportMissing(trail, asked) ?? repairStores(trail, asked) ?? keepLonger(trail, asked);
    default:
      return control.startsWith("AUD-") ? exportStream(trail, "kube-audit", asked) : undefined;
  }
}

function hasStream(trail: Trail, stream: string): boolean {
  return trail.streams.some(({ id }) => id === stream);
}

/** Where a stream goes that is on; nothing to do when that is somewhere that works. */
function exportStream(trail: Trail, stream: string, asked: AskedDays): string | undefined {
  const state = trail.streams.find(({ id }) => id === stream)?.on;
  if (!state || state.state !== "known") return undefined;
  const stores = storesOf(trail, stream);
  if (!state.value) return makeSetting(trail, [stream]);
  return stores.length > 0 && stores.every(isDead) ? repairStores(trail, asked) : undefined;
}

/** Without an API audit stream there is nothing to deliver or to keep. */
function exportMissing(trail: Trail, asked: AskedDays): string | undefined {
  const isOff = trail.streams.every(({ id, on }) => id === "guard" || (on.state === "known" && !on.value));
  return isOff ? exportStream(trail, "kube-audit", asked) : undefined;
}

function makeSetting(trail: Trail, wanted: readonly string[]): string {
  // Without guard, a setting that is made anyway would leave the authentication stream out.
  const guard = trail.streams.find(({ id }) => id === "guard")?.on;
  const categories = [...new Set([...wanted, ...(guard?.state === "known" && !guard.value ? ["guard"] : [])])];
  const workspace = workspaceInUse(trail);
  const logs = JSON.stringify(categories.map((category) => ({ category, enabled: true })));
  const command = [
    "az monitor diagnostic-settings create",
    `--name ${quoted(freeName(trail))}`,
    `--resource ${quoted(trail.cluster.id)}`,
    `--workspace ${workspace === undefined ? "WORKSPACE_ID" : quoted(workspace.id)}`,
    "--export-to-resource-specific true",
    `--logs ${quoted(logs)}`,
  ].join(" ");
  const where = workspace === undefined ? " to a workspace (put its resource id for WORKSPACE_ID)" : "";
  return `Export ${categories.join(" and ")}${where}: ${command}`;
}

/** A workspace that takes something of this cluster already. */
function workspaceInUse(trail: Trail): ArmId | undefined {
  const store = trail.stores.find(({ kind, state }) => kind === "log-analytics-table" && knownValue(state) === "live");
  const table = store && parseArmId(store.id);
  return table && parentOf(table);
}

/** A name that no setting of the cluster has: creating a setting overwrites one of the same name. */
function freeName(trail: Trail): string {
  const parsed = clusterFacts.safeParse(trail.cluster.facts);
  const settings = parsed.success && parsed.data.settings.state === "known" ? parsed.data.settings.value : [];
  const taken = new Set(settings.map(({ name }) => name.toLowerCase()));
  let name = "trailproof-audit";
  for (let number = 2; taken.has(name); number += 1) name = `trailproof-audit-${number}`;
  return name;
}

function storesOf(trail: Trail, stream: string): readonly Store[] {
  const ids = new Set(trail.routes.filter(({ streams }) => streams.includes(stream)).map(({ store }) => store));
  return trail.stores.filter(({ id }) => ids.has(id));
}

function repairStores(trail: Trail, { totalDays }: AskedDays): string | undefined {
  for (const store of trail.stores.filter(isDead)) {
    const repair = repairOf(store, totalDays);
    if (repair !== undefined) return repair;
    const route = trail.routes.find((candidate) => candidate.store === store.id);
    const redirected = route && redirect(trail, route.name, store);
    if (redirected !== undefined) return redirected;
  }
  return undefined;
}

/** Flags of `az monitor diagnostic-settings update` that name a destination, with what to put there. */
const DESTINATION_FLAGS: ReadonlyMap<string, string> = new Map([
  ["log-analytics-table", "--workspace-id WORKSPACE_ID"],
  ["log-analytics-workspace", "--workspace-id WORKSPACE_ID"],
  ["storage-container", "--storage-account-id STORAGE_ACCOUNT_ID"],
  ["event-hub", "--event-hub-rule AUTHORIZATION_RULE_ID"],
  ["partner-solution", "--marketplace-partner-id PARTNER_ID"],
]);

/** The setting itself has to point elsewhere. */
function redirect(trail: Trail, setting: string, store: Store): string | undefined {
  const flag = DESTINATION_FLAGS.get(store.kind);
  if (flag === undefined) return undefined;
  const [, placeholder = ""] = flag.split(" ");
  return `Send it to a destination that takes it (put its resource id for ${placeholder}): ${updateSetting(trail, setting, flag)}`;
}

function updateSetting(trail: Trail, setting: string, change: string): string {
  const which = `--name ${quoted(setting)} --resource ${quoted(trail.cluster.id)}`;
  return `az monitor diagnostic-settings update ${which} ${change}`;
}

function keepLonger(trail: Trail, asked: AskedDays): string | undefined {
  const live = trail.stores.filter(({ state }) => knownValue(state) === "live");
  const tables = live.filter(({ kind }) => kind === "log-analytics-table");
  if (tables.length > 0) return raiseTables(tables, asked);
  if (live.length === 0) return undefined;
  // What is never hot cannot be made searchable: it takes a workspace beside it.
  const on = trail.streams.filter(({ on: state }) => knownValue(state) === true).map(({ id }) => id);
  return on.length === 0 ? undefined : (raiseLifecycle(live, asked.totalDays) ?? makeSetting(trail, on));
}

function keepEverything(trail: Trail): string | undefined {
  const transformed = trail.routes.find(({ filters }) => filters.length > 0);
  if (transformed) return seeTransformation(transformed.store);
  const cut = trail.routes.find(({ cutsBodies }) => cutsBodies !== undefined);
  if (!cut) return undefined;
  if (cut.store.endsWith("/tables/AzureDiagnostics")) {
    const update = updateSetting(trail, cut.name, "--log-ana-dtype Dedicated");
    return `Send the records to tables of their own, which keep them whole: ${update}`;
  }
  const on = trail.streams
    .filter(({ id, on: state }) => id in TABLES && knownValue(state) === true)
    .map(({ id }) => id);
  return on.length === 0 ? undefined : makeSetting(trail, on);
}

function seeTransformation(store: string): string | undefined {
  const table = parseArmId(store);
  const workspace = table && parentOf(table);
  if (!workspace) return undefined;
  const query = "--query defaultDataCollectionRuleResourceId --output tsv";
  const rule = `$(az monitor log-analytics workspace show --ids ${quoted(workspace.id)} ${query})`;
  const streams = quoted(`dataFlows[?contains(streams, 'Microsoft-Table-${table.names.at(-1)}')]`);
  return `Set transformKql to source for this table in the workspace's transformation rule: az monitor data-collection rule show --ids "${rule}" --query ${streams}`;
}
