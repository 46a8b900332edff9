import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import * as answers from "./answers.ts";
import type { ArmId } from "./arm-id.ts";
import type { ApiVersions, Whole } from "./ask.ts";
import type { ArmClient } from "./client.ts";
import { ACTIONS } from "./permissions.ts";
import { below, list, read } from "./resource-call.ts";

/** The calls about customer keys. */

const KEY_VAULT: ApiVersions = ["2023-07-01", "2022-07-01"];

export function listVaults(
  client: ArmClient,
  run: Run,
  subscription: string,
  target: string,
): Promise<Whole<z.infer<typeof answers.vaultsPage>["value"][number]>> {
  const path = `/subscriptions/${subscription}/providers/Microsoft.KeyVault/vaults`;
  return list(client, run, subscription, target, path, ACTIONS.vaults, KEY_VAULT, answers.vaultsPage);
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
