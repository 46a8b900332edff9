import type { Run } from "../contract.ts";
import type { ResourceRecord } from "../../src/model/cluster.ts";
import { notApplicable, unknown, type Fact } from "../../src/model/fact.ts";
import { keyOf, parseArmId, type ArmId } from "./arm-id.ts";
import type { ArmClient } from "./client.ts";
import * as calls from "./destination-calls.ts";
import { tableKey, type Destination } from "./destinations.ts";
import * as facts from "./facts.ts";
import { PROVIDER } from "./provider.ts";
import { resourceFacts, type ResourceFacts, type ResourceType } from "./schema.ts";

import { readKey } from "./vault-keys.ts";
import { keyId } from "./customer-key.ts";

/** Reads what a destination consists of, each part once in a run. @returns the ids of the records */
export async function readDestination(
  client: ArmClient,
  run: Run,
  destination: Destination,
): Promise<readonly string[]> {
  switch (destination.kind) {
    case "workspace":
      return readWorkspace(client, run, destination.workspace, destination.table);
    case "storage":
      return readStorage(client, run, destination.account, destination.container);
    case "event-hub":
      return readEventHub(client, run, destination.namespace, destination.hub);
    case "partner":
      return [await readPartner(client, run, destination.partner)];
    case "not-understood":
      return [];
  }
}

async function readWorkspace(
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
        ? facts.softDeletedFact(await calls.listDeletedWorkspaces(client, run, id.subscription), key)
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

async function readStorage(client: ArmClient, run: Run, id: ArmId, container: string): Promise<readonly string[]> {
  const key = keyOf(id);
  const containerKey = `${key}/blobservices/default/containers/${container}`;
  const [account] = await Promise.all([
    run.resource(key, async () => {
      const [answer, lifecycle] = await Promise.all([
        calls.getStorageAccount(client, run, id),
        calls.getLifecycle(client, run, id),
      ]);
      return record("storage-account", key, id, placeOf(answer), facts.accountFacts(answer, lifecycle));
    }),
    run.resource(containerKey, async () => {
      const answer = await calls.getContainer(client, run, id, container);
      return { ...record("storage-container", containerKey, id, "-", facts.containerFacts(answer)), name: container };
    }),
  ]);
  const { customerKey } = resourceFacts["storage-account"].parse(account.facts);
  return [key, containerKey, ...(await readCustomerKey(client, run, id.subscription, customerKey))];
}

async function readEventHub(client: ArmClient, run: Run, namespace: ArmId, hub: string): Promise<readonly string[]> {
  const key = keyOf(namespace);
  const hubKey = `${key}/eventhubs/${hub.toLowerCase()}`;
  const hubId = parseArmId(`${namespace.id}/eventhubs/${hub}`);
  await Promise.all([
    run.resource(key, async () => {
      const answer = await calls.getEventHubNamespace(client, run, namespace);
      return record("event-hub-namespace", key, namespace, placeOf(answer), facts.namespaceFacts(answer));
    }),
    hubId &&
      run.resource(hubKey, async () => {
        const answer = await calls.getEventHub(client, run, hubId);
        return { ...record("event-hub", hubKey, namespace, "-", facts.eventHubFacts(answer)), name: hub };
      }),
  ]);
  return [key, ...(hubId ? [hubKey] : [])];
}

async function readPartner(client: ArmClient, run: Run, id: ArmId): Promise<string> {
  const key = keyOf(id);
  await run.resource(key, async () => {
    const answer = await calls.getPartner(client, run, id);
    if (answer) return record("partner-solution", key, id, "-", facts.partnerFacts(answer));
    const call = `${id.type}/read`;
    const gap = { call, on: id.id, reason: "this kind of partner solution is not known to trailproof" };
    return record("partner-solution", key, id, "-", { state: unknown(gap) });
  });
  return key;
}

async function readCustomerKey(
  client: ArmClient,
  run: Run,
  subscription: string,
  key: Fact<{ vault: string; name: string } | null>,
): Promise<readonly string[]> {
  if (key.state !== "known" || key.value === null) return [];
  const { name, vault } = key.value;
  const id = keyId(vault, name);
  await run.resource(id, async () => {
    const state = await readKey(client, run, subscription, vault, name);
    return resource("vault-key", id, name, subscription, "-", { state });
  });
  return [id];
}

function armIdIn(fact: Fact<string | null>): ArmId | undefined {
  return fact.state === "known" && fact.value !== null ? parseArmId(fact.value) : undefined;
}

function placeOf(
  answer: { readonly ok: true; readonly value: { readonly location: string } } | { readonly ok: false },
): string {
  return answer.ok ? answer.value.location : "-";
}

function record<T extends ResourceType>(
  type: T,
  key: string,
  id: ArmId,
  location: string,
  facts: ResourceFacts<T>,
): ResourceRecord {
  return resource(type, key, id.names.at(-1) ?? key, id.subscription, location, facts);
}

function resource<T extends ResourceType>(
  type: T,
  id: string,
  name: string,
  scope: string,
  location: string,
  facts: ResourceFacts<T>,
): ResourceRecord {
  return { kind: "resource", provider: PROVIDER, id, type, name, scope, location, facts };
}
