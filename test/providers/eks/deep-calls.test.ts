import { describe, expect, it } from "vitest";
import type { Fact } from "../../../src/model/fact.ts";
import type { FaultKind } from "../../../src/simulator/cloud.ts";
import { ARCHIVE, ARCHIVE_KEY, BOTH, changed, CHANGES, everything } from "./everything.ts";
import { REGION, sweepOf, type Swept } from "./sweep-of.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:security";

/** What each call answers, as facts: all of them are known when it is allowed, and none when it fails. */
interface Asked {
  readonly operation: string;
  /** Of several calls of this name, the one about this. */
  readonly target?: string;
  /** Of several accounts, the one that is asked. */
  readonly scope?: string;
  facts(swept: Swept): (Fact<unknown> | undefined)[];
  /** What an answer that says "not found" means, where it is a fact. */
  readonly notFound?: "known";
}

function cluster(...names: readonly string[]) {
  return (swept: Swept) => names.map((name) => swept.cluster("alpha").facts[name]);
}

function resource(type: string, ...names: readonly string[]) {
  return (swept: Swept) => {
    const found = [...swept.resources.values()].filter((record) => record.type === type);
    return names.map((name) => found.at(0)?.facts[name]);
  };
}

/** Of the log group that the organisation's rule fills. */
function central(...names: readonly string[]) {
  const id = `arn:aws:logs:${REGION}:${ARCHIVE}:log-group:/aws/eks/alpha/cluster`;
  return (swept: Swept) => names.map((name) => swept.resources.get(id)?.facts[name]);
}

/** Calls that do not depend on each other stand together, so that one reading tries them all. */
const GROUPS: { readonly [name: string]: readonly Asked[] } = {
  "asked first": [
    {
      operation: "logs:DescribeLogStreams",
      target: "/aws/eks/alpha*",
      facts: cluster("newestAudit"),
      notFound: "known",
    },
    {
      operation: "logs:DescribeSubscriptionFilters",
      target: "/aws/eks/alpha*",
      facts: cluster("subscriptions"),
      notFound: "known",
    },
    {
      operation: "logs:DescribeAccountPolicies",
      target: "SUBSCRIPTION_FILTER_POLICY",
      facts: resource("subscription-policy", "subscriptions"),
    },
    {
      operation: "observabilityadmin:ListCentralizationRulesForOrganization",
      facts: resource("centralization-rules", "rules"),
    },
    {
      operation: "organizations:ListDelegatedAdministrators",
      facts: resource("security-lake", "lakes", "versions", "statuses"),
    },
    { operation: "guardduty:ListDetectors", facts: resource("guardduty-detectors", "detectors") },
    { operation: "cloudtrail:DescribeTrails", facts: resource("cloudtrail-trails", "trails", "eventRules") },
    { operation: "eks:DescribeClusterVersions", facts: resource("eks-versions", "versions") },
  ],
  "asked second": [
    { operation: "logs:DescribeDestinations", facts: resource("log-destination", "exists", "target") },
    {
      operation: "observabilityadmin:GetCentralizationRuleForOrganization",
      facts: resource("centralization-rules", "rules"),
    },
    { operation: "securitylake:ListDataLakes", facts: resource("security-lake", "lakes", "versions", "statuses") },
    { operation: "kinesis:DescribeStreamSummary", facts: resource("kinesis-stream", "status"), notFound: "known" },
    {
      operation: "s3:GetBucketLifecycleConfiguration",
      target: "trail-files",
      facts: resource("cloudtrail-trail", "bucketDays"),
      notFound: "known",
    },
    { operation: "guardduty:GetDetector", facts: resource("guardduty-detectors", "detectors") },
    { operation: "cloudtrail:GetTrailStatus", facts: resource("cloudtrail-trail", "logging") },
    {
      operation: "cloudtrail:GetEventSelectors",
      facts: resource("cloudtrail-trail", "records", "changesOf", "changesUnclear", "objectReads"),
    },
    {
      operation: "logs:DescribeMetricFilters",
      facts: resource("cloudtrail-trail", "metricFilters"),
      notFound: "known",
    },
    { operation: "logs:DescribeLogGroups", target: "cloudtrail", facts: resource("cloudtrail-trail", "groupDays") },
  ],
  "asked third": [
    { operation: "firehose:DescribeDeliveryStream", facts: resource("firehose-stream", "target", "processed") },
    {
      operation: "logs:DescribeAccountPolicies",
      target: "RETENTION_POLICY",
      facts: resource("cloudtrail-trail", "groupDays"),
    },
    {
      operation: "logs:DescribeLogGroups",
      target: "/aws/eks/",
      scope: ARCHIVE,
      facts: central("exists", "retentionDays", "kmsKeyId", "keyState"),
    },
    { operation: "securitylake:ListLogSources", facts: resource("security-lake", "lakes", "versions", "statuses") },
    { operation: "events:ListRules", facts: resource("event-rules", "rules", "targets") },
    { operation: "cloudwatch:DescribeAlarms", facts: resource("cloudtrail-trail", "alarms", "logAlarms") },
  ],
  "asked fourth": [{ operation: "events:ListTargetsByRule", facts: resource("event-rules", "targets") }],
  "about the key of a central log group": [
    {
      operation: "kms:DescribeKey",
      target: ARCHIVE_KEY,
      scope: ARCHIVE,
      facts: central("keyState"),
      notFound: "known",
    },
  ],
  "about the lake": [{ operation: "securitylake:GetDataLakeSources", facts: resource("security-lake", "statuses") }],
  "about the bucket's owner": [
    { operation: "s3:GetBucketVersioning", facts: resource("s3-bucket", "owner", "objectLock", "lifecycle") },
  ],
  "about the bucket": [
    { operation: "s3:GetObjectLockConfiguration", facts: resource("s3-bucket", "objectLock") },
    {
      operation: "s3:GetBucketLifecycleConfiguration",
      target: "archive-files*",
      facts: resource("s3-bucket", "lifecycle"),
    },
    { operation: "s3:GetBucketEncryption", facts: resource("s3-bucket", "key") },
    { operation: "s3:GetPublicAccessBlock", facts: resource("s3-bucket", "blocksAcls", "blocksPolicies") },
    { operation: "s3:GetBucketPolicyStatus", facts: resource("s3-bucket", "publicPolicy") },
    { operation: "s3:GetBucketLogging", facts: resource("s3-bucket", "logsAccess") },
    { operation: "s3:GetBucketOwnershipControls", facts: resource("s3-bucket", "ownership") },
    { operation: "s3:GetBucketAcl", facts: resource("s3-bucket", "accessList") },
    {
      operation: "s3control:GetPublicAccessBlock",
      facts: resource("s3-account-block", "blocksAcls", "blocksPolicies"),
    },
  ],
};
const CALLS = Object.values(GROUPS).flat();

