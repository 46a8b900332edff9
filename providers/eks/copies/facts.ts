import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { at } from "../record.ts";
import { known, unknown, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type {
  AccountSubscription,
  CentralizationFacts,
  CentralizationRule,
  DestinationFacts,
  Subscription,
  SubscriptionPolicyFacts,
} from "../deep-fact-schema.ts";
import {
  subscriptionDocument,
  type DestinationAnswer,
  type RuleAnswer,
  type RuleSummary,
  type SubscriptionAnswer,
} from "../deep-schema.ts";
import { centralizationArn, subscriptionPolicyArn } from "../deep-names.ts";
import type { Site } from "../names.ts";
import type { Listed } from "../asking/paging.ts";
import type { AccountPolicyAnswer } from "../schema.ts";

/** Answers about copies in our words. */

/** @param listed of one log group; one that does not exist has no subscriptions */
export function subscriptionsOf(listed: Listed<SubscriptionAnswer>): Fact<Subscription[]> {
  if (!listed.complete) {
    return listed.outcome === "not-found" ? known([], listed.evidence) : unknown(listed.gap, listed.evidence);
  }
  return known(
    listed.items.map(({ value }) => ({
      name: value.filterName,
      destination: value.destinationArn,
      pattern: value.filterPattern ?? "",
      transformed: value.applyOnTransformedLogs ?? false,
      selection: value.fieldSelectionCriteria || null,
    })),
    listed.evidence,
  );
}

export function subscriptionPolicyRecord(site: Site, listed: Listed<AccountPolicyAnswer>): ResourceRecord {
  const id = subscriptionPolicyArn(site);
  const facts: SubscriptionPolicyFacts = { subscriptions: accountSubscriptions(listed, id) };
  return { ...at(site), id, type: "subscription-policy", name: "account-level subscription", facts: { ...facts } };
}

function accountSubscriptions(listed: Listed<AccountPolicyAnswer>, on: string): Fact<AccountSubscription[]> {
  if (!listed.complete) return unknown(listed.gap, listed.evidence);
  const found: AccountSubscription[] = [];
  for (const { value } of listed.items) {
    const document = documentOf(value.policyDocument);
    if (!document) {
      const reason = "the document of the account's subscription policy makes no sense";
      return unknown({ call: "logs:DescribeAccountPolicies", on, reason }, listed.evidence);
    }
    found.push({
      name: value.policyName,
      destination: document.DestinationArn,
      pattern: document.FilterPattern ?? "",
      transformed: document.ApplyOnTransformedLogs ?? false,
      selection: document.FieldSelectionCriteria || null,
      except: exceptionsOf(value.selectionCriteria),
    });
  }
  return known(found, listed.evidence);
}

function documentOf(text: string) {
  try {
    return subscriptionDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** `LogGroupName NOT IN ["a", "b"]` is all that can be said; null for anything else. */
export function exceptionsOf(criteria: string | null | undefined): string[] | null {
  const text = (criteria ?? "").trim();
  if (text === "") return [];
  const list = /^LogGroupName\s+NOT\s+IN\s*(\[.*\])$/s.exec(text)?.[1];
  if (list === undefined) return null;
  try {
    const names: unknown = JSON.parse(list);
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : null;
  } catch {
    return null;
  }
}

/** @param listed destinations whose names begin like this one */
export function destinationRecord(
  site: Site,
  arn: string,
  name: string,
  listed: Listed<DestinationAnswer> | Unknown,
): ResourceRecord {
  return { ...at(site), id: arn, type: "log-destination", name, facts: { ...destinationFacts(arn, name, listed) } };
}

function destinationFacts(arn: string, name: string, listed: Listed<DestinationAnswer> | Unknown): DestinationFacts {
  if ("state" in listed) return { exists: listed, target: listed };
  const found = listed.items.find(({ value }) => value.destinationName === name);
  if (found) return { exists: known(true, [found.evidence]), target: known(found.value.targetArn, [found.evidence]) };
  if (!listed.complete) {
    const open = unknown(listed.gap, listed.evidence);
    return { exists: open, target: open };
  }
  const reason = "the destination does not exist";
  const target = unknown({ call: "logs:DescribeDestinations", on: arn, reason }, listed.evidence);
  return { exists: known(false, listed.evidence), target };
}

export function centralizationRecord(site: Site, rules: Fact<CentralizationRule[]>): ResourceRecord {
  const facts: CentralizationFacts = { rules };
  const id = centralizationArn(site);
  const where = { ...at(site), location: "-" };
  return { ...where, id, type: "centralization-rules", name: "centralization rules", facts: { ...facts } };
}

export function ruleOf(summary: RuleSummary, answer: RuleAnswer): CentralizationRule {
  const { Source, Destination } = answer.CentralizationRule;
  const logs = Source.SourceLogsConfiguration;
  const central = Destination.DestinationLogsConfiguration;
  const encryption = central?.LogsEncryptionConfiguration;
  return {
    name: answer.RuleName ?? summary.RuleName ?? summary.RuleArn,
    arn: summary.RuleArn,
    health: answer.RuleHealth ?? summary.RuleHealth ?? null,
    regions: Source.Regions,
    scope: Source.Scope ?? null,
    logGroups: logs?.LogGroupSelectionCriteria ?? null,
    dataSources: logs?.DataSourceSelectionCriteria ?? null,
    encrypted: logs?.EncryptedLogGroupStrategy ?? null,
    destinationAccount: Destination.Account ?? null,
    destinationRegion: Destination.Region,
    namePattern: central?.LogGroupNameConfiguration?.LogGroupNamePattern ?? null,
    encryption: encryption
      ? {
          strategy: encryption.EncryptionStrategy ?? null,
          conflict: encryption.EncryptionConflictResolutionStrategy ?? null,
          scope: encryption.EncryptionScope ?? null,
        }
      : null,
    backupRegion: central?.BackupConfiguration?.Region ?? null,
  };
}
