import type { Json } from "../../model/json.ts";

/** What a landscape holds behind the log groups: copies, archives and watchers. All of it may be left out. */

export interface AwsDepth {
  /** UTC; what the streams of a cluster that logs are dated by. The time of the request when absent. */
  readonly now?: string;
  /** Rules of the organisation, which its management account and delegated accounts may see. */
  readonly centralizationRules?: readonly AwsCentralizationRule[];
  readonly securityLake?: AwsSecurityLake;
}

export interface AwsSecurityLake {
  /** Accounts that the organisation delegated it to: AWS allows one. */
  readonly administrators?: readonly string[];
  readonly lakes: readonly AwsDataLake[];
}

export interface AwsDataLake {
  /** Who holds it, and the only one who sees it. */
  readonly account: string;
  readonly region: string;
  /** `COMPLETED` when absent; null leaves it out of the answer. */
  readonly created?: string | null;
  /** Status of the last change; no change when absent. */
  readonly updated?: string;
  /** For ever when absent. */
  readonly days?: number;
  readonly sources?: readonly AwsLakeSource[];
  /** Sources that are listed for a region without a lake. */
  readonly isMissing?: boolean;
}

export interface AwsLakeSource {
  readonly account: string;
  /** `EKS_AUDIT` when absent. */
  readonly name?: string;
  /** `2.0` when absent; null leaves it out of the answer. */
  readonly version?: string | null;
  /** `COLLECTING` when absent. */
  readonly statuses?: readonly string[];
}

export interface AwsCentralizationRule {
  readonly name: string;
  /** Where the rule was made. */
  readonly region: string;
  /** `Healthy` when absent. */
  readonly health?: string;
  readonly sourceRegions: readonly string[];
  /** The whole organisation when absent. */
  readonly scope?: string;
  /** `*` when absent. */
  readonly logGroups?: string;
  readonly dataSources?: string;
  /** `ALLOW` when absent; null leaves it out of the answer. */
  readonly encrypted?: string | null;
  readonly destinationAccount: string;
  readonly destinationRegion: string;
  /** Absent: groups are called like their sources. */
  readonly namePattern?: string;
  readonly encryption?: { readonly strategy: string; readonly conflict?: string; readonly scope?: string };
  readonly backupRegion?: string;
}

export interface AwsRegionDepth {
  readonly destinations?: readonly { readonly name: string; readonly targetArn: string }[];
  readonly deliveryStreams?: readonly AwsDeliveryStream[];
  readonly kinesisStreams?: readonly { readonly name: string; readonly status?: string }[];
  readonly buckets?: readonly AwsBucket[];
  readonly detectors?: readonly AwsDetector[];
  readonly trails?: readonly AwsTrail[];
  readonly alarms?: readonly AwsAlarm[];
  /** Of the account's own event bus. */
  readonly eventRules?: readonly AwsEventRule[];
  /** Those of `AWS_VERSIONS` when absent. */
  readonly versions?: readonly AwsVersion[];
}

export interface AwsLogGroupDepth {
  readonly subscriptions?: readonly AwsSubscription[];
  readonly metricFilters?: readonly AwsMetricFilter[];
  /** Those of a cluster that logs, up to date, when absent. */
  readonly streams?: readonly AwsLogStream[];
}

export interface AwsSubscription {
  readonly name: string;
  readonly destinationArn: string;
  /** Empty when absent. */
  readonly pattern?: string;
  readonly transformed?: boolean;
  readonly selection?: string;
}

export interface AwsMetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly metric: AwsMetric;
  /** Fields of its transformation to have otherwise: it counts 1 for each entry when absent. */
  readonly fields?: { readonly [name: string]: Json };
}

export interface AwsMetric {
  readonly namespace: string;
  readonly name: string;
}

export interface AwsLogStream {
  readonly name: string;
  /** UTC; absent for a stream without entries. */
  readonly lastIngestion?: string;
}

export interface AwsDeliveryStream {
  readonly name: string;
  /** `ACTIVE` when absent. */
  readonly status?: string;
  readonly bucketArn: string;
  readonly prefix?: string;
  readonly processors?: readonly string[];
  /** Into a columnar format, by a table of Glue. */
  readonly converts?: boolean;
  /** Another destination before the bucket, which then takes what failed: `Splunk`, `HttpEndpoint`. */
  readonly destination?: string;
}