/** Only the first account is read, so that the first record of a type is the one that is meant. */
const SELECTION = { accounts: BOTH.accounts.slice(0, 1), role: BOTH.role };

async function swept(
  faults: { operation: string; target?: string; scope?: string; kind: FaultKind; times?: number }[],
): Promise<Swept> {
  return sweepOf(everything, { selection: SELECTION, knobs: { faults } });
}

function fault({ operation, target, scope }: Asked, kind: FaultKind, times?: number) {
  const where = { ...(target === undefined ? {} : { target }), ...(scope === undefined ? {} : { scope }) };
  return { operation, ...where, kind, ...(times === undefined ? {} : { times }) };
}

const statesOf = (facts: (Fact<unknown> | undefined)[]): (string | undefined)[] => facts.map((fact) => fact?.state);
const all = (facts: readonly unknown[], state: string): string[] => facts.map(() => state);

it("makes every fact known where everything is allowed", async () => {
  const found = await swept([]);
  for (const call of CALLS) check(found, call, "known");
});

function check(found: Swept, call: Asked, state: string): void {
  const facts = call.facts(found);
  expect(statesOf(facts), `${call.operation} ${call.target ?? ""}`).toEqual(all(facts, state));
}

/** What goes wrong on the line is the same for all calls. */
const LINE: readonly FaultKind[] = ["unavailable", "hang", "reset"];
const ANSWERS: readonly FaultKind[] = ["denied", "html", "empty-object", "cut"];

describe.each(Object.entries(GROUPS))("calls %s", (name, calls) => {
  it.each(name === "asked first" ? [...ANSWERS, ...LINE] : ANSWERS)(
    "leave their facts unknown when they are %s, and nothing else breaks",
    async (kind) => {
      const found = await swept(calls.map((call) => fault(call, kind)));
      for (const call of calls) {
        check(found, call, "unknown");
        if (kind !== "denied") continue;
        for (const fact of call.facts(found)) {
          expect(fact).toMatchObject({ gaps: [{ permission: expect.any(String) as string }] });
        }
      }
      expect(found.ledger).toMatchObject([{ status: "read", clusters: 1 }]);
      expect(found.trail("alpha").streams[0]?.on).toMatchObject({ value: true });
    },
  );

  it("tell that something does not exist from that it cannot be read", async () => {
    const found = await swept(calls.map((call) => fault(call, "not-found")));
    for (const call of calls) check(found, call, call.notFound ?? "unknown");
  });

  it("are tried again when they are throttled", async () => {
    const found = await swept(calls.map((call) => fault(call, "throttled", 2)));
    for (const call of calls) check(found, call, "known");
  });
});

it("follows every page of every list", async () => {
  const many = Array.from({ length: 3 }, (_, index) => `x${index}`);
  const landscape = changed(
    (region) => ({
      logGroups: (region.logGroups ?? []).map((group) => ({
        ...group,
        subscriptions: [
          ...many.map((name) => ({ name, destinationArn: `arn:aws:lambda:eu-west-1:111122223333:function:${name}` })),
          ...(group.subscriptions ?? []),
        ],
        metricFilters: [
          ...many.map((name) => ({
            name,
            pattern: '{ $.eventName = "Another" }',
            metric: { namespace: "other", name },
          })),
          ...(group.metricFilters ?? []),
        ],
      })),
      detectors: [{ id: "d0", status: "DISABLED" }, { id: "d1" }],
      eventRules: [
        ...many.map((name) => ({ name, pattern: '{"source":["aws.ec2"]}' })),
        { name: "changes", pattern: CHANGES, targets: [...many.map((name) => `arn:${name}`), TOPIC] },
      ],
      alarms: [...many.map((name) => ({ name, metric: { namespace: "other", name } })), ...(region.alarms ?? [])],
    }),
    (region) => ({
      destinations: [{ name: "central-2", targetArn: "arn:x" }, ...(region.destinations ?? [])],
    }),
  );
  const found = await sweepOf(landscape, { selection: SELECTION, knobs: { pageSize: 1 } });
  for (const call of CALLS) check(found, call, "known");
  expect(found.cluster("alpha").facts["subscriptions"]).toMatchObject({ value: { length: 4 } });
  const trail = found.trail("alpha");
  expect(trail.detection).toMatchObject({ value: [{ active: false }, { active: true }] });
  expect(trail.tampering).toMatchObject([
    { alarm: { state: "known", value: "changed, rule changes" } },
    { alarm: { state: "known", value: "rule changes" } },
  ]);
  expect(trail.platform).toMatchObject({ state: "known" });
  expect(trail.sideCopies).toMatchObject([{ collects: { value: true }, foreign: { value: true } }]);
});
