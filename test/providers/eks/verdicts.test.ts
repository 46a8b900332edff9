import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { awsCloud } from "../../../src/simulator/aws/index.ts";
import type { AwsCluster, AwsLandscape, AwsLogGroup, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import type {
  AwsBucket,
  AwsDataLake,
  AwsEventRule,
  AwsLakeSource,
  AwsSubscription,
  AwsTrail,
} from "../../../src/simulator/aws/deep-landscape.ts";
import type { Json } from "../../../src/model/json.ts";
import { splitRemedy } from "../../../src/report/remedy.ts";
import { scanSimulated, type Scanned } from "../../support/scan.ts";
import { ARCHIVE, CHANGES, ROLE } from "./everything.ts";
import { ACCOUNT } from "./sweep-of.ts";

/**
 * One region with one cluster for each setting that changes a verdict. A case says what is different from a cluster that
 * has its audit stream on, keeps it for 400 days and has nothing else.
 */
interface Case {
  readonly cluster?: Partial<AwsCluster>;
  readonly group?: Partial<AwsLogGroup> | null;
  readonly region?: Partial<AwsRegion>;
  /** Of the organisation's Security Lake, in the region; its account is the archive's. */
  readonly lake?: Partial<AwsDataLake>;
  readonly is: { readonly [control: string]: string };
}

const CENTRAL = "eu-central-1";
const AWAY = `arn:aws:logs:${CENTRAL}:${ARCHIVE}:destination:`;
const UNREACHABLE = `arn:aws:logs:${CENTRAL}:999988887777:destination:siem`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

function streams(...ages: readonly (number | undefined)[]): Partial<AwsLogGroup> {
  return {
    streams: ages.map((age, index) => ({
      name: `kube-apiserver-audit-${index}`,
      ...(age === undefined ? {} : { lastIngestion: ago(age) }),
    })),
  };
}

function copied(destinationArn: string, rest: Partial<AwsSubscription> = {}): Partial<AwsLogGroup> {
  return { subscriptions: [{ name: "copy", destinationArn, ...rest }] };
}

const BOTH_STREAMS: Partial<AwsCluster> = { logTypes: ["audit", "authenticator"] };

const FLOW: { readonly [name: string]: Case } = {
  "flows-now": { group: streams(5 * MINUTE), is: { "LOG-FLOW": "pass" } },
  "flows-late": { group: streams(5 * HOUR), is: { "LOG-FLOW": "unknown" } },
  "flows-no-more": { group: streams(3 * DAY), is: { "LOG-FLOW": "fail" } },
  "flows-in-one-of-two": { group: streams(3 * DAY, 5 * MINUTE), is: { "LOG-FLOW": "pass" } },
  "flows-never": { group: { streams: [] }, is: { "LOG-FLOW": "fail" } },
  "flows-without-times": { group: streams(undefined), is: { "LOG-FLOW": "fail" } },
  "flows-of-other-types-only": {
    group: { streams: [{ name: "kube-apiserver-0", lastIngestion: ago(MINUTE) }] },
    is: { "LOG-FLOW": "fail" },
  },
  "flows-below-fifty-newer-streams": {
    group: {
      streams: [
        ...Array.from({ length: 60 }, (_, index) => ({ name: `authenticator-${index}`, lastIngestion: ago(MINUTE) })),
        { name: "kube-apiserver-audit-0", lastIngestion: ago(50 * MINUTE) },
      ],
    },
    is: { "LOG-FLOW": "pass" },
  },
  "flows-not-yet": { cluster: { createdAt: ago(HOUR) }, group: { streams: [] }, is: { "LOG-FLOW": "unknown" } },
  "flows-of-an-earlier-cluster": {
    cluster: { createdAt: ago(HOUR) },
    group: streams(3 * DAY),
    is: { "LOG-FLOW": "unknown" },
  },
  "flows-of-an-earlier-cluster-until-lately": {
    cluster: { createdAt: ago(HOUR) },
    group: streams(90 * MINUTE),
    is: { "LOG-FLOW": "unknown" },
  },
  "flows-nowhere": { group: null, is: { "LOG-FLOW": "fail" } },
  "flows-while-creating": { cluster: { status: "CREATING" }, group: null, is: { "LOG-FLOW": "unknown" } },
  "flows-on-outposts": { cluster: { outposts: true }, group: streams(3 * DAY), is: { "LOG-FLOW": "unknown" } },
  "flows-not-when-off": { cluster: { logTypes: ["api"] }, is: { "LOG-FLOW": "not-applicable" } },
};

const READS = '{ $.verb = "get" || $.verb = "list" || $.verb = "watch" }';
const NO_READS = '{ $.verb != "get" && $.verb != "list" && $.verb != "watch" }';

const COPIES: { readonly [name: string]: Case } = {
  "copy-none": { is: { "LOG-CENTRAL": "fail", "LOG-IMMUTABLE": "fail", "LOG-DELIVERED": "pass" } },
  "copy-of-everything-away": {
    cluster: BOTH_STREAMS,
    group: copied(`${AWAY}locked`),
    is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "pass", "LOG-DELIVERED": "pass", "AUD-NO-EXEMPTION": "pass" },
  },
  "copy-of-the-audit-stream-away": {
    group: copied(`${AWAY}locked`, { pattern: '{ $.kind = "Event" }' }),
    is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "pass", "AUD-NO-EXEMPTION": "pass" },
  },
  "copy-without-the-authenticator": {
    cluster: BOTH_STREAMS,
    group: copied(`${AWAY}locked`, { pattern: '{ $.auditID = "*" }' }),
    is: { "LOG-CENTRAL": "fail", "LOG-IMMUTABLE": "fail" },
  },
  "copy-of-writes-only": {
    group: copied(`${AWAY}locked`, { pattern: '{ $.verb != "get" && $.verb != "list" && $.verb != "watch" }' }),
    is: { "LOG-CENTRAL": "fail", "LOG-IMMUTABLE": "fail", "AUD-NO-EXEMPTION": "pass" },
  },
  "copy-of-clients-that-name-themselves": {
    group: copied(`${AWAY}locked`, { pattern: '{ $.userAgent = "*" }' }),
    is: { "LOG-CENTRAL": "fail", "LOG-IMMUTABLE": "fail" },
  },
  "copy-without-some-crds": {
    group: copied(`${AWAY}locked`, {
      pattern: '{ $.objectRef.apiGroup NOT EXISTS || $.objectRef.apiGroup != "example.corp" }',
    }),
    is: { "LOG-CENTRAL": "unknown", "AUD-NO-EXEMPTION": "pass" },
  },
  "copy-without-one-of-the-system": {
    group: copied(`${AWAY}locked`, {
      pattern: '{ $.user.username NOT EXISTS || $.user.username != "system:kube-controller-manager" }',
    }),
    is: { "LOG-CENTRAL": "unknown", "AUD-NO-EXEMPTION": "pass" },
  },
  "copy-without-some-crds-beside-a-whole-one": {
    group: {
      subscriptions: [
        { name: "most", destinationArn: `${AWAY}locked`, pattern: '{ $.objectRef.apiGroup != "example.corp" }' },
        { name: "all", destinationArn: UNREACHABLE },
      ],
    },
    is: { "LOG-CENTRAL": "pass" },
  },
  "copy-in-halves": {
    group: {
      subscriptions: [
        { name: "reads", destinationArn: `${AWAY}locked`, pattern: READS },
        { name: "rest", destinationArn: `${AWAY}bucket-locked-for-years`, pattern: NO_READS },
      ],
    },
    is: { "LOG-CENTRAL": "unknown", "AUD-NO-EXEMPTION": "pass" },
  },
  "copy-in-halves-one-of-them-unreachable": {
    group: {
      subscriptions: [
        { name: "reads", destinationArn: `${AWAY}locked`, pattern: READS },
        { name: "rest", destinationArn: UNREACHABLE, pattern: NO_READS },
      ],
    },
    is: { "LOG-CENTRAL": "unknown" },
  },
  "copy-in-halves-one-of-them-at-home": {
    group: {
      subscriptions: [
        { name: "reads", destinationArn: `${AWAY}locked`, pattern: READS },
        { name: "rest", destinationArn: "arn:aws:kinesis:eu-central-1:111122223333:stream/home", pattern: NO_READS },
      ],
    },
    is: { "LOG-CENTRAL": "fail" },
  },
  "copy-by-words": { group: copied(`${AWAY}locked`, { pattern: "audit" }), is: { "LOG-CENTRAL": "unknown" } },
  "copy-transformed": { group: copied(`${AWAY}locked`, { transformed: true }), is: { "LOG-CENTRAL": "unknown" } },
  "copy-by-system-fields": {
    group: copied(`${AWAY}locked`, { selection: '@aws.region = "eu-west-1"' }),
    is: { "LOG-CENTRAL": "unknown" },
  },
  "copy-to-nobody": {
    group: copied(`${AWAY}gone`),
    is: { "LOG-CENTRAL": "fail", "LOG-DELIVERED": "warn", "LOG-IMMUTABLE": "fail" },
  },
  "copy-to-an-unreachable-account": {
    group: copied(UNREACHABLE),
    is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "unknown", "LOG-DELIVERED": "pass", "LOG-RETENTION": "pass" },
  },
  "copy-short-at-home-and-unreachable": {
    group: { retentionInDays: 30, ...copied(UNREACHABLE) },
    is: { "LOG-CENTRAL": "pass", "LOG-RETENTION": "unknown" },
  },
  "copy-to-a-queue-at-home": {
    group: copied("arn:aws:kinesis:eu-central-1:111122223333:stream/home"),
    is: { "LOG-CENTRAL": "fail", "LOG-IMMUTABLE": "unknown", "LOG-DELIVERED": "pass" },
  },
  "copy-to-a-queue-that-is-gone": {
    group: copied("arn:aws:kinesis:eu-central-1:111122223333:stream/gone"),
    is: { "LOG-CENTRAL": "fail", "LOG-IMMUTABLE": "fail", "LOG-DELIVERED": "warn" },
  },
  "copy-to-a-queue-away": {
    group: copied(`${AWAY}queue`),
    is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "unknown" },
  },
  "copy-to-a-function": {
    group: copied("arn:aws:lambda:eu-central-1:111122223333:function:forward"),
    is: { "LOG-CENTRAL": "unknown", "LOG-DELIVERED": "pass" },
  },
  "copy-to-splunk": { group: copied(`${AWAY}splunk`), is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "unknown" } },
  "copy-through-a-processor": {
    group: copied(`${AWAY}processed`),
    is: { "LOG-CENTRAL": "unknown", "AUD-NO-EXEMPTION": "unknown" },
  },
  "copy-through-a-conversion": {
    group: copied(`${AWAY}converted`),
    is: { "LOG-CENTRAL": "unknown", "LOG-IMMUTABLE": "unknown", "AUD-NO-EXEMPTION": "unknown" },
  },
  "copy-through-partitions": {
    group: copied(`${AWAY}partitioned`),
    is: { "LOG-CENTRAL": "unknown", "LOG-IMMUTABLE": "unknown", "AUD-NO-EXEMPTION": "unknown" },
  },
  "copy-through-two-streams-to-one-bucket": {
    group: {
      subscriptions: [
        { name: "all", destinationArn: `${AWAY}failing` },
        { name: "some", destinationArn: `${AWAY}locked`, pattern: '{ $.verb = "get" }' },
      ],
    },
    is: { "LOG-CENTRAL": "unknown", "LOG-IMMUTABLE": "unknown" },
  },
  "copy-to-an-odd-place": { group: copied("somewhere"), is: { "LOG-CENTRAL": "unknown", "LOG-DELIVERED": "unknown" } },
  "copy-by-the-account": {
    region: {
      accountPolicies: [policy(`${AWAY}locked`, 'LogGroupName NOT IN ["/aws/lambda/x"]')],
    },
    is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "pass" },
  },
  "copy-by-the-account-for-others": {
    region: {
      accountPolicies: [
        policy(`${AWAY}locked`, 'LogGroupName NOT IN ["/aws/eks/copy-by-the-account-for-others/cluster"]'),
      ],
    },
    is: { "LOG-CENTRAL": "fail" },
  },
  "copy-by-the-account-unread": {
    region: { accountPolicies: [policy(`${AWAY}locked`, "LogGroupNamePrefix = x")] },
    is: { "LOG-CENTRAL": "unknown", "LOG-RETENTION": "pass" },
  },
  "copy-by-the-account-of-a-rare-class": {
    group: { logGroupClass: "INFREQUENT_ACCESS" },
    region: { accountPolicies: [policy(`${AWAY}locked`)] },
    is: { "LOG-CENTRAL": "fail" },
  },
  "copy-by-the-account-of-a-new-class": {
    group: { logGroupClass: "ESSENTIALS" },
    region: { accountPolicies: [policy(`${AWAY}locked`)] },
    is: { "LOG-CENTRAL": "unknown" },
  },
};

