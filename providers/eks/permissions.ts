/** A call that is made, what it needs and what for. */
export interface NeededPermission {
  readonly operation: string;
  readonly permission: string;
  readonly why: string;
}

/** Every call of this provider. Calls take their permission from here, so that the list is complete by construction. */
export const permissions = [
  {
    operation: "sts:GetCallerIdentity",
    permission: "sts:GetCallerIdentity",
    why: "the account that the credentials belong to (AWS always allows it)",
  },
  { operation: "sts:AssumeRole", permission: "sts:AssumeRole", why: "to enter the accounts named with --account" },
  { operation: "account:ListRegions", permission: "account:ListRegions", why: "the regions that the account uses" },
  { operation: "eks:ListClusters", permission: "eks:ListClusters", why: "the clusters of a region" },
  {
    operation: "eks:DescribeCluster",
    permission: "eks:DescribeCluster",
    why: "log types, authentication mode, version and state of a cluster",
  },
  {
    operation: "logs:DescribeLogGroups",
    permission: "logs:DescribeLogGroups",
    why: "whether the log group of a cluster exists, how long it keeps entries and with which key",
  },
  {
    operation: "logs:DescribeAccountPolicies",
    permission: "logs:DescribeAccountPolicies",
    why: "retention and masking that the account decides for its log groups",
  },
  {
    operation: "logs:GetDataProtectionPolicy",
    permission: "logs:GetDataProtectionPolicy",
    why: "what a log group masks",
  },
  { operation: "kms:DescribeKey", permission: "kms:DescribeKey", why: "whether the key of a log group can be used" },
  {
    operation: "observabilityadmin:ListTelemetryPipelines",
    permission: "observabilityadmin:ListTelemetryPipelines",
    why: "pipelines that may rewrite audit events before they are stored",
  },
] as const satisfies readonly NeededPermission[];

export type Operation = (typeof permissions)[number]["operation"];

export function permissionOf(operation: Operation): string {
  return permissions.find((needed) => needed.operation === operation)?.permission ?? operation;
}
