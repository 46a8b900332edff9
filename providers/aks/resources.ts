import type { Run } from "../contract.ts";
import { unknown } from "../../src/model/fact.ts";
import { keyOf, parseArmId, type ArmId } from "./arm-id.ts";
import type { ArmClient } from "./client.ts";
import type { Destination } from "./destinations.ts";
import { getEventHub, getEventHubNamespace, getPartner } from "./forwarding-calls.ts";
import { eventHubFacts, namespaceFacts, partnerFacts } from "./forwarding-facts.ts";
import { placeOf, record } from "./resource-record.ts";
import { resourceFacts } from "./schema.ts";
import { getContainer, getLifecycle, getStorageAccount } from "./storage-calls.ts";
import { accountFacts, containerFacts } from "./storage-facts.ts";
import { readCustomerKey } from "./vault-keys.ts";
import { readWorkspace } from "./workspace-resources.ts";

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

async function readStorage(client: ArmClient, run: Run, id: ArmId, container: string): Promise<readonly string[]> {
  const key = keyOf(id);
  const containerKey = `${key}/blobservices/default/containers/${container}`;
  const [account] = await Promise.all([
    run.resource(key, async () => {
      const [answer, lifecycle] = await Promise.all([
        getStorageAccount(client, run, id),
        getLifecycle(client, run, id),
      ]);
      return record("storage-account", key, id, placeOf(answer), accountFacts(answer, lifecycle));
    }),
    run.resource(containerKey, async () => {
      const answer = await getContainer(client, run, id, container);
      return { ...record("storage-container", containerKey, id, "-", containerFacts(answer)), name: container };
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
      const answer = await getEventHubNamespace(client, run, namespace);
      return record("event-hub-namespace", key, namespace, placeOf(answer), namespaceFacts(answer));
    }),
    hubId &&
      run.resource(hubKey, async () => {
        const answer = await getEventHub(client, run, hubId);
        return { ...record("event-hub", hubKey, namespace, "-", eventHubFacts(answer)), name: hub };
      }),
  ]);
  return [key, ...(hubId ? [hubKey] : [])];
}

async function readPartner(client: ArmClient, run: Run, id: ArmId): Promise<string> {
  const key = keyOf(id);
  await run.resource(key, async () => {
    const answer = await getPartner(client, run, id);
    if (answer) return record("partner-solution", key, id, "-", partnerFacts(answer));
    const call = `${id.type}/read`;
    const gap = { call, on: id.id, reason: "this kind of partner solution is not known to trailproof" };
    return record("partner-solution", key, id, "-", { state: unknown(gap) });
  });
  return key;
}