function policy(destination: string, selectionCriteria?: string) {
  return {
    name: "all",
    type: "SUBSCRIPTION_FILTER_POLICY",
    document: { DestinationArn: destination, FilterPattern: "" },
    ...(selectionCriteria === undefined ? {} : { selectionCriteria }),
  };
}

const UNBLOCKED: Partial<AwsBucket> = { publicAccessBlock: false };

function taken(rest: Partial<AwsLakeSource> = {}, lake: Partial<AwsDataLake> = {}): Partial<AwsDataLake> {
  return { sources: [{ account: ACCOUNT, ...rest }], ...lake };
}

/** Security Lake counts for nothing but the copy elsewhere. */
const LAKES: { readonly [name: string]: Case } = {
  "lake-elsewhere": {
    group: { retentionInDays: 30 },
    lake: taken(),
    is: { "LOG-CENTRAL": "pass", "LOG-RETENTION": "fail", "LOG-IMMUTABLE": "fail", "LOG-DELIVERED": "pass" },
  },
  "lake-without-the-authenticator": { cluster: BOTH_STREAMS, lake: taken(), is: { "LOG-CENTRAL": "fail" } },
  "lake-beside-a-whole-copy": {
    cluster: BOTH_STREAMS,
    group: copied(`${AWAY}locked`),
    lake: taken({ version: "1.0" }),
    is: { "LOG-CENTRAL": "pass" },
  },
  "lake-beside-a-copy-in-part": {
    group: copied(`${AWAY}locked`, { pattern: '{ $.verb != "get" }' }),
    lake: taken(),
    is: { "LOG-CENTRAL": "pass", "LOG-IMMUTABLE": "fail" },
  },
  "lake-while-the-stream-is-off": {
    cluster: { logTypes: ["api"] },
    lake: taken(),
    is: { "LOG-CENTRAL": "fail", "LOG-DELIVERED": "fail", "AUD-ENABLED": "fail", "AUD-SECRETS": "fail" },
  },
  "lake-while-the-group-is-gone": {
    group: null,
    lake: taken(),
    is: { "LOG-CENTRAL": "pass", "LOG-DELIVERED": "fail", "LOG-RETENTION": "fail", "LOG-IMMUTABLE": "fail" },
  },
  "lake-of-others": { lake: taken({ account: "777788889999" }), is: { "LOG-CENTRAL": "fail" } },
  "lake-of-other-sources": { lake: taken({ name: "VPC_FLOW" }), is: { "LOG-CENTRAL": "fail" } },
  "lake-of-the-first-version": { lake: taken({ version: "1.0" }), is: { "LOG-CENTRAL": "fail" } },
  "lake-of-the-latest-version": { lake: taken({ version: "latest" }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-of-no-version": { lake: taken({ version: null }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-misconfigured": { lake: taken({ statuses: ["MISCONFIGURED"] }), is: { "LOG-CENTRAL": "fail" } },
  "lake-not-collecting": { lake: taken({ statuses: ["NOT_COLLECTING"] }), is: { "LOG-CENTRAL": "fail" } },
  "lake-collecting-in-part": {
    lake: taken({ statuses: ["COLLECTING", "MISCONFIGURED"] }),
    is: { "LOG-CENTRAL": "unknown" },
  },
  "lake-without-a-status": { lake: taken({ statuses: [] }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-of-another-status": { lake: taken({ statuses: ["RESTING"] }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-that-failed": { lake: taken({}, { created: "FAILED" }), is: { "LOG-CENTRAL": "fail" } },
  "lake-being-made": { lake: taken({}, { created: "PENDING" }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-of-which-nothing-is-said": { lake: taken({}, { created: null }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-being-changed-or-deleted": { lake: taken({}, { updated: "PENDING" }), is: { "LOG-CENTRAL": "unknown" } },
  "lake-that-was-changed": { lake: taken({}, { updated: "COMPLETED" }), is: { "LOG-CENTRAL": "pass" } },
  "lake-of-another-region": { is: { "LOG-CENTRAL": "fail" } },
  "lake-that-is-not-listed": { lake: taken({}, { isMissing: true }), is: { "LOG-CENTRAL": "unknown" } },
};

/** Each bucket is the archive of a case of this name, whose log group keeps 100 days. */
const BUCKETS: { readonly [name: string]: { readonly bucket: Partial<AwsBucket>; readonly is: Case["is"] } } = {
  "bucket-locked": {
    bucket: { objectLock: { mode: "COMPLIANCE", days: 400 } },
    is: { "LOG-IMMUTABLE": "pass", "LOG-RETENTION": "pass", "LOG-ACCESS": "pass" },
  },
  "bucket-locked-for-years": {
    bucket: { objectLock: { mode: "COMPLIANCE", years: 2 } },
    is: { "LOG-IMMUTABLE": "pass" },
  },
  "bucket-locked-too-short": {
    bucket: { objectLock: { mode: "COMPLIANCE", days: 30 } },
    is: { "LOG-IMMUTABLE": "warn" },
  },
  "bucket-governed": { bucket: { objectLock: { mode: "GOVERNANCE", days: 400 } }, is: { "LOG-IMMUTABLE": "warn" } },
  "bucket-lockable-only": { bucket: { objectLock: {} }, is: { "LOG-IMMUTABLE": "fail" } },
  "bucket-emptied-early": { bucket: { lifecycle: [{ days: 90 }] }, is: { "LOG-RETENTION": "fail" } },
  "bucket-emptied-under-its-lock": {
    bucket: { objectLock: { mode: "COMPLIANCE", days: 400 }, lifecycle: [{ days: 30, noncurrentDays: 1 }] },
    is: { "LOG-RETENTION": "pass", "LOG-IMMUTABLE": "pass" },
  },
  "bucket-emptied-after-its-lock": {
    bucket: { objectLock: { mode: "GOVERNANCE", days: 90 }, lifecycle: [{ days: 30, noncurrentDays: 7 }] },
    is: { "LOG-RETENTION": "fail", "LOG-IMMUTABLE": "warn" },
  },
  "bucket-emptied-under-a-new-lock": {
    bucket: { objectLock: { mode: "SOMETHING", days: 400 }, lifecycle: [{ days: 30, noncurrentDays: 7 }] },
    is: { "LOG-RETENTION": "unknown", "LOG-IMMUTABLE": "unknown" },
  },
  "bucket-that-only-hides": {
    bucket: { versioning: "Enabled", lifecycle: [{ days: 30 }] },
    is: { "LOG-RETENTION": "pass", "LOG-IMMUTABLE": "fail" },
  },
  "bucket-that-hides-and-empties": {
    bucket: { versioning: "Enabled", lifecycle: [{ days: 30, noncurrentDays: 60 }] },
    is: { "LOG-RETENTION": "fail" },
  },
  "bucket-that-hides-and-empties-late": {
    bucket: { versioning: "Enabled", lifecycle: [{ days: 30 }, { noncurrentDays: 365 }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-that-keeps-a-few-versions": {
    bucket: { versioning: "Enabled", lifecycle: [{ days: 30, noncurrentDays: 1, newerVersions: 3 }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-that-hides-and-empties-of-the-large": {
    bucket: { versioning: "Enabled", lifecycle: [{ days: 30 }, { noncurrentDays: 1, largerThan: 5_000_000 }] },
    is: { "LOG-RETENTION": "unknown" },
  },
  "bucket-that-hides-on-a-day": {
    bucket: { versioning: "Enabled", lifecycle: [{ date: "2030-01-01T00:00:00Z" }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-that-versions-no-more": {
    bucket: { versioning: "Suspended", lifecycle: [{ days: 30 }] },
    is: { "LOG-RETENTION": "fail" },
  },
  "bucket-that-empties-hidden-only": {
    bucket: { versioning: "Enabled", lifecycle: [{ noncurrentDays: 1 }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-emptied-elsewhere": {
    bucket: { lifecycle: [{ prefix: "other/", days: 1 }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-emptied-when-tagged": {
    bucket: { lifecycle: [{ days: 1, tag: ["keep", "no"] }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-emptied-of-the-large": {
    bucket: { lifecycle: [{ days: 1, largerThan: 5_000_000 }] },
    is: { "LOG-RETENTION": "unknown" },
  },
  "bucket-emptied-on-a-day": {
    bucket: { lifecycle: [{ date: "2030-01-01T00:00:00Z" }] },
    is: { "LOG-RETENTION": "unknown" },
  },
  "bucket-emptied-not-yet": {
    bucket: { lifecycle: [{ status: "Disabled", days: 1 }] },
    is: { "LOG-RETENTION": "pass" },
  },
  "bucket-open": {
    bucket: { policyIsPublic: true, publicAccessBlock: false },
    is: { "LOG-ACCESS": "fail" },
  },
  "bucket-open-but-blocked": {
    bucket: { policyIsPublic: true, publicAccessBlock: true },
    is: { "LOG-ACCESS": "pass" },
  },
  "bucket-with-a-private-list": {
    bucket: { publicAccessBlock: false, ownership: "ObjectWriter" },
    is: { "LOG-ACCESS": "pass" },
  },
  "bucket-with-an-open-list": {
    bucket: { ownership: "ObjectWriter", grants: [{ group: "global/AllUsers" }], ...UNBLOCKED },
    is: { "LOG-ACCESS": "fail" },
  },
  "bucket-with-a-list-for-every-account": {
    bucket: { grants: [{ group: "global/AuthenticatedUsers", permission: "READ_ACP" }], ...UNBLOCKED },
    is: { "LOG-ACCESS": "fail" },
  },
  "bucket-with-an-open-list-that-is-ignored": {
    bucket: { grants: [{ group: "global/AllUsers" }], publicAccessBlock: { acls: true, policies: false } },
    is: { "LOG-ACCESS": "pass" },
  },
  "bucket-with-a-list-but-policies-blocked": {
    bucket: { grants: [{ group: "global/AllUsers" }], publicAccessBlock: { acls: false, policies: true } },
    is: { "LOG-ACCESS": "fail" },
  },
  "bucket-with-an-open-list-under-other-rules": {
    bucket: { ownership: "SomethingNew", grants: [{ group: "global/AllUsers" }], ...UNBLOCKED },
    is: { "LOG-ACCESS": "unknown" },
  },
  "bucket-with-a-list-for-log-delivery": {
    bucket: { grants: [{ group: "s3/LogDelivery", permission: "WRITE" }], ...UNBLOCKED },
    is: { "LOG-ACCESS": "pass" },
  },
  "bucket-with-a-list-for-another-account": {
    bucket: { grants: [{ id: "1".repeat(64) }], ...UNBLOCKED },
    is: { "LOG-ACCESS": "warn" },
  },
  "bucket-with-a-list-for-others-blocked": {
    bucket: { grants: [{ id: "1".repeat(64) }], publicAccessBlock: true },
    is: { "LOG-ACCESS": "warn" },
  },
  "bucket-with-a-list-for-a-strange-group": {
    bucket: { grants: [{ group: "s3/SomethingNew" }], ...UNBLOCKED },
    is: { "LOG-ACCESS": "unknown" },
  },
  "bucket-without-access-lists": {
    bucket: { publicAccessBlock: false, ownership: "BucketOwnerEnforced" },
    is: { "LOG-ACCESS": "pass" },
  },
  "bucket-under-a-lost-key": {
    bucket: { kmsKeyId: `arn:aws:kms:${CENTRAL}:${ARCHIVE}:key/lost` },
    is: { "LOG-RETENTION": "fail", "LOG-DELIVERED": "warn" },
  },
};

const WATCHERS: { readonly [name: string]: Case } = {
  "watched-by-nobody": { is: { "MON-DETECT": "fail" } },
  "watched-by-guardduty": { region: { detectors: [{ id: "d" }] }, is: { "MON-DETECT": "pass" } },
  "watched-not-when-suspended": {
    region: { detectors: [{ id: "d", status: "DISABLED" }] },
    is: { "MON-DETECT": "fail" },
  },
  "watched-without-audit-logs": {
    region: { detectors: [{ id: "d", auditLogs: "DISABLED" }] },
    is: { "MON-DETECT": "fail" },
  },
  "watched-by-an-old-detector": { region: { detectors: [{ id: "d", auditLogs: null }] }, is: { "MON-DETECT": "fail" } },
  "watched-and-not-stored": {
    cluster: { logTypes: [] },
    region: { detectors: [{ id: "d" }] },
    is: { "MON-DETECT": "pass", "AUD-ENABLED": "fail", "LOG-RETENTION": "fail" },
  },
};

function rule(rest: Partial<AwsEventRule> = {}, trailed: Partial<AwsTrail> = {}): Partial<AwsRegion> {
  return {
    trails: [{ name: "main", bucket: "main-files", ...trailed }],
    eventRules: [{ name: "changes", pattern: CHANGES, ...rest }],
  };
}

const TAMPER: { readonly [name: string]: Case } = {
  "change-heard-by-a-rule": { region: rule(), is: { "MON-TAMPER": "pass" } },
  "change-of-the-cluster-heard": { region: rule({ pattern: '{"source":["aws.eks"]}' }), is: { "MON-TAMPER": "warn" } },
  "change-heard-by-nobody": { region: rule({ pattern: '{"source":["aws.ec2"]}' }), is: { "MON-TAMPER": "fail" } },
  "change-not-heard-when-switched-off": { region: rule({ state: "DISABLED" }), is: { "MON-TAMPER": "fail" } },
  "change-only-written-down": {
    region: rule({ targets: ["arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/changes"] }),
    is: { "MON-TAMPER": "fail" },
  },
  "change-not-recorded": { region: rule({}, { logging: false }), is: { "MON-TAMPER": "fail" } },
  "change-without-a-trail": { region: { eventRules: rule().eventRules ?? [] }, is: { "MON-TAMPER": "fail" } },
  "change-handed-on": {
    region: rule({ targets: ["arn:aws:sqs:eu-west-1:111122223333:changes"] }),
    is: { "MON-TAMPER": "unknown" },
  },
  "change-heard-by-an-odd-rule": { region: rule({ pattern: '{"source":"aws.eks"}' }), is: { "MON-TAMPER": "unknown" } },
};

function trail(rest: Partial<AwsTrail> = {}, bucket: Partial<AwsBucket> = {}): (name: string) => Partial<AwsRegion> {
  return (name) => ({
    trails: [{ name, bucket: `${name}-files`, ...rest }],
    buckets: [{ name: `${name}-files`, ...bucket }],
  });
}

/** Kept for 30 days in its bucket, and in a log group as well. */
function grouped(group: Partial<AwsLogGroup>): (name: string) => Partial<AwsRegion> {
  return (name) => ({
    ...trail(
      { logGroupArn: `arn:aws:logs:${regionOf(name)}:${ACCOUNT}:log-group:trail` },
      { lifecycle: [{ days: 30 }] },
    )(name),
    logGroups: [{ name: "trail", ...group }],
  });
}

/** By a policy of the account, whose days the log group shows. */
function governed(shown: number | undefined, retentionInDays: Json = shown ?? 0): (name: string) => Partial<AwsRegion> {
  const days = shown === undefined ? {} : { retentionInDays: shown };
  return (name) => ({
    ...grouped({ ...days, retentionPolicyName: "keep" })(name),
    accountPolicies: [{ name: "keep", type: "RETENTION_POLICY", document: { retentionInDays } }],
  });
}

const ADVANCED = [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }];

const TRAILS: {
  readonly [name: string]: { readonly region: (name: string) => Partial<AwsRegion>; readonly is: string };
} = {
  "trail-none": { region: () => ({}), is: "fail" },
  "trail-of-this-region": { region: trail(), is: "warn" },
  "trail-without-validation": { region: trail({ validated: false }), is: "warn" },
  "trail-that-is-stopped": { region: trail({ logging: false }), is: "fail" },
  "trail-that-delivers-nothing": { region: trail({ failsAt: "bucket" }), is: "fail" },
  "trail-of-writes": { region: trail({ selectors: [{ ReadWriteType: "WriteOnly" }] }), is: "fail" },
  "trail-of-data": {
    region: trail({ selectors: [{ ReadWriteType: "All", IncludeManagementEvents: false }] }),
    is: "fail",
  },
  "trail-by-fields": { region: trail({ advanced: ADVANCED }), is: "warn" },
  "trail-without-eks": {
    region: trail({
      advanced: [
        {
          FieldSelectors: [
            ...(ADVANCED[0]?.FieldSelectors ?? []),
            { Field: "eventSource", NotEquals: ["eks.amazonaws.com"] },
          ],
        },
      ],
    }),
    is: "fail",
  },
  "trail-kept-short": { region: trail({}, { lifecycle: [{ days: 30 }] }), is: "fail" },
  "trail-kept-long-enough": { region: trail({}, { lifecycle: [{ days: 365 }] }), is: "warn" },
  "trail-kept-in-its-log-group": { region: grouped({ retentionInDays: 400 }), is: "warn" },
  "trail-kept-by-a-policy": { region: governed(400), is: "warn" },
  "trail-kept-for-ever-by-a-policy": { region: governed(undefined, "NEVER_EXPIRE"), is: "warn" },
  "trail-kept-short-by-a-policy": { region: governed(30), is: "fail" },
  "trail-kept-by-a-policy-that-is-not-shown": { region: governed(400, 30), is: "unknown" },
  "trail-kept-by-a-policy-that-is-not-there": {
    region: (name) => ({ ...governed(400)(name), accountPolicies: [] }),
    is: "unknown",
  },
  "trail-in-a-group-that-only-delivers": { region: grouped({ logGroupClass: "DELIVERY" }), is: "fail" },
  "trail-in-a-group-of-an-unknown-class": { region: grouped({ logGroupClass: "X" }), is: "unknown" },
  "trail-kept-here-and-there": {
    region: (name) => ({
      ...trail({ logGroupArn: `arn:aws:logs:${regionOf(name)}:${ACCOUNT}:log-group:trail`, bucket: "bucket-locked" })(
        name,
      ),
      logGroups: [{ name: "trail", retentionInDays: 400 }],
    }),
    is: "warn",
  },
  "trail-kept-elsewhere": { region: trail({ bucket: "bucket-locked" }), is: "unknown" },
  "trail-in-a-bucket-that-is-gone": { region: (name) => ({ ...trail()(name), buckets: [] }), is: "fail" },
  "trail-under-a-key-where-its-bucket-is": {
    region: trail({ kmsKeyId: `arn:aws:kms:${CENTRAL}:${ACCOUNT}:key/there` }),
    is: "warn",
  },
  "trail-under-a-lost-key": { region: trail({ kmsKeyId: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/lost` }), is: "fail" },
};

const PLATFORM: { readonly [name: string]: Case } = {
  "version-supported": { cluster: { version: "1.34" }, is: { "PLAT-VERSION": "pass" } },
  "version-extended": { cluster: { version: "1.33" }, is: { "PLAT-VERSION": "warn" } },
  "version-unsupported": { cluster: { version: "1.30" }, is: { "PLAT-VERSION": "fail" } },
  "version-not-listed": { cluster: { version: "1.99" }, is: { "PLAT-VERSION": "unknown" } },
  "version-ending": {
    region: {
      versions: [
        { version: "1.34", status: "STANDARD_SUPPORT", standardUntil: ago(-20 * DAY), extendedUntil: ago(-385 * DAY) },
      ],
    },
    is: { "PLAT-VERSION": "warn" },
  },
  "mode-entries": { cluster: { authenticationMode: "API" }, is: { "AUD-ATTRIBUTION": "pass" } },
  "mode-both": { cluster: { authenticationMode: "API_AND_CONFIG_MAP" }, is: { "AUD-ATTRIBUTION": "warn" } },
  "mode-config-map": { cluster: { authenticationMode: "CONFIG_MAP" }, is: { "AUD-ATTRIBUTION": "fail" } },
  "mode-that-is-new": {
    cluster: { authenticationMode: "API_AND_MORE" },
    is: { "AUD-ATTRIBUTION": "unknown", "AUD-RBAC-BODY": "unknown" },
  },
  "mode-unknown": { cluster: { authenticationMode: null }, is: { "AUD-ATTRIBUTION": "unknown" } },
  "group-under-a-key": {
    group: { kmsKeyId: `arn:aws:kms:${regionOf("group-under-a-key")}:${ACCOUNT}:key/good` },
    region: { keys: [{ arn: `arn:aws:kms:${regionOf("group-under-a-key")}:${ACCOUNT}:key/good` }] },
    is: { "LOG-ENCRYPTION": "pass" },
  },
  "group-without-a-key": { is: { "LOG-ENCRYPTION": "warn", "LOG-CAPACITY": "pass", "LOG-ACCESS": "pass" } },
  "group-of-a-class-that-is-new": { group: { logGroupClass: "ESSENTIALS" }, is: { "LOG-RETENTION": "unknown" } },
  "group-of-a-new-class-kept-short": {
    group: { logGroupClass: "ESSENTIALS", retentionInDays: 30 },
    is: { "LOG-RETENTION": "fail" },
  },
  "group-of-a-class-that-is-not-known": { group: { logGroupClass: "X" }, is: { "LOG-RETENTION": "unknown" } },
  "group-with-empty-names": {
    group: { kmsKeyId: "", retentionPolicyName: "" },
    is: { "LOG-ENCRYPTION": "warn", "LOG-RETENTION": "pass", "LOG-DELIVERED": "pass" },
  },
  "group-protected": { group: { deletionProtection: true }, is: { "LOG-IMMUTABLE": "warn" } },
  "group-that-takes-tokens": { group: { bearerTokenAuthentication: true }, is: { "LOG-ACCESS": "warn" } },
};

const CASES: { readonly [name: string]: Case } = {
  ...FLOW,
  ...COPIES,
  ...LAKES,
  ...Object.fromEntries(
    Object.entries(BUCKETS).map(([name, { is }]): [string, Case] => [
      name,
      { group: { retentionInDays: 100, ...copied(`${AWAY}${name}`) }, is },
    ]),
  ),
  ...WATCHERS,
  ...TAMPER,
  ...Object.fromEntries(
    Object.entries(TRAILS).map(([name, { region, is }]): [string, Case] => [
      name,
      { region: region(name), is: { "CTL-CLOUDAPI": is } },
    ]),
  ),
  ...PLATFORM,
};

/** Regions by case; the simulator does not mind what they are called. */
function regionOf(name: string): string {
  const region = `xx-${name.replaceAll(/[^a-z]/g, "")}-1`;
  // Beyond that an ARN is not understood, and a case that expects unknown would pass for nothing.
  if (region.length > 40) throw new Error(`the name of the case ${name} makes its region longer than ARNs have`);
  return region;
}

function regionFor(name: string, { cluster, group, region }: Case): AwsRegion {
  const own = { name: `/aws/eks/${name}/cluster`, retentionInDays: 400, createdAt: "2025-06-01T00:00:00Z", ...group };
  const created = "2025-06-01T00:00:00Z";
  return {
    name: regionOf(name),
    clusters: [{ name, logTypes: ["audit"], authenticationMode: "API", createdAt: created, ...cluster }],
    ...region,
    logGroups: [...(group === null ? [] : [own]), ...(region?.logGroups ?? [])],
  };
}

function archive(): AwsRegion {
  const firehose = (name: string) => `arn:aws:firehose:${CENTRAL}:${ARCHIVE}:deliverystream/${name}`;
  const files = { publicAccessBlock: true, logsAccess: true };
  const names = Object.keys(BUCKETS);
  const stream = (name: string) => ({ name, bucketArn: `arn:aws:s3:::${name}`, prefix: "eks/" });
  return {
    name: CENTRAL,
    destinations: [
      ...names.map((name) => ({ name, targetArn: firehose(name) })),
      { name: "locked", targetArn: firehose("bucket-locked") },
      { name: "queue", targetArn: `arn:aws:kinesis:${CENTRAL}:${ARCHIVE}:stream/queue` },
      { name: "splunk", targetArn: firehose("splunk") },
      { name: "processed", targetArn: firehose("processed") },
      { name: "converted", targetArn: firehose("converted") },
      { name: "partitioned", targetArn: firehose("partitioned") },
      { name: "failing", targetArn: firehose("failing") },
    ],
    deliveryStreams: [
      ...names.map(stream),
      { ...stream("splunk"), destination: "Splunk" },
      { ...stream("failing"), bucketArn: "arn:aws:s3:::bucket-locked", status: "CREATING_FAILED" },
      { ...stream("processed"), bucketArn: "arn:aws:s3:::bucket-locked", processors: ["Decompression", "Lambda"] },
      { ...stream("converted"), bucketArn: "arn:aws:s3:::bucket-locked", converts: true },
      { ...stream("partitioned"), bucketArn: "arn:aws:s3:::bucket-locked", processors: ["MetadataExtraction"] },
    ],
    kinesisStreams: [{ name: "queue" }],
    buckets: Object.entries(BUCKETS).map(([name, { bucket }]) => ({ name, ...files, ...bucket })),
  };
}

const WITH_LAKE = Object.entries(CASES).filter(([, { lake }]) => lake !== undefined);

const landscape: AwsLandscape = {
  caller: ACCOUNT,
  organization: { management: ACCOUNT },
  securityLake: {
    administrators: [ARCHIVE],
    lakes: WITH_LAKE.map(([name, { lake }]) => ({ account: ARCHIVE, region: regionOf(name), days: 365, ...lake })),
  },
  accounts: [
    {
      id: ACCOUNT,
      regions: [
        {
          name: CENTRAL,
          kinesisStreams: [{ name: "home" }],
          keys: [{ arn: `arn:aws:kms:${CENTRAL}:${ACCOUNT}:key/there` }],
        },
        ...Object.entries(CASES).map(([name, one]) => regionFor(name, one)),
      ],
    },
    {
      id: ARCHIVE,
      roles: [{ name: ROLE }],
      regions: [archive(), ...WITH_LAKE.map(([name]) => ({ name: regionOf(name) }))],
    },
  ],
};

describe("a setting that changes a verdict", () => {
  let scanned: Scanned;

  beforeAll(async () => {
    scanned = await scanSimulated({
      clouds: [awsCloud(landscape)],
      landscape: { eks: { role: ROLE } },
      deadlineMs: 60_000,
      // A client for each of so many regions: a busy machine answers its own calls late.
      attemptTimeoutMs: 30_000,
    });
  }, 60_000);

  it.each(Object.entries(CASES))("%s", (name, { is }) => {
    const found = Object.fromEntries(Object.keys(is).map((control) => [control, scanned.status(name, control)]));
    expect(found).toEqual(is);
  });

  it("is read without changing anything, in one go for each account", () => {
    expect(scanned.calls.filter((call) => call.mutating)).toEqual([]);
    const entered = scanned.calls.filter(({ operation }) => operation === "sts:AssumeRole").map(({ scope }) => scope);
    expect(entered.toSorted()).toEqual([ARCHIVE, "999988887777"]);
  });

  it("names what would settle an unknown", () => {
    for (const result of scanned.report.results) {
      if (result.status === "unknown") expect(result.missing, `${result.cluster} ${result.control}`).not.toEqual([]);
    }
    expect(scanned.result("copy-to-an-unreachable-account", "LOG-IMMUTABLE").missing).toContain("sts:AssumeRole");
  });

  it("has a remedy for every control that can fail here, in a form that a shell and Terraform read", () => {
    const found = scanned.report.results.flatMap(({ control, remedy }) =>
      remedy === undefined ? [] : [{ control, ...splitRemedy(remedy) }],
    );
    const commands = found.map(({ command = "" }) => command);
    expect(commands.filter((command) => !command.startsWith("aws "))).toEqual([]);
    expect(spawnSync("sh", ["-n"], { input: commands.join("\n") }).stderr.toString()).toBe("");
    for (const { file } of found)
      if (file !== undefined) expect(file).toMatch(/^resource "[a-z0-9_]+" "[^"]+" \{\n[^]*\n\}$/);
    expect([...new Set(found.map(({ control }) => control))].toSorted()).toEqual(
      expect.arrayContaining([
        "AUD-ATTRIBUTION",
        "AUD-ENABLED",
        "CTL-CLOUDAPI",
        "LOG-ACCESS",
        "LOG-CENTRAL",
        "LOG-DELIVERED",
        "LOG-ENCRYPTION",
        "LOG-FLOW",
        "LOG-IMMUTABLE",
        "LOG-RETENTION",
        "MON-DETECT",
        "MON-TAMPER",
        "PLAT-VERSION",
      ]) as string[],
    );
  });

  it.each([
    ["copy-without-the-authenticator", "LOG-CENTRAL", "Let the subscription filter copy take everything."],
    ["copy-none", "LOG-CENTRAL", "Send a whole copy to a log destination of another account."],
    ["copy-to-nobody", "LOG-DELIVERED", "Remove the subscription filter whose destination is gone"],
    ["bucket-governed", "LOG-IMMUTABLE", "Lock what arrives in the archive bucket"],
    ["bucket-open", "LOG-ACCESS", "Block public access to the archive bucket."],
    [
      "bucket-with-an-open-list",
      "LOG-ACCESS",
      "aws s3api put-bucket-acl --bucket bucket-with-an-open-list --acl private",
    ],
    ["bucket-with-an-open-list", "LOG-ACCESS", "aws s3api put-bucket-ownership-controls"],
    ["bucket-with-a-list-for-another-account", "LOG-ACCESS", "aws s3api put-bucket-acl"],
    ["group-that-takes-tokens", "LOG-ACCESS", "Let the log group take signed requests only."],
    ["group-protected", "LOG-IMMUTABLE", "Archive the log group in a bucket with Object Lock"],
    ["watched-by-nobody", "MON-DETECT", "aws guardduty create-detector --enable"],
    ["watched-without-audit-logs", "MON-DETECT", "aws guardduty update-detector --detector-id d --enable"],
    ["change-heard-by-nobody", "MON-TAMPER", "aws events put-rule --name audit-path-changed"],
    ["change-of-the-cluster-heard", "MON-TAMPER", "aws events put-targets --rule audit-path-changed"],
    ["trail-none", "CTL-CLOUDAPI", "aws cloudtrail create-trail"],
    ["trail-that-is-stopped", "CTL-CLOUDAPI", "aws cloudtrail start-logging"],
    ["trail-of-writes", "CTL-CLOUDAPI", "aws cloudtrail get-event-selectors"],
    ["trail-of-this-region", "CTL-CLOUDAPI", "aws cloudtrail update-trail"],
    ["version-extended", "PLAT-VERSION", "--kubernetes-version 1.34"],
    ["mode-both", "AUD-ATTRIBUTION", "--access-config authenticationMode=API"],
    ["flows-no-more", "LOG-FLOW", "aws eks list-updates --name flows-no-more"],
  ])("%s is helped for %s", (name, control, text) => {
    const { sentence, command } = splitRemedy(scanned.result(name, control).remedy ?? "");
    expect(`${sentence} ${command}`).toContain(text);
  });

  it("asks about Security Lake once, and once for each of its regions, whatever the number of clusters", () => {
    const asked = (operation: string) => scanned.calls.filter((call) => call.operation === operation);
    expect(asked("organizations:ListDelegatedAdministrators")).toHaveLength(1);
    expect(asked("securitylake:ListDataLakes").map(({ scope }) => scope)).toEqual([ARCHIVE]);
    expect(asked("securitylake:ListLogSources")).toHaveLength(1);
    const regions = asked("securitylake:GetDataLakeSources").map(({ location }) => location);
    expect(new Set(regions).size).toBe(regions.length);
    expect(regions).not.toContain(regionOf("lake-of-other-sources"));
  });

  it("names the lake, and what it lacks", () => {
    const message = (name: string, control = "LOG-CENTRAL"): string => scanned.result(name, control).message;
    const where = `Security Lake in ${regionOf("lake-elsewhere")} (${ARCHIVE}`;
    expect(message("lake-elsewhere")).toBe(`A whole copy is held in another administrative domain: ${where}).`);
    expect(scanned.result("lake-elsewhere", "LOG-CENTRAL").basis).toBe("documented");
    expect(message("lake-without-the-authenticator")).toBe(
      `What another administrative domain holds is not the whole: Security Lake in ` +
        `${regionOf("lake-without-the-authenticator")} (${ARCHIVE}, audit only).`,
    );
    expect(message("lake-elsewhere", "LOG-RETENTION")).toContain(
      `${where}) holds audit events for 365 days; this does`,
    );
    expect(message("lake-without-the-authenticator", "LOG-RETENTION")).not.toContain("Security Lake");
    expect(scanned.result("lake-while-the-stream-is-off", "LOG-CENTRAL").causedBy).toBe("AUD-ENABLED");
  });

  it("tells for how long an archive shows what it keeps", () => {
    const message = (name: string) => scanned.result(name, "LOG-RETENTION").message;
    expect(message("bucket-emptied-under-its-lock")).toContain("(hidden from day 30 on) keeps 400 days");
    expect(message("bucket-that-only-hides")).toContain("(hidden from day 30 on) keeps for ever");
    expect(message("bucket-locked")).not.toContain("hidden");
  });

  it("tells what looks like an answer and is none", () => {
    for (const control of ["AUD-ENABLED", "LOG-RETENTION"]) {
      expect(scanned.result("watched-and-not-stored", control).message).toContain(
        "keeps nothing that could be searched",
      );
    }
    expect(scanned.result("copy-of-everything-away", "LOG-CENTRAL").message).toContain("DeliveryErrors");
  });
});
