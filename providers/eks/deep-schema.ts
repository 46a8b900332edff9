import { z } from "zod";

/** Answers about copies, archives and watchers. A list must be there: an answer without it is no empty list. */

const nextToken = z.string().nullish();
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.number().int().nullish();
/** Milliseconds since 1970. */
const milliseconds = z.number().nullish();
/** Seconds since 1970, or text; JSON services of AWS write either. */
const time = z.union([z.number(), z.iso.datetime({ offset: true })]).nullish();

const versionAnswer = z.object({
  clusterVersion: z.string().min(1),
  /** Upper case; `status` is its older sister in lower case. */
  versionStatus: text,
  status: text,
  endOfStandardSupportDate: time,
  endOfExtendedSupportDate: time,
});
export type VersionAnswer = z.infer<typeof versionAnswer>;
export const describeVersionsAnswer = z.object({ clusterVersions: z.array(versionAnswer), nextToken });

const logStream = z.object({ logStreamName: z.string().min(1), lastIngestionTime: milliseconds });
export type LogStreamAnswer = z.infer<typeof logStream>;
export const describeLogStreamsAnswer = z.object({ logStreams: z.array(logStream), nextToken });

const subscriptionFilter = z.object({
  filterName: z.string(),
  filterPattern: text,
  destinationArn: z.string().min(1),
  applyOnTransformedLogs: flag,
  fieldSelectionCriteria: text,
});
export type SubscriptionAnswer = z.infer<typeof subscriptionFilter>;
export const describeSubscriptionFiltersAnswer = z.object({
  subscriptionFilters: z.array(subscriptionFilter),
  nextToken,
});

/** Document of an account's subscription policy: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html */
export const subscriptionDocument = z.object({
  DestinationArn: z.string().min(1),
  FilterPattern: text,
  ApplyOnTransformedLogs: flag,
  FieldSelectionCriteria: text,
});

const destination = z.object({ destinationName: z.string(), arn: z.string().min(1), targetArn: z.string().min(1) });
export type DestinationAnswer = z.infer<typeof destination>;
export const describeDestinationsAnswer = z.object({ destinations: z.array(destination), nextToken });

