import type { Fact } from "../../src/model/fact.ts";
import type { Store } from "../../src/model/trail.ts";
import type { AskedDays } from "../contract.ts";
import { parseArmId, type ArmId } from "./arm-id.ts";
import { quoted } from "./shell.ts";

/** Commands that mend one store. */

/** Days that a table can be set to: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure (2026-11). */
const MOST_HOT_DAYS = 730;
const LONG_DAYS = [1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383];

export function knownValue<T>(fact: Fact<T>): T | undefined {
  return fact.state === "known" ? fact.value : undefined;
}

export function isDead({ state }: Store): boolean {
  return knownValue(state) === "dead";
}

/** Undefined when there is no way but another destination. */
export function repairOf(store: Store, totalDays: number): string | undefined {
  const id = parseArmId(store.id);
  if (!id) return undefined;
  const why = store.stateReason ?? "";
  switch (store.kind) {
    case "log-analytics-table":
    case "log-analytics-workspace":
      return why.includes("soft-deleted")
        ? `Recover the workspace: az monitor log-analytics workspace recover --workspace-name ${quoted(outer(id))} ${group(id)}`
        : undefined;
    case "storage-container":
      return repairOfStorage(id, why, totalDays);
    case "event-hub":
      return why === "the event hub is disabled"
        ? `Switch the event hub on: az eventhubs eventhub update --name ${quoted(id.names[1] ?? "")} --namespace-name ${quoted(outer(id))} --status Active ${group(id)}`
        : undefined;
    default:
      return undefined;
  }
}

function repairOfStorage(id: ArmId, why: string, totalDays: number): string | undefined {
  const account = quoted(outer(id));
  const container = quoted(id.names.at(-1) ?? "");
  if (why.includes("firewall")) {
    return `Let trusted Azure services through the firewall: az storage account update --name ${account} --bypass AzureServices ${group(id)}`;
  }
  if (why.includes("immutability policy")) {
    const create = `az storage container immutability-policy create --account-name ${account} --container-name ${container}`;
    return `Allow protected append writes, which a locked policy does not take any more: ${create} --period ${totalDays} --allow-protected-append-writes true ${group(id)}`;
  }
  return undefined;
}

/** Days of a workspace's tables; a plan that is not searchable for long becomes Analytics. */
export function raiseTables(tables: readonly Store[], { hotDays, totalDays }: AskedDays): string | undefined {
  const short = tables.filter((store) => isShort(store.hotDays, hotDays) || isShort(store.totalDays, totalDays));
  const commands = short.flatMap((store) => {
    const id = parseArmId(store.id);
    const hot = Math.max(hotDays, knownValue(store.hotDays) ?? 0);
    const total = tableDays(Math.max(totalDays, hot, knownValue(store.totalDays) ?? 0));
    if (!id || total === undefined || hot > MOST_HOT_DAYS) return [];
    const table = `--workspace-name ${quoted(outer(id))} --name ${quoted(id.names[1] ?? "")} ${group(id)}`;
    return [
      `az monitor log-analytics workspace table update ${table} --plan Analytics --retention-time ${hot} --total-retention-time ${total}`,
    ];
  });
  if (commands.length === 0) return undefined;
  return `Keep the records searchable for ${hotDays} days and for ${totalDays} in all: ${commands.join(" && ")}`;
}

/** The least that a table keeps in all and that is enough. */
function tableDays(days: number): number | undefined {
  return days <= MOST_HOT_DAYS ? days : LONG_DAYS.find((one) => one >= days);
}

/** Only what is known to be too short. */
function isShort(days: Fact<number | null>, needed: number): boolean {
  return days.state === "known" && days.value !== null && days.value < needed;
}

/** A storage account whose lifecycle rules delete too early. */
export function raiseLifecycle(stores: readonly Store[], needed: number): string | undefined {
  const store = stores.find(({ kind, totalDays }) => kind === "storage-container" && isShort(totalDays, needed));
  const id = store && parseArmId(store.id);
  if (!id) return undefined;
  const show = `az storage account management-policy show --account-name ${quoted(outer(id))} ${group(id)}`;
  return `Let no lifecycle rule delete the audit logs before ${needed} days, and export to a workspace as well to search them: ${show}`;
}

function outer(id: ArmId): string {
  return id.names[0] ?? "";
}

function group(id: ArmId): string {
  return `--resource-group ${quoted(id.resourceGroup)} --subscription ${quoted(id.subscription)}`;
}
