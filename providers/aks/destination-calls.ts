import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import type { Json } from "../../src/model/json.ts";
import * as answers from "./answers.ts";
import type { AccountAnswer, ContainerAnswer, RuleAnswer, TableAnswer, WorkspaceAnswer } from "./answers.ts";
import { keyOf, type ArmId } from "./arm-id.ts";
import { ask, getChecked, pagesOf, wholeOf, type ApiVersions, type Whole } from "./ask.ts";
import { readBudget, storageBudget } from "./budgets.ts";
import { getPage } from "./calls.ts";
import type { ArmClient } from "./client.ts";
import { plain } from "./errors.ts";
import { ACTIONS, type Permission } from "./permissions.ts";

/** The calls that read where logs go. Destinations may be in any subscription. */

const LOG_ANALYTICS: ApiVersions = ["2025-07-01", "2023-09-01", "2022-10-01"];
const LOG_CLUSTERS: ApiVersions = ["2023-09-01", "2021-06-01"];
/** Before the first of these, multi-stage transformations are not in the answer; clouds that do not know it have none. */
const COLLECTION_RULES: ApiVersions = ["2025-05-11", "2024-03-11", "2022-06-01"];
const STORAGE: ApiVersions = ["2024-01-01", "2021-09-01"];
const EVENT_HUBS: ApiVersions = ["2024-01-01", "2021-11-01"];
const KEY_VAULT: ApiVersions = ["2023-07-01", "2022-07-01"];

/** Codes of a 404 that prove that an outermost resource is gone. */
const GONE = ["ResourceNotFound", "ResourceGroupNotFound"];
/** The same for something inside a resource that is read on its own. */
const GONE_INSIDE = [...GONE, "ParentResourceNotFound", "NotFound"];

export function getWorkspace(client: ArmClient, run: Run, id: ArmId): Promise<Answer<WorkspaceAnswer>> {
  return read(client, run, id, ACTIONS.workspace, LOG_ANALYTICS, answers.workspace, GONE, ({ properties }) => ({
    retentionInDays: properties.retentionInDays,
    ingestion: shown(properties.workspaceCapping?.dataIngestionStatus),
    transformed: properties.defaultDataCollectionRuleResourceId !== null,
  }));
}

export function getTable(client: ArmClient, run: Run, workspace: ArmId, name: string): Promise<Answer<TableAnswer>> {
  const id = below(workspace, "tables", name);
  return read(
    client,
    run,
    id,
    ACTIONS.table,
    LOG_ANALYTICS,
    answers.table,
    [...GONE_INSIDE, "TableNotFound"],
    ({ properties }) => ({
      plan: shown(properties.plan),
      retentionInDays: properties.retentionInDays,
      totalRetentionInDays: properties.totalRetentionInDays,
    }),
  );
}

/** Workspaces that were deleted and can still be recovered. */
export function listDeletedWorkspaces(
  client: ArmClient,
  run: Run,
  subscription: string,
): Promise<Whole<{ id: string; name: string }>> {
  const path = `/subscriptions/${subscription}/providers/Microsoft.OperationalInsights/deletedWorkspaces`;
  return list(client, run, subscription, path, ACTIONS.deletedWorkspaces, LOG_ANALYTICS, answers.deletedWorkspacesPage);
}

export function getLogCluster(
  client: ArmClient,
  run: Run,
  id: ArmId,
): Promise<Answer<z.infer<typeof answers.logCluster>>> {
  return read(client, run, id, ACTIONS.logCluster, LOG_CLUSTERS, answers.logCluster, [], ({ properties }) => ({
    customerKey: typeof properties.keyVaultProperties?.keyName === "string",
  }));
}

export function getCollectionRule(client: ArmClient, run: Run, id: ArmId): Promise<Answer<RuleAnswer>> {
  return read(
    client,
    run,
    id,
    ACTIONS.dataCollectionRule,
    COLLECTION_RULES,
    answers.dataCollectionRule,
    [],
    ({ properties }) => ({
      dataFlows: properties.dataFlows.map(({ streams, transformKql }) => ({
        streams: streams.map((stream) => plain(stream)),
        transformKql: shown(transformKql, 200),
      })),
    }),
  );
}

export function getStorageAccount(client: ArmClient, run: Run, id: ArmId): Promise<Answer<AccountAnswer>> {
  return read(client, run, id, ACTIONS.storageAccount, STORAGE, answers.storageAccount, GONE, ({ properties }) => ({
    defaultAction: shown(properties.networkAcls?.defaultAction),
    bypass: shown(properties.networkAcls?.bypass),
  }));
}

export function getContainer(
  client: ArmClient,
  run: Run,
  account: ArmId,
  name: string,
): Promise<Answer<ContainerAnswer>> {
  const id = below(below(account, "blobServices", "default"), "containers", name);
  return read(
    client,
    run,
    id,
    ACTIONS.container,
    STORAGE,
    answers.container,
    ["ContainerNotFound"],
    ({ properties }) => ({
      hasImmutabilityPolicy: properties.hasImmutabilityPolicy ?? null,
      state: shown(properties.immutabilityPolicy?.properties.state),
      hasLegalHold: properties.hasLegalHold,
    }),
  );
}