export interface AwsBucket {
  readonly name: string;
  /** Whether accounts other than the owner may read its configuration. */
  readonly shared?: boolean;
  /** `Enabled` when absent and there is a lock, which needs it. */
  readonly versioning?: "Enabled" | "Suspended";
  /** Without a mode: switched on, but new objects get no lock. */
  readonly objectLock?: { readonly mode?: string; readonly days?: number; readonly years?: number };
  readonly lifecycle?: readonly AwsLifecycleRule[];
  /** ARN of a key; S3's own when absent. */
  readonly kmsKeyId?: string;
  readonly publicAccessBlock?: AwsPublicAccessBlock;
  /** Besides the owner, who may everything. */
  readonly grants?: readonly AwsGrant[];
  /** Absent: no policy. */
  readonly policyIsPublic?: boolean;
  readonly logsAccess?: boolean;
  readonly ownership?: string;
}

/** All four settings, or each kind by itself; false: they are there and off. */
export type AwsPublicAccessBlock = boolean | { readonly acls: boolean; readonly policies: boolean };

export interface AwsGrant {
  /** Of a group, by the end of its URI: `global/AllUsers`. */
  readonly group?: string;
  /** Canonical id of an account. */
  readonly id?: string;
  /** `READ` when absent. */
  readonly permission?: string;
}

export interface AwsLifecycleRule {
  /** `Enabled` when absent. */
  readonly status?: string;
  readonly prefix?: string;
  readonly days?: number;
  /** UTC. */
  readonly date?: string;
  readonly tag?: readonly [key: string, value: string];
  readonly largerThan?: number;
  /** Of versions that are no longer current: after how many days, and how many newer ones it leaves. */
  readonly noncurrentDays?: number;
  readonly newerVersions?: number;
}

export interface AwsDetector {
  readonly id: string;
  /** `ENABLED` when absent. */
  readonly status?: string;
  /** `ENABLED` when absent; null leaves the feature out. */
  readonly auditLogs?: string | null;
}

/** A trail, in its home region. */
export interface AwsTrail {
  readonly name: string;
  readonly multiRegion?: boolean;
  /** Seen by every account of the organisation. */
  readonly organization?: boolean;
  /** True when absent. */
  readonly logging?: boolean;
  /** What it fails to deliver to. */
  readonly failsAt?: "bucket" | "log-group";
  readonly validated?: boolean;
  readonly bucket: string;
  readonly prefix?: string;
  /** ARN of a log group. */
  readonly logGroupArn?: string;
  readonly kmsKeyId?: string;
  /** Management events of both kinds when neither this nor `advanced` is there. */
  readonly selectors?: Json;
  readonly advanced?: Json;
}

export interface AwsAlarm {
  readonly name: string;
  readonly metric?: AwsMetric;
  /** By which it finds its metrics. */
  readonly expression?: string;
  /** Makes it an alarm on log entries. */
  readonly query?: { readonly text: string; readonly logGroups: readonly string[] };
  /** True when absent. */
  readonly actionsEnabled?: boolean;
  /** One action when absent. */
  readonly actions?: readonly string[];
  /** Fields of the answer to have otherwise: it rings at the first call when absent. */
  readonly fields?: { readonly [name: string]: Json };
}

export interface AwsEventRule {
  readonly name: string;
  /** Absent for a rule that runs by the clock. */
  readonly pattern?: string;
  /** `ENABLED` when absent. */
  readonly state?: string;
  /** ARNs; one topic when absent. */
  readonly targets?: readonly string[];
  /** Listed, but gone when its targets are asked for. */
  readonly vanished?: boolean;
}

export interface AwsVersion {
  readonly version: string;
  readonly status: "STANDARD_SUPPORT" | "EXTENDED_SUPPORT" | "UNSUPPORTED";
  /** UTC. */
  readonly standardUntil: string;
  readonly extendedUntil: string;
}

/** As EKS lists them; the days of those in standard support lie so far ahead that no test and no demo outlives them. */
export const AWS_VERSIONS: readonly AwsVersion[] = [
  version("1.36", "STANDARD_SUPPORT", "2099-11-30", "2100-11-30"),
  version("1.35", "STANDARD_SUPPORT", "2099-03-27", "2100-03-27"),
  version("1.34", "STANDARD_SUPPORT", "2098-12-02", "2099-12-02"),
  version("1.33", "EXTENDED_SUPPORT", "2026-07-29", "2027-07-29"),
  version("1.32", "EXTENDED_SUPPORT", "2026-03-23", "2027-03-23"),
  version("1.31", "EXTENDED_SUPPORT", "2025-11-26", "2026-11-26"),
  version("1.30", "UNSUPPORTED", "2025-07-23", "2026-07-23"),
];

function version(name: string, status: AwsVersion["status"], standard: string, extended: string): AwsVersion {
  const midnight = "T00:00:00Z";
  return {
    version: name,
    status,
    standardUntil: `${standard}${midnight}`,
    extendedUntil: `${extended}${midnight}`,
  };
}
