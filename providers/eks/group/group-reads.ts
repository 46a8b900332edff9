import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, notApplicable, type Fact } from "../../../src/model/fact.ts";
import type { Answer, Run } from "../../contract.ts";
import type { Seat } from "../asking/ask.ts";
import { describeAccountPolicies, describeKey, getDataProtectionPolicy } from "./calls.ts";
import { findLogGroup, keyStateOf, logGroupRecord, type GroupExtras, type Sought } from "./facts.ts";
import { groupArn, type Site } from "../names.ts";
import type { Entry, Listed } from "../asking/paging.ts";
import { hasAccountMasking, hasOwnMasking, maskedBy, policyDaysOf } from "./policy-facts.ts";
import type { AccountPolicyAnswer, LogGroupAnswer } from "../schema.ts";
import type { AccountPolicyType } from "../client/session.ts";

/** The log groups of one account in one region, with what else decides about them: keys and policies are asked for once. */
export interface Groups {
  /** @param listed groups among which it stands, if it exists */
  read(name: string, listed: Promise<Listed<LogGroupAnswer>>): Promise<ResourceRecord>;
}

export function openGroups(seat: Seat, site: Site, run: Run): Groups {
  const keys = new Map<string, Promise<Answer<string>>>();
  const policies = new Map<AccountPolicyType, Promise<Listed<AccountPolicyAnswer>>>();

  function key(arn: string): Promise<Answer<string>> {
    return memo(keys, arn, () => describeKey(seat, run, arn));
  }

  function accountPolicies(type: AccountPolicyType): Promise<Listed<AccountPolicyAnswer>> {
    return memo(policies, type, () => describeAccountPolicies(seat, run, type));
  }

  async function readGroup(name: string, listed: Promise<Listed<LogGroupAnswer>>): Promise<ResourceRecord> {
    const sought = findLogGroup(await listed, name);
    if (sought.state !== "found") return groupWithoutExtras(site, name, sought);
    return logGroupRecord(site, name, sought, await readExtras(name, sought.entry));
  }

  async function readExtras(name: string, { value: group, evidence }: Entry<LogGroupAnswer>): Promise<GroupExtras> {
    const on = groupArn(site, name);
    const policyName = group.retentionPolicyName;
    const [keyState, retention, own, account] = await Promise.all([
      group.kmsKeyId ? key(group.kmsKeyId) : undefined,
      policyName ? accountPolicies("RETENTION_POLICY") : undefined,
      hasOwnMasking(group) ? getDataProtectionPolicy(seat, run, name) : undefined,
      hasAccountMasking(group) ? accountPolicies("DATA_PROTECTION_POLICY") : undefined,
    ]);
    return {
      keyState: keyState ? keyStateOf(keyState) : NO_EXTRAS.keyState,
      policyRetentionDays:
        policyName && retention ? policyDaysOf(policyName, retention, on) : NO_EXTRAS.policyRetentionDays,
      maskedIdentifiers: maskedBy(own, account, on, evidence),
    };
  }

  return { read: (name, listed) => run.resource(groupArn(site, name), () => readGroup(name, listed)) };
}

/** A group that does not exist, or cannot be seen. */
export function groupWithoutExtras(
  site: Site,
  name: string,
  sought: Exclude<Sought, { state: "found" }>,
): ResourceRecord {
  return logGroupRecord(site, name, sought, NO_EXTRAS);
}

const NO_EXTRAS = {
  keyState: notApplicable("no customer key"),
  policyRetentionDays: notApplicable("the log group decides itself"),
  maskedIdentifiers: known<string[]>([]) satisfies Fact<string[]>,
} as const;

function memo<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
