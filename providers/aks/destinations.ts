import { keyOf, parseArmId, type ArmId } from "./arm-id.ts";
import type { Setting } from "./schema.ts";
import { TABLES, type StreamId } from "./streams.ts";

/** Where a setting sends one stream. `key` is the id of the store, and of its resource record where it has one. */
export type Destination =
  | {
      readonly kind: "workspace";
      readonly key: string;
      readonly workspace: ArmId;
      /** Undefined when it cannot be told which table is meant. */
      readonly table: string | undefined;
    }
  | { readonly kind: "storage"; readonly key: string; readonly account: ArmId; readonly container: string }
  | {
      readonly kind: "event-hub";
      readonly key: string;
      readonly namespace: ArmId;
      readonly hub: string;
      /** A hub that the setting does not name is made by Azure when it first delivers. */
      readonly named: boolean;
    }
  | { readonly kind: "partner"; readonly key: string; readonly partner: ArmId }
  | { readonly kind: "not-understood"; readonly key: string; readonly text: string };

/** Where a workspace puts everything that has no table of its own. */
export const LEGACY_TABLE = "AzureDiagnostics";

/** At most one of each kind. Ids that make no sense are kept: something may be sent there. */
export function destinationsOf(setting: Setting, stream: StreamId): readonly Destination[] {
  const { eventHubRule, partner, serviceBusRule, storage, workspace } = setting;
  return [
    ...(workspace === null ? [] : [workspaceOf(workspace, setting, stream)]),
    ...(storage === null ? [] : [storageOf(storage, stream)]),
    ...(eventHubRule === null ? [] : [eventHubOf(eventHubRule, setting, stream)]),
    ...(partner === null ? [] : [partnerOf(partner)]),
    // The retired way to name an event hub.
    ...(serviceBusRule === null || eventHubRule !== null ? [] : [notUnderstood(serviceBusRule)]),
  ];
}

function workspaceOf(text: string, setting: Setting, stream: StreamId): Destination {
  const workspace = parseArmId(text);
  if (workspace?.type !== "microsoft.operationalinsights/workspaces") return notUnderstood(text);
  const table = { "resource-specific": TABLES[stream], "azure-diagnostics": LEGACY_TABLE, unknown: undefined }[
    setting.tables
  ];
  const key = table === undefined ? keyOf(workspace) : tableKey(workspace, table);
  return { kind: "workspace", key, workspace, table };
}

/** Id of the record of a table: the workspace in lower case, the table as it is called. */
export function tableKey(workspace: ArmId, table: string): string {
  return `${keyOf(workspace)}/tables/${table}`;
}

function storageOf(text: string, stream: StreamId): Destination {
  const account = parseArmId(text);
  if (account?.type !== "microsoft.storage/storageaccounts") return notUnderstood(text);
  const container = `insights-logs-${stream}`;
  return { kind: "storage", key: `${keyOf(account)}/blobservices/default/containers/${container}`, account, container };
}

/** The setting names a rule of the namespace, or of the hub itself. */
const RULE = /^(.*\/namespaces\/[^/]+)(?:\/eventhubs\/([^/]+))?\/authorizationrules\/[^/]+$/i;

function eventHubOf(text: string, setting: Setting, stream: StreamId): Destination {
  const [, namespaceId = "", ruleHub] = RULE.exec(parseArmId(text)?.id ?? "") ?? [];
  const namespace = parseArmId(namespaceId);
  if (namespace?.type !== "microsoft.eventhub/namespaces") return notUnderstood(text);
  const given = setting.eventHub ?? ruleHub;
  const hub = given ?? `insights-logs-${stream}`;
  const key = `${keyOf(namespace)}/eventhubs/${hub.toLowerCase()}`;
  return { kind: "event-hub", key, namespace, hub, named: given !== undefined };
}

function partnerOf(text: string): Destination {
  const partner = parseArmId(text);
  return partner ? { kind: "partner", key: keyOf(partner), partner } : notUnderstood(text);
}

function notUnderstood(text: string): Destination {
  return { kind: "not-understood", key: text.toLowerCase(), text };
}
