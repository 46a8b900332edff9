import type { Limit } from "../src/simulator/cloud.ts";
import type { AwsAccount, AwsLandscape } from "../src/simulator/aws/landscape.ts";

/**
 * What AWS publishes for each account and region (2026-11). Nothing is published for EKS, GuardDuty, EventBridge, Security Lake
 * and observabilityadmin:
 * theirs are the rates that scans keep to.
 */
export const LIMITS: readonly Limit[] = [
  ...[
    "logs:DescribeSubscriptionFilters",
    "logs:DescribeMetricFilters",
    "logs:DescribeAccountPolicies",
    "logs:DescribeDestinations",
    "logs:GetTransformer",
    "logs:GetDataProtectionPolicy",
    "firehose:DescribeDeliveryStream",
    "account:ListRegions",
    "guardduty:*",
    "events:*",
    "observabilityadmin:*",
    "securitylake:*",
  ].map((operation) => ({ operation, perSecond: 5, burst: 5 })),
  { operation: "logs:DescribeLogGroups", perSecond: 10, burst: 10 },
  { operation: "logs:DescribeLogStreams", perSecond: 25, burst: 25 },
  { operation: "cloudwatch:DescribeAlarms", perSecond: 9, burst: 9 },
  { operation: "cloudtrail:*", perSecond: 10, burst: 10 },
  { operation: "eks:*", perSecond: 10, burst: 40 },
  { operation: "kms:*", perSecond: 1000, burst: 1000 },
  { operation: "organizations:ListAccounts", perSecond: 8, burst: 12 },
  { operation: "sts:*", perSecond: 600, burst: 600, shared: true },
];

/** An organisation of so many accounts, with so many regions each and so many clusters in each. */
export function organizationLandscape(accounts: number, regions: number, clusters: number): AwsLandscape {
  const ids = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index));
  const [management = ""] = ids;
  return {
    caller: management,
    organization: { management },
    accounts: ids.map((id) => account(id, regions, clusters)),
  };
}

function account(id: string, regions: number, clusters: number): AwsAccount {
  const names = Array.from({ length: clusters }, (_, index) => `cluster-${index}`);
  return {
    id,
    name: `account ${id}`,
    roles: [{ name: "TrailproofReader" }],
    regions: Array.from({ length: regions }, (_, index) => ({
      name: `xx-bench-${index + 1}`,
      clusters: names.map((name) => ({ name, logTypes: ["audit", "authenticator"], authenticationMode: "API" })),
      logGroups: names.map((name) => ({ name: `/aws/eks/${name}/cluster`, retentionInDays: 400 })),
      // An account that is used has more log groups than those of its clusters.
      otherLogGroups: 5_000,
    })),
  };
}
