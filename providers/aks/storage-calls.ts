import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import * as answers from "./answers.ts";
import type { AccountAnswer, ContainerAnswer } from "./answers.ts";
import type { ArmId } from "./arm-id.ts";
import type { ApiVersions } from "./ask.ts";
import type { ArmClient } from "./client.ts";
import { ACTIONS } from "./permissions.ts";
import { below, GONE, read, shown } from "./resource-call.ts";

/** The calls about storage accounts. */

const STORAGE: ApiVersions = ["2024-01-01", "2021-09-01"];

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
