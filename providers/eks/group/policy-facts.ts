import type { z } from "zod";
import { known, unknown, type Fact, type Gap } from "../../../src/model/fact.ts";
import type { Answer } from "../../contract.ts";
import type { Listed } from "../asking/paging.ts";
import { dataProtectionDocument, retentionDocument, type AccountPolicyAnswer, type LogGroupAnswer } from "../schema.ts";

/** Policy documents of CloudWatch Logs in our words. */

/** Days of the account policy that decides for a group: it shadows the group's own setting. */
export function policyDaysOf(
  policyName: string,
  policies: Listed<AccountPolicyAnswer>,
  on: string,
): Fact<number | null> {
  const entry = policies.items.find(({ value }) => value.policyName === policyName);
  if (!entry) {
    const reason = "the account's retention policy that decides here was not found";
    const gap = policies.complete ? { call: "logs:DescribeAccountPolicies", on, reason } : policies.gap;
    return unknown(gap, policies.evidence);
  }
  const document = parseDocument(retentionDocument, entry.value.policyDocument);
  if (!document) return unknown(unreadable("logs:DescribeAccountPolicies", on), [entry.evidence]);
  return known(document.retentionInDays === "NEVER_EXPIRE" ? null : document.retentionInDays, [entry.evidence]);
}

/** Statuses of a group's own data protection that mask nothing. */
const MASKS_NOTHING = ["DELETED", "ARCHIVED", "DISABLED"];

export function hasOwnMasking(group: LogGroupAnswer): boolean {
  return Boolean(group.dataProtectionStatus) && !MASKS_NOTHING.includes(group.dataProtectionStatus ?? "");
}

export function hasAccountMasking(group: LogGroupAnswer): boolean {
  return group.inheritedProperties?.includes("ACCOUNT_DATA_PROTECTION") ?? false;
}

/** What the policies of a group and of its account mask; they add up. */
export function maskedBy(
  own: Answer<string> | undefined,
  account: Listed<AccountPolicyAnswer> | undefined,
  on: string,
  listedAs: string,
): Fact<string[]> {
  const identifiers = new Set<string>();
  const evidence = new Set([listedAs]);
  const gaps: Gap[] = [];
  const take = (text: string, call: string): void => {
    const document = parseDocument(dataProtectionDocument, text);
    if (!document) return void gaps.push(unreadable(call, on));
    for (const { DataIdentifier, Operation } of document.Statement) {
      if (Operation.Deidentify !== undefined) for (const identifier of DataIdentifier) identifiers.add(identifier);
    }
  };
  if (own) {
    evidence.add(own.evidence);
    if (own.ok) take(own.value, "logs:GetDataProtectionPolicy");
    else gaps.push(own.gap);
  }
  if (account) {
    for (const id of account.evidence) evidence.add(id);
    for (const { value } of account.items) take(value.policyDocument, "logs:DescribeAccountPolicies");
    if (!account.complete) gaps.push(account.gap);
    else if (account.items.length === 0) gaps.push(unreadable("logs:DescribeAccountPolicies", on));
  }
  return gaps.length > 0 ? unknown(gaps, [...evidence]) : known([...identifiers].toSorted(), [...evidence]);
}

function parseDocument<T extends z.ZodType>(schema: T, text: string): z.infer<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function unreadable(call: string, on: string): Gap {
  return { call, on, reason: "the policy document makes no sense" };
}
