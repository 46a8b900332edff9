import type { GrantOptions, PermissionUse } from "../contract.ts";
import { iamPolicies } from "./least-privilege.ts";

/** Every call of this provider. Calls take their permission from here, so that the list is complete by construction. */
export const permissions = [
  {
    operation: "sts:GetCallerIdentity",
    permission: "sts:GetCallerIdentity",
    why: "the account that the credentials belong to (AWS always allows it)",
    above: true,
  },
  {
    operation: "sts:AssumeRole",
    permission: "sts:AssumeRole",
    why: "to enter other accounts than the caller's",
    optional: "where other accounts are read",
    above: true,
  },
  {
    operation: "organizations:ListAccounts",
    permission: "organizations:ListAccounts",
    why: "the accounts of the organization",
    optional: "with --aws-organization",
    above: true,
  },
  {
    operation: "organizations:ListAccountsForParent",
    permission: "organizations:ListAccountsForParent",
    why: "the accounts of an organizational unit",
    optional: "where the organization is narrowed by its units",
    above: true,
  },
  {
    operation: "organizations:ListOrganizationalUnitsForParent",
    permission: "organizations:ListOrganizationalUnitsForParent",
    why: "the units below an organizational unit",
    optional: "where the organization is narrowed by its units",
    above: true,
  },
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
    optional: "where a log group has a data protection policy of its own",
  },
  {
    operation: "kms:DescribeKey",
    permission: "kms:DescribeKey",
    why: "whether the key of a log group can be used",
    optional: "where a log group has a customer key",
  },
  {
    operation: "observabilityadmin:ListTelemetryPipelines",
    permission: "observabilityadmin:ListTelemetryPipelines",
    why: "pipelines that may rewrite audit events before they are stored",
  },
  {
    operation: "logs:DescribeLogStreams",
    permission: "logs:DescribeLogStreams",
    why: "when the newest audit event of a cluster arrived",
  },
  {
    operation: "logs:DescribeSubscriptionFilters",
    permission: "logs:DescribeSubscriptionFilters",
    why: "copies that leave the log group of a cluster",
  },
  {
    operation: "logs:DescribeDestinations",
    permission: "logs:DescribeDestinations",
    why: "what stands behind a destination of CloudWatch Logs",
    optional: "where a subscription goes to such a destination",
  },
  {
    operation: "observabilityadmin:ListCentralizationRulesForOrganization",
    permission: "observabilityadmin:ListCentralizationRulesForOrganization",
    why: "copies that the organization makes of log groups",
    refusable: "only the organization's management account and a delegated administrator may ask",
    optional: "in an organization",
    above: true,
  },
  {
    operation: "observabilityadmin:GetCentralizationRuleForOrganization",
    permission: "observabilityadmin:GetCentralizationRuleForOrganization",
    why: "which log groups such a rule copies",
    optional: "where the organization has such rules",
    above: true,
  },
  {
    operation: "organizations:DescribeOrganization",
    permission: "organizations:DescribeOrganization",
    why: "whether the account belongs to an organization, whose rules may copy its logs",
    optional: "where the organization's rules cannot be read",
  },
  {
    operation: "organizations:ListDelegatedAdministrators",
    permission: "organizations:ListDelegatedAdministrators",
    why: "which account runs Security Lake for the organization",
    refusable: "only the organization's management account and a delegated administrator may ask",
    optional: "where a cluster has its audit stream on",
    above: true,
  },
  {
    operation: "securitylake:ListDataLakes",
    permission: "securitylake:ListDataLakes",
    why: "whether Security Lake holds a copy of audit events, and for how long",
    refusable: "only the account that runs Security Lake for the organization sees its lakes",
    optional: "in the account that runs Security Lake",
  },
  {
    operation: "securitylake:ListLogSources",
    permission: "securitylake:ListLogSources",
    why: "from which accounts and regions Security Lake takes audit events",
    optional: "where there is such a lake",
  },
  {
    operation: "securitylake:GetDataLakeSources",
    permission: "securitylake:GetDataLakeSources",
    why: "whether Security Lake takes them at present",
    optional: "where there is such a lake",
  },
  {
    operation: "firehose:DescribeDeliveryStream",
    permission: "firehose:DescribeDeliveryStream",
    why: "where a delivery stream brings what a subscription sends",
    optional: "where a subscription goes to Firehose",
  },
  {
    operation: "kinesis:DescribeStreamSummary",
    permission: "kinesis:DescribeStreamSummary",
    why: "whether the stream that a subscription goes to exists",
    optional: "where a subscription goes to Kinesis",
  },
  {
    operation: "s3:GetBucketVersioning",
    permission: "s3:GetBucketVersioning",
    why: "whether the archive bucket exists and whose it is",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetObjectLockConfiguration",
    permission: "s3:GetBucketObjectLockConfiguration",
    why: "whether the archive can be deleted before its time",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetBucketLifecycleConfiguration",
    permission: "s3:GetLifecycleConfiguration",
    why: "when the archive is deleted, and the bucket of a CloudTrail trail emptied",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetBucketEncryption",
    permission: "s3:GetEncryptionConfiguration",
    why: "the key of the archive",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetPublicAccessBlock",
    permission: "s3:GetBucketPublicAccessBlock",
    why: "whether the archive may be public",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetBucketPolicyStatus",
    permission: "s3:GetBucketPolicyStatus",
    why: "whether the archive is public",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetBucketLogging",
    permission: "s3:GetBucketLogging",
    why: "whether reading the archive leaves a trace",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetBucketOwnershipControls",
    permission: "s3:GetBucketOwnershipControls",
    why: "whether access lists of the archive count",
    optional: "where logs are archived in a bucket",
  },
  {
    operation: "s3:GetBucketAcl",
    permission: "s3:GetBucketAcl",
    why: "whom the access list of the archive lets in",
    optional: "where its access list counts",
  },
  {
    operation: "s3control:GetPublicAccessBlock",
    permission: "s3:GetAccountPublicAccessBlock",
    why: "whether the account lets its archive be public",
    optional: "where the archive itself may be public",
  },
  {
    operation: "guardduty:ListDetectors",
    permission: "guardduty:ListDetectors",
    why: "whether GuardDuty is on in a region",
  },
  {
    operation: "guardduty:GetDetector",
    permission: "guardduty:GetDetector",
    why: "whether GuardDuty reads the audit events",
    optional: "where GuardDuty is on",
  },
  {
    operation: "cloudtrail:DescribeTrails",
    permission: "cloudtrail:DescribeTrails",
    why: "whether calls of the cloud API are recorded, and where",
  },
  {
    operation: "cloudtrail:GetTrailStatus",
    permission: "cloudtrail:GetTrailStatus",
    why: "whether a trail is recording",
    optional: "where there is a trail",
  },
  {
    operation: "cloudtrail:GetEventSelectors",
    permission: "cloudtrail:GetEventSelectors",
    why: "which calls a trail records",
    optional: "where there is a trail",
  },
  {
    operation: "logs:DescribeMetricFilters",
    permission: "logs:DescribeMetricFilters",
    why: "metrics that tell of changes to the audit path",
    optional: "where a trail goes to CloudWatch Logs",
  },
  {
    operation: "cloudwatch:DescribeAlarms",
    permission: "cloudwatch:DescribeAlarms",
    why: "alarms on such metrics and on the trail's log group",
    optional: "where a trail goes to CloudWatch Logs",
  },
  {
    operation: "events:ListRules",
    permission: "events:ListRules",
    why: "rules of EventBridge that look for changes to the audit path",
    optional: "where a trail records calls",
  },
  {
    operation: "events:ListTargetsByRule",
    permission: "events:ListTargetsByRule",
    why: "whether such a rule raises an alarm",
    optional: "where a rule may look for changes to the audit path",
  },
  {
    operation: "eks:DescribeClusterVersions",
    permission: "eks:DescribeClusterVersions",
    why: "until when a Kubernetes version is supported",
  },
] as const satisfies readonly PermissionUse[];

export type Operation = (typeof permissions)[number]["operation"];

export function permissionOf(operation: Operation): string {
  return permissions.find((needed) => needed.operation === operation)?.permission ?? operation;
}

export function leastPrivilege(options: GrantOptions): string {
  return iamPolicies(permissions, options);
}
