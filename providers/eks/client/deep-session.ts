/** What a session asks beyond clusters and their log groups: copies, archives, and who watches. */
export interface DeepSession {
  describeClusterVersions(region: string, token: Token, signal: AbortSignal): Promise<unknown>;
  /** Newest first; or, with a prefix, by name: the two cannot be combined. */
  describeLogStreams(
    region: string,
    logGroup: string,
    prefix: string | undefined,
    token: Token,
    signal: AbortSignal,
  ): Promise<unknown>;
  describeSubscriptionFilters(region: string, logGroup: string, token: Token, signal: AbortSignal): Promise<unknown>;
  describeDestinations(region: string, prefix: string, token: Token, signal: AbortSignal): Promise<unknown>;
  describeMetricFilters(region: string, logGroup: string, token: Token, signal: AbortSignal): Promise<unknown>;
  describeDeliveryStream(region: string, name: string, signal: AbortSignal): Promise<unknown>;
  describeStreamSummary(region: string, arn: string, signal: AbortSignal): Promise<unknown>;
  listDetectors(region: string, token: Token, signal: AbortSignal): Promise<unknown>;
  getDetector(region: string, detector: string, signal: AbortSignal): Promise<unknown>;
  describeTrails(region: string, signal: AbortSignal): Promise<unknown>;
  getTrailStatus(region: string, arn: string, signal: AbortSignal): Promise<unknown>;
  getEventSelectors(region: string, arn: string, signal: AbortSignal): Promise<unknown>;
  describeAlarms(region: string, types: readonly AlarmType[], token: Token, signal: AbortSignal): Promise<unknown>;
  /** Those of the account's own event bus, which the events of AWS services go to. */
  listRules(region: string, token: Token, signal: AbortSignal): Promise<unknown>;
  listTargetsByRule(region: string, rule: string, token: Token, signal: AbortSignal): Promise<unknown>;
  /** @returns the answer as the SDK reads it, once its XML is known to be whole and what was asked for */
  askBucket(region: string, question: BucketQuestion, bucket: Bucket, signal: AbortSignal): Promise<BucketAnswer>;
  /** As `askBucket`, about an account. */
  getAccountPublicAccess(account: string, signal: AbortSignal): Promise<unknown>;
  /** Those of all regions. */
  listCentralizationRules(token: Token, signal: AbortSignal): Promise<unknown>;
  getCentralizationRule(region: string, rule: string, signal: AbortSignal): Promise<unknown>;
  describeOrganization(signal: AbortSignal): Promise<unknown>;
  /** Accounts that the organisation lets administer a service. */
  listDelegatedAdministrators(servicePrincipal: string, token: Token, signal: AbortSignal): Promise<unknown>;
  /** Those of all regions. */
  listDataLakes(signal: AbortSignal): Promise<unknown>;
  /** For all accounts and regions of the lakes. */
  listLogSources(sourceName: "EKS_AUDIT", token: Token, signal: AbortSignal): Promise<unknown>;
  getDataLakeSources(region: string, token: Token, signal: AbortSignal): Promise<unknown>;
}

type Token = string | undefined;

export type AlarmType = "MetricAlarm" | "LogAlarm";

export interface Bucket {
  readonly name: string;
  /** The answer is refused unless the bucket belongs to this account. */
  readonly owner: string | undefined;
}

export type BucketQuestion =
  | "versioning"
  | "objectLock"
  | "lifecycle"
  | "encryption"
  | "publicAccess"
  | "policyStatus"
  | "logging"
  | "ownership"
  | "accessList";

export interface BucketAnswer {
  readonly output: unknown;
  /** Where the bucket is. */
  readonly region: string;
}
