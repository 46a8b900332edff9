import type { Run } from "../contract.ts";
import { unknown, type Fact } from "../../src/model/fact.ts";
import { parseArmId } from "./arm-id.ts";
import type { ArmClient } from "./client.ts";
import { keyId } from "./customer-key.ts";
import { keyFacts } from "./forwarding-facts.ts";
import { resource } from "./resource-record.ts";
import { getKey, listVaults } from "./vault-calls.ts";
import { ACTIONS } from "./permissions.ts";
import type { ResourceFacts } from "./schema.ts";

/**
 * Whether a customer key is enabled. Stores name a vault by its address only, so it is looked for among the vaults of
 * the store's subscription; one that lies elsewhere stays unknown.
 */
async function readKey(
  client: ArmClient,
  run: Run,
  subscription: string,
  vault: string,
  name: string,
): Promise<ResourceFacts<"vault-key">["state"]> {
  const vaults = await listVaults(client, run, subscription, keyId(vault, name));
  if (!vaults.ok) return unknown(vaults.failure.gap, [vaults.failure.evidence]);
  const found = vaults.value.find(
    ({ properties }) => properties.vaultUri !== null && hostOf(properties.vaultUri) === hostOf(vault),
  );
  const id = found && parseArmId(found.id);
  if (!id) return elsewhere(subscription, vault, vaults.evidence);
  return keyFacts(await getKey(client, run, id, name)).state;
}

function elsewhere(subscription: string, vault: string, evidence: readonly string[]): Fact<never> {
  const reason = `the vault of the customer key (${hostOf(vault)}) is not in the subscription of the store`;
  return unknown({ call: ACTIONS.key.operation, on: `/subscriptions/${subscription}`, reason }, evidence);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.toLowerCase() : "";
}

/** @returns the id of the record, if there is a key at all */
export async function readCustomerKey(
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