export function getLifecycle(
  client: ArmClient,
  run: Run,
  account: ArmId,
): Promise<Answer<z.infer<typeof answers.managementPolicy>>> {
  const id = below(account, "managementPolicies", "default");
  return read(
    client,
    run,
    id,
    ACTIONS.lifecycle,
    STORAGE,
    answers.managementPolicy,
    ["ManagementPolicyNotFound"],
    ({ properties }) => ({
      rules: properties.policy.rules.length,
    }),
  );
}

export function getEventHubNamespace(
  client: ArmClient,
  run: Run,
  id: ArmId,
): Promise<Answer<z.infer<typeof answers.eventHubNamespace>>> {
  return read(
    client,
    run,
    id,
    ACTIONS.eventHubNamespace,
    EVENT_HUBS,
    answers.eventHubNamespace,
    GONE,
    ({ properties }) => ({
      status: shown(properties.status),
    }),
  );
}

export function getEventHub(client: ArmClient, run: Run, id: ArmId): Promise<Answer<z.infer<typeof answers.eventHub>>> {
  return read(client, run, id, ACTIONS.eventHub, EVENT_HUBS, answers.eventHub, GONE_INSIDE, ({ properties }) => ({
    status: shown(properties.status),
    cleanupPolicy: shown(properties.retentionDescription?.cleanupPolicy),
  }));
}

/** Partner solutions by resource type: what to ask for and with which API version. */
const PARTNERS: ReadonlyMap<string, readonly [Permission, ApiVersions]> = new Map([
  ["microsoft.datadog/monitors", [ACTIONS.datadog, ["2023-01-01", "2021-03-01"]]],
  ["microsoft.elastic/monitors", [ACTIONS.elastic, ["2024-03-01", "2020-07-01"]]],
  ["dynatrace.observability/monitors", [ACTIONS.dynatrace, ["2023-04-27", "2021-09-01"]]],
  ["newrelic.observability/monitors", [ACTIONS.newRelic, ["2024-01-01", "2022-07-01"]]],
  ["microsoft.logz/monitors", [ACTIONS.logz, ["2020-10-01"]]],
  ["microsoft.confluent/organizations", [ACTIONS.confluent, ["2024-02-13", "2021-12-01"]]],
]);

/** Undefined when this kind of partner solution is not known here. */
export function getPartner(
  client: ArmClient,
  run: Run,
  id: ArmId,
): Promise<Answer<z.infer<typeof answers.partnerResource>>> | undefined {
  const [action, versions] = PARTNERS.get(id.type) ?? [];
  return action && versions && read(client, run, id, action, versions, answers.partnerResource, GONE);
}

export function listVaults(
  client: ArmClient,
  run: Run,
  subscription: string,
): Promise<Whole<z.infer<typeof answers.vaultsPage>["value"][number]>> {
  const path = `/subscriptions/${subscription}/providers/Microsoft.KeyVault/vaults`;
  return list(client, run, subscription, path, ACTIONS.vaults, KEY_VAULT, answers.vaultsPage);
}

export function getKey(
  client: ArmClient,
  run: Run,
  vault: ArmId,
  name: string,
): Promise<Answer<z.infer<typeof answers.vaultKey>>> {
  const id = below(vault, "keys", name);
  return read(
    client,
    run,
    id,
    ACTIONS.key,
    KEY_VAULT,
    answers.vaultKey,
    ["ResourceNotFound", "KeyNotFound"],
    ({ properties }) => ({
      enabled: properties.attributes.enabled,
    }),
  );
}

function read<T>(
  client: ArmClient,
  run: Run,
  id: ArmId,
  action: Permission,
  versions: ApiVersions,
  schema: z.ZodType<T>,
  missing: readonly string[],
  excerpt: (answer: T) => Json = () => ({}),
): Promise<Answer<T>> {
  const budget = id.type.startsWith("microsoft.storage/")
    ? storageBudget(id.subscription)
    : readBudget(id.subscription);
  return ask(run, {
    action,
    scope: id.subscription,
    target: keyOf(id),
    on: id.id,
    budget,
    missing,
    attempt: (signal) => getChecked(client, id.path, versions, schema, signal),
    excerpt,
  });
}

function list<T>(
  client: ArmClient,
  run: Run,
  subscription: string,
  path: string,
  action: Permission,
  versions: ApiVersions,
  schema: z.ZodType<answers.Page<T>>,
): Promise<Whole<T>> {
  return wholeOf(
    pagesOf((link, check) =>
      ask(run, {
        action,
        scope: subscription,
        on: `/subscriptions/${subscription}`,
        budget: readBudget(subscription),
        attempt: async (signal) => check(await getPage(client, path, versions, schema, link, signal)),
        excerpt: (page) => ({ count: page.value.length }),
      }),
    ),
  );
}

function below(parent: ArmId, type: string, name: string): ArmId {
  return {
    ...parent,
    id: `${parent.id}/${type}/${name}`,
    type: `${parent.type}/${type.toLowerCase()}`,
    names: [...parent.names, name],
    path: `${parent.path}/${type}/${encodeURIComponent(name)}`,
  };
}

function shown(text: string | null | undefined, most?: number): string | null {
  return text === null || text === undefined ? null : plain(text, most);
}
