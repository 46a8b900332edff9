import { factFrom, type Answer } from "../contract.ts";
import { known, notApplicable } from "../../src/model/fact.ts";
import type { AccountAnswer, ContainerAnswer, LifecycleRuleAnswer, LockAnswer } from "./answers.ts";
import { detail, existence } from "./fact-parts.ts";
import type { LifecycleRule, Lock, ResourceFacts } from "./schema.ts";

/** Azure's words for storage to ours. */

export function accountFacts(
  answer: Answer<AccountAnswer>,
  lifecycle: Answer<{ properties: { policy: { rules: readonly LifecycleRuleAnswer[] } } }>,
): ResourceFacts<"storage-account"> {
  const of = <V>(pick: (answer: AccountAnswer) => V) => detail(answer, pick, "there is no such storage account");
  return {
    state: existence(answer),
    open: of(({ properties }) => isOpen(properties)),
    lock: of(({ properties }) => accountLock(properties.immutableStorageWithVersioning)),
    lifecycle: lifecycleFact(answer, lifecycle),
    customerKey: of(({ properties }) => accountKey(properties.encryption)),
  };
}

/**
 * Azure Monitor writes to an account whose firewall is closed only as a trusted service. An account without the part
 * has the default: open (https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings, 2026-03).
 */
function isOpen({ networkAcls, publicNetworkAccess }: AccountAnswer["properties"]): boolean {
  const isPrivate = publicNetworkAccess?.toLowerCase() === "disabled";
  if (!networkAcls || (!isPrivate && networkAcls.defaultAction?.toLowerCase() !== "deny")) return true;
  return (networkAcls.bypass ?? "")
    .toLowerCase()
    .split(",")
    .some((part) => part.trim() === "azureservices");
}

function accountKey(encryption: AccountAnswer["properties"]["encryption"]): { vault: string; name: string } | null {
  if (encryption?.keySource?.toLowerCase() !== "microsoft.keyvault") return null;
  const { keyvaulturi, keyname } = encryption.keyvaultproperties ?? {};
  return { vault: keyvaulturi ?? "", name: keyname ?? "" };
}

function lifecycleFact(
  account: Answer<AccountAnswer>,
  answer: Answer<{ properties: { policy: { rules: readonly LifecycleRuleAnswer[] } } }>,
): ResourceFacts<"storage-account">["lifecycle"] {
  if (!account.ok && account.outcome === "not-found") return notApplicable("there is no such storage account");
  if (!answer.ok && answer.outcome === "not-found") return known([], [answer.evidence]);
  return factFrom(answer, ({ properties }) => properties.policy.rules.flatMap(lifecycleRule));
}

/** Only what deletes append blobs: Azure Monitor writes nothing else. */
function lifecycleRule(rule: LifecycleRuleAnswer): LifecycleRule[] {
  const { actions, filters } = rule.definition;
  const deletes = actions.baseBlob?.delete;
  const types = filters?.blobTypes?.map((type) => type.toLowerCase());
  if (rule.enabled === false || !deletes || (types && !types.includes("appendblob"))) return [];
  const days = [
    deletes.daysAfterModificationGreaterThan,
    deletes.daysAfterCreationGreaterThan,
    deletes.daysAfterLastAccessTimeGreaterThan,
  ].filter((value) => value !== null);
  const byTag = (filters?.blobIndexMatch ?? []).length > 0;
  const deleteAfterDays = days.length === 0 ? null : Math.floor(Math.min(...days));
  return [{ name: rule.name, prefixes: [...(filters?.prefixMatch ?? [])], deleteAfterDays, byTag }];
}

function accountLock(versioning: AccountAnswer["properties"]["immutableStorageWithVersioning"]): Lock | null {
  return versioning?.enabled ? lockOf(versioning.immutabilityPolicy) : null;
}

function lockOf(lock: LockAnswer | null | undefined): Lock | null {
  if (!lock) return null;
  const state = lock.state?.toLowerCase();
  return {
    state: state === "locked" || state === "disabled" ? state : "unlocked",
    days: lock.immutabilityPeriodSinceCreationInDays,
    appends: lock.allowProtectedAppendWrites || lock.allowProtectedAppendWritesAll,
  };
}

export function containerFacts(answer: Answer<ContainerAnswer>): ResourceFacts<"storage-container"> {
  const of = <V>(pick: (answer: ContainerAnswer) => V) => detail(answer, pick, "no record has arrived yet");
  return {
    state: existence(answer),
    lock: of(({ properties }) =>
      properties.hasImmutabilityPolicy === false ? null : lockOf(properties.immutabilityPolicy?.properties),
    ),
    hold: of(({ properties }) => holdOf(properties)),
  };
}

function holdOf(container: ContainerAnswer["properties"]): "none" | "appends" | "blocks" {
  if (!container.hasLegalHold) return "none";
  return container.legalHold?.protectedAppendWritesHistory?.allowProtectedAppendWritesAll ? "appends" : "blocks";
}
