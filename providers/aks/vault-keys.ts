import type { Run } from "../contract.ts";
import { unknown, type Fact } from "../../src/model/fact.ts";
import { parseArmId } from "./arm-id.ts";
import type { ArmClient } from "./client.ts";
import { getKey, listVaults } from "./destination-calls.ts";
import { keyFacts } from "./facts.ts";
import { ACTIONS } from "./permissions.ts";
import type { ResourceFacts } from "./schema.ts";

/**
 * Whether a customer key is enabled. Stores name a vault by its address only, so it is looked for among the vaults of
 * the store's subscription; one that lies elsewhere stays unknown.
 */
export async function readKey(
  client: ArmClient,
  run: Run,
  subscription: string,
  vault: string,
  name: string,
): Promise<ResourceFacts<"vault-key">["state"]> {
  const vaults = await listVaults(client, run, subscription);
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
