import { z } from "zod";
import { factOf, laterFactOf, type FactsOf } from "./fact-of.ts";

/** The facts of an EKS cluster beyond its log group, as a snapshot holds them: copies, archives, and who watches. */

const text = z.string();
const optionalText = z.string().nullable();
const days = z.number().int().nonnegative().nullable();

const subscription = z.object({
  name: text,
  /** ARN. */
  destination: text,
  /** Empty: takes everything. */
  pattern: text,
  /** Sends what a transformer made of the entries, not the entries. */
  transformed: z.boolean(),
  /** A further condition on system fields; null when there is none. */
  selection: optionalText,
});
export type Subscription = z.infer<typeof subscription>;

export const deepClusterFacts = {
  /** Minutes since the newest audit event arrived; null when there is none at all. */
  newestAudit: laterFactOf(z.object({ ageMinutes: z.number().int().nonnegative().nullable() })),
  subscriptions: laterFactOf(z.array(subscription)),
  /** Ids of resource records. */
  accountSubscriptions: laterFactOf(text),
  centralization: laterFactOf(text),
  securityLake: laterFactOf(text),
  detectors: laterFactOf(text),
  cloudTrails: laterFactOf(text),
  versions: laterFactOf(text),
};
export type DeepClusterFacts = FactsOf<{ [K in keyof typeof deepClusterFacts]: z.infer<(typeof deepClusterFacts)[K]> }>;

/** A subscription that the account makes for its log groups. */
const accountSubscription = subscription.extend({
  /** Log groups that it leaves out; null when its selection makes no sense here. */
  except: z.array(text).nullable(),
});
export type AccountSubscription = z.infer<typeof accountSubscription>;

const centralizationRule = z.object({
  name: text,
  arn: text,
  health: optionalText,
  regions: z.array(text),
  scope: optionalText,
  logGroups: optionalText,
  dataSources: optionalText,
  /** What it does with log groups that have a customer key: `ALLOW` or `SKIP`. */
  encrypted: optionalText,
  destinationAccount: optionalText,
  destinationRegion: text,
  /** How central log groups are called; null: like their sources. Older snapshots do not hold it, nor what follows. */
  namePattern: optionalText.exactOptional(),
  /** Under which key central groups are made, and what happens to those that have none; null when nothing is set. */
  encryption: z
    .object({ strategy: optionalText, conflict: optionalText, scope: optionalText })
    .nullable()
    .exactOptional(),
  /** Where one more copy is kept. */
  backupRegion: optionalText.exactOptional(),
});
export type CentralizationRule = z.infer<typeof centralizationRule>;

const dataLake = z.object({
  arn: text,
  /** Null when it is not known whose it is. */
  owner: optionalText,
  /** Status of its creation, and of the last change; null when nothing is said. */
  created: optionalText,
  updated: optionalText,
  /** Null when nothing is said. */
  days,
});
export type DataLakeFact = z.infer<typeof dataLake>;

const firehoseTarget = z.union([
  z.object({
    kind: z.literal("bucket"),
    name: text,
    prefix: text,
    /** Names begin with the default date; absent where something else is set, and in older snapshots. */
    dated: z.literal(true).exactOptional(),
    /** Id of the bucket's record. */
    record: text,
  }),
  z.object({ kind: z.literal("other"), name: text }),
]);

const lifecycleRule = z.object({
  prefix: text,
  /** Whether it is for objects of some tags or sizes only. */
  tags: z.boolean(),
  sizes: z.boolean(),
  /** Null for an expiry on a fixed day. */
  days,
});
export type LifecycleRuleFact = z.infer<typeof lifecycleRule>;

const trailFact = z.object({
  name: text,
  arn: text,
  homeRegion: text,
  multiRegion: z.boolean().nullable(),
  validated: z.boolean().nullable(),
  bucket: optionalText,
  /** ARN of the log group that it writes to. */
  logGroup: optionalText,
  /** Id of the record with the rest. */
  record: text,
});
export type TrailFact = z.infer<typeof trailFact>;

const metric = z.object({
  namespace: text,
  name: text,
  /** By dimensions, into one metric for each of their values. */
  isSplit: z.boolean().default(false),
});
const counted = metric.extend({
  /** What an entry adds: a number, or where in the entry it stands. */
  value: optionalText.default(null),
});
const metricFilter = z.object({ name: text, pattern: text, metrics: z.array(counted) });
/** Null members: not said, or not by a number. */
const condition = z.object({
  statistic: optionalText,
  comparison: optionalText,
  threshold: z.number().nullable(),
  /** How many periods, or answers of a query, have to pass. */
  datapoints: z.number().int().nullable(),
  /** The alarm says that it cannot be evaluated. */
  isBroken: z.boolean(),
});
const alarm = z.object({
  name: text,
  /** Actions are enabled and there is at least one. */
  acts: z.boolean(),
  metrics: z.array(metric),
  /** Finds further metrics by an expression. */
  searches: z.boolean().default(false),
  /** Of an alarm on log entries. */
  query: optionalText,
  /** What sets it off; null when that is of a kind not read here. */
  condition: condition.nullable().default(null),
});
const eventRule = z.object({
  name: text,
  state: text,
  /** Null when it is longer than patterns can be. */
  pattern: optionalText,
  /** Kinds of its targets; null when they could not be read. */
  targets: z.array(text).nullable(),
});
export type EventRuleFact = z.infer<typeof eventRule>;
export type MetricFilterFact = z.infer<typeof metricFilter>;
export type AlarmFact = z.infer<typeof alarm>;

