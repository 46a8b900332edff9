import type { Run } from "../contract.ts";
import { notApplicable } from "../../src/model/fact.ts";
import { keyOf, type ArmId } from "./arm-id.ts";
import type { ArmClient } from "./client.ts";
import { tableKey } from "./destinations.ts";
import { armIdIn, placeOf, record } from "./resource-record.ts";
import { resourceFacts } from "./schema.ts";
import { readCustomerKey } from "./vault-keys.ts";
import * as calls from "./workspace-calls.ts";
import * as facts from "./workspace-facts.ts";

/** A workspace with the one table that is asked about, and what transforms and encrypts its records. */
export async function readWorkspace(
  client: ArmClient,
  run: Run,
  id: ArmId,
  table: string | undefined,
): Promise<readonly string[]> {
  const key = keyOf(id);
  const [workspace, tableRecord] = await Promise.all([
    run.resource(key, async () => {
      const answer = await calls.getWorkspace(client, run, id);
      const gone = !answer.ok && answer.outcome === "not-found";
      const softDeleted = gone
        ? facts.softDeletedFact(await calls.listDeletedWorkspaces(client, run, id.subscription, key), key)
        : notApplicable("the workspace was not missing");
      return record("log-analytics-workspace", key, id, placeOf(answer), facts.workspaceFacts(answer, softDeleted));
    }),
    table === undefined ? undefined : readTable(client, run, id, table),
  ]);
  const { cluster, transformation } = resourceFacts["log-analytics-workspace"].parse(workspace.facts);
  const [rule, logCluster] = [armIdIn(transformation), armIdIn(cluster)];
  const below = await Promise.all([
    ...(rule ? [readRule(client, run, rule)] : []),
    ...(logCluster ? [readLogCluster(client, run, logCluster)] : []),
  ]);
  return [key, ...(tableRecord === undefined ? [] : [tableRecord]), ...below.flat()];
}

async function readTable(client: ArmClient, run: Run, workspace: ArmId, name: string): Promise<string> {
  const key = tableKey(workspace, name);
  await run.resource(key, async () => {
    const answer = await calls.getTable(client, run, workspace, name);
    return { ...record("log-analytics-table", key, workspace, "-", facts.tableFacts(answer)), name };
  });
  return key;
}

async function readRule(client: ArmClient, run: Run, id: ArmId): Promise<readonly string[]> {
  const key = keyOf(id);
  await run.resource(key, async () => {
    const answer = await calls.getCollectionRule(client, run, id);
    return record("data-collection-rule", key, id, placeOf(answer), facts.ruleFacts(answer));
  });
  return [key];
}

async function readLogCluster(client: ArmClient, run: Run, id: ArmId): Promise<readonly string[]> {
  const key = keyOf(id);
  const read = await run.resource(key, async () => {
    const answer = await calls.getLogCluster(client, run, id);
    return record("log-analytics-cluster", key, id, placeOf(answer), facts.logClusterFacts(answer));
  });
  const { customerKey } = resourceFacts["log-analytics-cluster"].parse(read.facts);
  return [key, ...(await readCustomerKey(client, run, id.subscription, customerKey))];
}