const metricFilter = z.object({
  filterName: text,
  filterPattern: z.string(),
  metricTransformations: z.array(
    z.object({
      metricName: z.string(),
      metricNamespace: z.string(),
      metricValue: text,
      dimensions: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});
export type MetricFilterAnswer = z.infer<typeof metricFilter>;
export const describeMetricFiltersAnswer = z.object({ metricFilters: z.array(metricFilter), nextToken });

const bucketTarget = z.object({
  BucketARN: z.string().min(1),
  Prefix: text,
  ProcessingConfiguration: z
    .object({ Enabled: flag, Processors: z.array(z.object({ Type: z.string() })).nullish() })
    .nullish(),
  DataFormatConversionConfiguration: z.object({ Enabled: flag }).nullish(),
});
export type BucketTarget = z.infer<typeof bucketTarget>;
const streamTarget = z.looseObject({
  DestinationId: text,
  ExtendedS3DestinationDescription: bucketTarget.nullish(),
  S3DestinationDescription: bucketTarget.nullish(),
});
const deliveryStream = z.object({
  DeliveryStreamName: z.string(),
  DeliveryStreamStatus: z.string().min(1),
  Destinations: z.array(streamTarget),
});
export type DeliveryStreamAnswer = z.infer<typeof deliveryStream>;
export const describeDeliveryStreamAnswer = z.object({ DeliveryStreamDescription: deliveryStream });

export const describeStreamSummaryAnswer = z.object({
  StreamDescriptionSummary: z.object({ StreamStatus: z.string().min(1), RetentionPeriodHours: z.number().int() }),
});

export const listDetectorsAnswer = z.object({ detectorIds: z.array(z.string().min(1)), nextToken });
export const getDetectorAnswer = z.object({
  status: z.string().min(1),
  features: z.array(z.object({ name: z.string(), status: z.string() })),
});

const trail = z.object({
  Name: z.string(),
  TrailARN: z.string().min(1),
  HomeRegion: z.string().min(1),
  S3BucketName: text,
  S3KeyPrefix: text,
  CloudWatchLogsLogGroupArn: text,
  IsMultiRegionTrail: flag,
  IsOrganizationTrail: flag,
  LogFileValidationEnabled: flag,
  KmsKeyId: text,
});
export type TrailAnswer = z.infer<typeof trail>;
export const describeTrailsAnswer = z.object({ trailList: z.array(trail) });

export const trailStatusAnswer = z.object({
  IsLogging: z.boolean(),
  LatestDeliveryError: text,
  LatestCloudWatchLogsDeliveryError: text,
});

const basicSelector = z.object({
  ReadWriteType: text,
  IncludeManagementEvents: flag,
  DataResources: z.array(z.object({ Type: text, Values: z.array(z.string()).nullish() })).nullish(),
  ExcludeManagementEventSources: z.array(z.string()).nullish(),
});
const values = z.array(z.string()).nullish();
const fieldSelector = z.object({
  Field: z.string(),
  Equals: values,
  NotEquals: values,
  StartsWith: values,
  NotStartsWith: values,
  EndsWith: values,
  NotEndsWith: values,
});
export type FieldSelector = z.infer<typeof fieldSelector>;
const advancedSelector = z.object({ Name: text, FieldSelectors: z.array(fieldSelector) });
export const eventSelectorsAnswer = z
  .object({
    EventSelectors: z.array(basicSelector).nullish(),
    AdvancedEventSelectors: z.array(advancedSelector).nullish(),
  })
  // A trail has the one or the other and at least one of them; an answer with neither cannot be true.
  .refine((answer) => [answer.EventSelectors, answer.AdvancedEventSelectors].some((list) => (list ?? []).length > 0));
export type EventSelectors = z.infer<typeof eventSelectorsAnswer>;

const anyAlarm = z.object({
  AlarmName: z.string(),
  ActionsEnabled: flag,
  AlarmActions: z.array(z.string()).nullish(),
  Threshold: z.number().nullish(),
  ComparisonOperator: text,
  EvaluationState: text,
});
const metric = z.object({ MetricName: text, Namespace: text, Dimensions: z.array(z.unknown()).nullish() });
const metricStat = z.object({ Metric: metric.nullish(), Stat: text });
const metricAlarm = anyAlarm.extend({
  ...metric.shape,
  Statistic: text,
  EvaluationPeriods: count,
  DatapointsToAlarm: count,
  EvaluationCriteria: z.unknown().optional(),
  Metrics: z.array(z.object({ Expression: text, MetricStat: metricStat.nullish() })).nullish(),
});
const logAlarm = anyAlarm.extend({
  QueryResultsToAlarm: count,
  ScheduledQueryConfiguration: z
    .object({ QueryString: text, LogGroupIdentifiers: z.array(z.string()).nullish(), AggregationExpression: text })
    .nullish(),
});
export type MetricAlarmAnswer = z.infer<typeof metricAlarm>;
export type LogAlarmAnswer = z.infer<typeof logAlarm>;
export const describeAlarmsAnswer = z
  .object({
    MetricAlarms: z.array(metricAlarm).nullish(),
    LogAlarms: z.array(logAlarm).nullish(),
    NextToken: nextToken,
  })
  .refine((answer) => Boolean(answer.MetricAlarms ?? answer.LogAlarms));

const eventRule = z.object({ Name: z.string().min(1), State: text, EventPattern: text });
export type EventRuleAnswer = z.infer<typeof eventRule>;
export const eventRulesAnswer = z.object({ Rules: z.array(eventRule), NextToken: nextToken });
export const ruleTargetsAnswer = z.object({
  Targets: z.array(z.object({ Arn: z.string().min(1) })),
  NextToken: nextToken,
});

const ruleSummary = z.object({ RuleName: text, RuleArn: z.string().min(1), CreatedRegion: text, RuleHealth: text });
export type RuleSummary = z.infer<typeof ruleSummary>;
export const listRulesAnswer = z.object({ CentralizationRuleSummaries: z.array(ruleSummary), NextToken: nextToken });

export const getRuleAnswer = z.object({
  RuleName: text,
  RuleHealth: text,
  CentralizationRule: z.object({
    Source: z.object({
      Regions: z.array(z.string()),
      Scope: text,
      SourceLogsConfiguration: z
        .object({
          LogGroupSelectionCriteria: text,
          DataSourceSelectionCriteria: text,
          EncryptedLogGroupStrategy: text,
        })
        .nullish(),
    }),
    Destination: z.object({
      Region: z.string(),
      Account: text,
      DestinationLogsConfiguration: z
        .object({
          LogGroupNameConfiguration: z.object({ LogGroupNamePattern: z.string().min(1) }).nullish(),
          LogsEncryptionConfiguration: z
            .object({ EncryptionStrategy: text, EncryptionConflictResolutionStrategy: text, EncryptionScope: text })
            .nullish(),
          BackupConfiguration: z.object({ Region: z.string().min(1) }).nullish(),
        })
        .nullish(),
    }),
  }),
});
export type RuleAnswer = z.infer<typeof getRuleAnswer>;

/** The organisation's other fields are of no use here. */
export const describeOrganizationAnswer = z.object({ Organization: z.object({ Id: z.string().min(1) }) });

/** Answers of S3 as the SDK reads them: what is not configured is undefined there. */
export const bucketVersioning = z.object({ Status: text });
export const bucketObjectLock = z.object({
  ObjectLockConfiguration: z.object({
    ObjectLockEnabled: text,
    Rule: z
      .object({
        DefaultRetention: z
          .object({ Mode: text, Days: z.number().int().nullish(), Years: z.number().int().nullish() })
          .nullish(),
      })
      .nullish(),
  }),
});
const lifecycleRule = z.object({
  Status: z.string(),
  Prefix: text,
  Filter: z
    .object({
      Prefix: text,
      Tag: z.unknown().optional(),
      ObjectSizeGreaterThan: z.number().nullish(),
      ObjectSizeLessThan: z.number().nullish(),
      And: z
        .object({
          Prefix: text,
          Tags: z.array(z.unknown()).nullish(),
          ObjectSizeGreaterThan: z.number().nullish(),
          ObjectSizeLessThan: z.number().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  Expiration: z.object({ Days: z.number().int().nullish(), Date: z.unknown().optional() }).nullish(),
  NoncurrentVersionExpiration: z.object({ NoncurrentDays: count, NewerNoncurrentVersions: count }).nullish(),
});
export type LifecycleRule = z.infer<typeof lifecycleRule>;
export const bucketLifecycle = z.object({ Rules: z.array(lifecycleRule).min(1) });
export const bucketEncryption = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: z
      .array(
        z.object({
          ApplyServerSideEncryptionByDefault: z.object({ SSEAlgorithm: text, KMSMasterKeyID: text }).nullish(),
        }),
      )
      .min(1),
  }),
});
export const bucketPublicAccess = z.object({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.boolean(),
    IgnorePublicAcls: z.boolean(),
    BlockPublicPolicy: z.boolean(),
    RestrictPublicBuckets: z.boolean(),
  }),
});
export const bucketPolicyStatus = z.object({ PolicyStatus: z.object({ IsPublic: z.boolean() }) });
export const bucketLogging = z.object({ LoggingEnabled: z.object({ TargetBucket: text }).nullish() });
export const bucketOwnership = z.object({
  OwnershipControls: z.object({ Rules: z.array(z.object({ ObjectOwnership: z.string() })).min(1) }),
});

const grantee = z.discriminatedUnion("Type", [
  z.object({ Type: z.literal("Group"), URI: z.string().min(1) }),
  z.object({ Type: z.literal("CanonicalUser"), ID: z.string().min(1) }),
]);
/** The SDK makes an empty list of whatever it does not find; that not even the owner stands in it is taken for that. */
export const bucketAccessList = z.object({
  Owner: z.object({ ID: z.string().min(1) }),
  Grants: z.array(z.object({ Grantee: grantee, Permission: z.string().min(1) })).min(1),
});

export const keyMetadata = z.object({ KeyMetadata: z.object({ KeyState: z.string().min(1), KeyManager: text }) });
