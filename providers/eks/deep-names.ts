import type { Site } from "./names.ts";

/** Ids of records that stand for a list of one account in one region. */

export function subscriptionPolicyArn({ partition, account, region }: Site): string {
  return `arn:${partition}:logs:${region}:${account}:account-policy/subscription-filter/*`;
}

/** Seen from this account, for all regions. */
export function centralizationArn({ partition, account }: Site): string {
  return `arn:${partition}:observabilityadmin:*:${account}:organization-centralization-rule/*`;
}

export function detectorsArn({ partition, account, region }: Site): string {
  return `arn:${partition}:guardduty:${region}:${account}:detector/*`;
}

export function trailsArn({ partition, account, region }: Site): string {
  return `arn:${partition}:cloudtrail:${region}:${account}:trail/*`;
}

/** Stands for the rules of the account's own event bus. */
export function eventRulesArn({ partition, account, region }: Site): string {
  return `arn:${partition}:events:${region}:${account}:rule/*`;
}

export function versionsArn({ partition, account, region }: Site): string {
  return `arn:${partition}:eks:${region}:${account}:cluster-versions/*`;
}

/** What an account blocks of public access to all its buckets. */
export function accountBlockArn({ partition, account }: Pick<Site, "partition" | "account">): string {
  return `arn:${partition}:s3::${account}:public-access-block`;
}

export function lakeArn({ partition, account, region }: Site): string {
  return `arn:${partition}:securitylake:${region}:${account}:data-lake/*`;
}

/** A record of something that others may see otherwise: it says who asked, and where. */
export function seenFrom(arn: string, account: string, region: string): string {
  return `${arn} seen from ${account} in ${region}`;
}