export const deepResourceFacts = {
  "subscription-policy": z.object({ subscriptions: factOf(z.array(accountSubscription)) }),
  /** Those of the organisation that the account belongs to; none when it belongs to none. */
  "centralization-rules": z.object({ rules: factOf(z.array(centralizationRule)) }),
  /** What Security Lake holds of the account in the region. */
  "security-lake": z.object({
    /** Those of the region, where one takes, or may take, audit events of the account. */
    lakes: factOf(z.array(dataLake)),
    /** Of the source of audit events; none when it is not a source. */
    versions: factOf(z.array(optionalText)),
    /** Whether it collects, as Security Lake says. */
    statuses: factOf(z.array(optionalText)),
  }),
  "log-destination": z.object({ exists: factOf(z.boolean()), target: factOf(text) }),
  "firehose-stream": z.object({
    /** `NotFound` when it does not exist. */
    status: factOf(text),
    target: factOf(firehoseTarget),
    /** Whether it may change, drop or set aside records on the way. */
    processed: factOf(z.boolean()),
  }),
  "kinesis-stream": z.object({ status: factOf(text) }),
  "s3-bucket": z.object({
    exists: factOf(z.boolean()),
    /** Account; null when it is provably not the one that asked. */
    owner: factOf(optionalText),
    /** The lock that new objects get; null when they get none. */
    objectLock: factOf(z.object({ mode: text, days: z.number().int().nonnegative() }).nullable()),
    lifecycle: factOf(z.array(lifecycleRule)),
    /** Whether an expiry only hides what was written, and what deletes that in the end. */
    versioned: laterFactOf(z.boolean()),
    versionLifecycle: laterFactOf(z.array(lifecycleRule)),
    /** Null when S3's own key is used. */
    key: factOf(z.object({ id: text, state: text, manager: optionalText }).nullable()),
    /** What of public access is blocked at the bucket itself. */
    blocksAcls: factOf(z.boolean()),
    blocksPolicies: factOf(z.boolean()),
    publicPolicy: factOf(z.boolean()),
    /** `BucketOwnerEnforced`: access lists do not count; null when it is not set. */
    ownership: factOf(optionalText),
    /** Server access logging. */
    logsAccess: factOf(z.boolean()),
    /** Whom its access list lets in besides the owner and S3's own log delivery: what anybody may, and ids of who else may. */
    accessList: laterFactOf(z.object({ anybody: z.array(text), others: z.array(text) })),
    /** Id of the record that tells what its account blocks. */
    accountBlock: laterFactOf(text),
  }),
  "s3-account-block": z.object({ blocksAcls: factOf(z.boolean()), blocksPolicies: factOf(z.boolean()) }),
  "guardduty-detectors": z.object({
    detectors: factOf(z.array(z.object({ id: text, status: text, auditLogs: optionalText }))),
  }),
  "cloudtrail-trails": z.object({
    trails: factOf(z.array(trailFact)),
    /** Ids of the records with the rules that calls get to through these trails. */
    eventRules: laterFactOf(z.array(text)),
  }),
  "cloudtrail-trail": z.object({
    logging: factOf(z.boolean()),
    /** Whether it fails to deliver there. */
    bucketFails: factOf(z.boolean()),
    groupFails: factOf(z.boolean()),
    /** Management events of EKS. */
    records: factOf(z.enum(["both", "reads", "writes", "none"])),
    /** Services whose changes it records for sure. */
    changesOf: factOf(z.array(text)),
    /** Services of which it may record some changes. */
    changesUnclear: laterFactOf(z.array(text)),
    /** Whether it records reads of objects in some bucket. */
    objectReads: factOf(z.boolean()),
    /** Days that its bucket and its log group keep it; null for ever. */
    bucketDays: factOf(days),
    groupDays: factOf(days),
    keyState: factOf(text),
    /** On its log group, and the alarms that look at their metrics or at the group itself. */
    metricFilters: factOf(z.array(metricFilter)),
    alarms: factOf(z.array(alarm)),
    logAlarms: factOf(z.array(alarm)),
  }),
  "event-rules": z.object({
    /** Those that may take a change to the audit path and are not switched off. */
    rules: factOf(z.array(eventRule)),
    /** Whether the targets of all of them were read. */
    targets: factOf(z.boolean()),
  }),
  "eks-versions": z.object({
    /** Day of the reading, and what AWS supports. */
    readOn: factOf(text),
    versions: factOf(
      z.array(z.object({ version: text, status: text, standardUntil: optionalText, extendedUntil: optionalText })),
    ),
  }),
} as const;

type ResourceFacts<T extends keyof typeof deepResourceFacts> = z.infer<(typeof deepResourceFacts)[T]>;
export type SubscriptionPolicyFacts = FactsOf<ResourceFacts<"subscription-policy">>;
export type CentralizationFacts = FactsOf<ResourceFacts<"centralization-rules">>;
export type LakeFacts = FactsOf<ResourceFacts<"security-lake">>;
export type DestinationFacts = FactsOf<ResourceFacts<"log-destination">>;
export type FirehoseFacts = FactsOf<ResourceFacts<"firehose-stream">>;
export type KinesisFacts = FactsOf<ResourceFacts<"kinesis-stream">>;
export type BucketFacts = FactsOf<ResourceFacts<"s3-bucket">>;
export type AccountBlockFacts = FactsOf<ResourceFacts<"s3-account-block">>;
export type DetectorsFacts = FactsOf<ResourceFacts<"guardduty-detectors">>;
export type TrailsFacts = FactsOf<ResourceFacts<"cloudtrail-trails">>;
export type VersionsFacts = FactsOf<ResourceFacts<"eks-versions">>;
export type EventRulesFacts = FactsOf<ResourceFacts<"event-rules">>;
export type TrailDetailFacts = FactsOf<ResourceFacts<"cloudtrail-trail">>;
