import type { Run } from "../contract.ts";
import { askAccountBlock } from "./archive/account-block-calls.ts";
import { describeDeliveryStream, describeStreamSummary } from "./archive/calls.ts";
import type { Seat } from "./asking/ask.ts";
import { describeCluster } from "./calls.ts";
import { describeDestinations, describeSubscriptionFilters } from "./copies/calls.ts";
import { describeOrganization } from "./accounts/organization-calls.ts";
import {
  describeAccountPolicies,
  describeKey,
  describeLogGroups,
  describeLogStreams,
  getDataProtectionPolicy,
  listTelemetryPipelines,
} from "./group/calls.ts";
import { logGroupName } from "./names.ts";
import { permissions, type Operation } from "./permissions.ts";
import { listRules, listTargetsByRule } from "./events/rule-calls.ts";
import type { EksPlace } from "./accounts/scopes.ts";
import * as watch from "./watch/calls.ts";

/** No cluster of that name is looked for: what it is asked for does not matter, only whether it may be asked for. */
const NAME = "trailproof-preflight";
const NO_KEY = "00000000-0000-0000-0000-000000000000";

type Probe = (seat: Seat & Pick<EksPlace, "site">, run: Run) => Promise<unknown>;

/**
 * How each call is tried where reading gave no cause for it: on a thing that does not exist, as permissions are checked
 * before (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, 2026-11). Absent
 * where that tells nothing: S3 says of no bucket whether it might be asked for, GuardDuty refuses a detector that is not
 * the account's like a wrong request, and calls above the accounts are no matter of one of them.
 */
const PROBES: { readonly [O in Operation]: Probe | undefined } = {
  "sts:GetCallerIdentity": undefined,
  "sts:AssumeRole": undefined,
  "organizations:ListAccounts": undefined,
  "organizations:ListAccountsForParent": undefined,
  "organizations:ListOrganizationalUnitsForParent": undefined,
  "organizations:DescribeOrganization": ({ session, scope }, run) =>
    describeOrganization({ session, scope, location: "-" }, run),
  "organizations:ListDelegatedAdministrators": undefined,
  "account:ListRegions": undefined,
  "eks:ListClusters": undefined,
  "eks:DescribeCluster": (seat, run) => describeCluster(seat, run, NAME),
  "eks:DescribeClusterVersions": watch.describeClusterVersions,
  "logs:DescribeLogGroups": (seat, run) => describeLogGroups(seat, run, new Set()),
  "logs:DescribeAccountPolicies": (seat, run) => describeAccountPolicies(seat, run, "RETENTION_POLICY"),
  "logs:GetDataProtectionPolicy": (seat, run) => getDataProtectionPolicy(seat, run, logGroupName(NAME)),
  "logs:DescribeLogStreams": (seat, run) => describeLogStreams(seat, run, NAME, undefined, undefined),
  "logs:DescribeSubscriptionFilters": (seat, run) => describeSubscriptionFilters(seat, run, NAME),
  "logs:DescribeDestinations": (seat, run) => describeDestinations(seat, run, NAME),
  "logs:DescribeMetricFilters": (seat, run) => watch.describeMetricFilters(seat, run, logGroupName(NAME)),
  "kms:DescribeKey": (seat, run) => describeKey(seat, run, arnOf(seat, "kms", `key/${NO_KEY}`)),
  "observabilityadmin:ListTelemetryPipelines": listTelemetryPipelines,
  "observabilityadmin:ListCentralizationRulesForOrganization": undefined,
  "observabilityadmin:GetCentralizationRuleForOrganization": undefined,
  "firehose:DescribeDeliveryStream": (seat, run) => describeDeliveryStream(seat, run, NAME),
  "kinesis:DescribeStreamSummary": (seat, run) => describeStreamSummary(seat, run, NAME),
  "s3:GetBucketVersioning": undefined,
  "s3:GetObjectLockConfiguration": undefined,
  "s3:GetBucketLifecycleConfiguration": undefined,
  "s3:GetBucketEncryption": undefined,
  "s3:GetPublicAccessBlock": undefined,
  "s3:GetBucketPolicyStatus": undefined,
  "s3:GetBucketLogging": undefined,
  "s3:GetBucketOwnershipControls": undefined,
  "s3:GetBucketAcl": undefined,
  "s3control:GetPublicAccessBlock": askAccountBlock,
  "securitylake:ListDataLakes": undefined,
  "securitylake:ListLogSources": undefined,
  "securitylake:GetDataLakeSources": undefined,
  "guardduty:ListDetectors": watch.listDetectors,
  "guardduty:GetDetector": undefined,
  "cloudtrail:DescribeTrails": watch.describeTrails,
  "cloudtrail:GetTrailStatus": (seat, run) =>
    watch.getTrailStatus(seat, run, arnOf(seat, "cloudtrail", `trail/${NAME}`)),
  "cloudtrail:GetEventSelectors": (seat, run) =>
    watch.getEventSelectors(seat, run, arnOf(seat, "cloudtrail", `trail/${NAME}`)),
  "events:ListRules": listRules,
  "events:ListTargetsByRule": (seat, run) => listTargetsByRule(seat, run, NAME),
  "cloudwatch:DescribeAlarms": (seat, run) => watch.describeAlarms(seat, run, ["LogAlarm"]),
};

function arnOf({ site: { partition, account, region } }: Pick<EksPlace, "site">, service: string, resource: string) {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Tries what needs a permission that was not tried yet. */
export async function probe(place: EksPlace, run: Run, tried: ReadonlySet<string>): Promise<void> {
  const left = permissions.filter(({ permission }) => !tried.has(permission));
  await Promise.all(left.map(async ({ operation }) => PROBES[operation]?.(place, run)));
}
