import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import * as answers from "./answers.ts";
import type { RuleAnswer, TableAnswer, WorkspaceAnswer } from "./answers.ts";
import type { ArmId } from "./arm-id.ts";
import type { ApiVersions, Whole } from "./ask.ts";
import type { ArmClient } from "./client.ts";
import { ACTIONS } from "./permissions.ts";
import { below, GONE, GONE_INSIDE, list, read, shown } from "./resource-call.ts";
import { plain } from "./text.ts";

/** The calls about Log Analytics. Destinations may be in any subscription. */

const LOG_ANALYTICS: ApiVersions = ["2025-07-01", "2023-09-01", "2022-10-01"];
const LOG_CLUSTERS: ApiVersions = ["2023-09-01", "2021-06-01"];
/** Before the first of these, multi-stage transformations are not in the answer; clouds that do not know it have none. */
const COLLECTION_RULES: ApiVersions = ["2025-05-11", "2024-03-11", "2022-06-01"];

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
  target: string,
): Promise<Whole<{ id: string; name: string }>> {
  const path = `/subscriptions/${subscription}/providers/Microsoft.OperationalInsights/deletedWorkspaces`;
  return list(
    client,
    run,
    subscription,
    target,
    path,
    ACTIONS.deletedWorkspaces,
    LOG_ANALYTICS,
    answers.deletedWorkspacesPage,
  );
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
