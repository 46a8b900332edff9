import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { TAMPERING } from "../../../providers/eks/tampering/events.ts";
import type { TamperAlarm } from "../../../src/model/trail.ts";
import type { AwsAlarm, AwsMetricFilter, AwsTrail } from "../../../src/simulator/aws/deep-landscape.ts";
import type { AwsLandscape, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import { METRIC, TRAIL_GROUP, ARCHIVE, CHANGES, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const ALL = TAMPERING.flatMap(({ events }) => events.map(({ name }) => `($.eventName = "${name}")`)).join(" || ");

const OTHER = { ...METRIC, name: "Other" };
const FOUND = "SELECT SUM(AuditPathChanged) FROM CloudTrail";

/** A selector with a condition whose effect is not known. */
const UNCLEAR = [
  {
    FieldSelectors: [
      { Field: "eventCategory", Equals: ["Management"] },
      { Field: "eventName", NotEquals: ["RunTask"] },
    ],
  },
];

interface Watch {
  readonly pattern?: string;
  readonly filter?: Partial<AwsMetricFilter>;
  readonly alarm?: Partial<AwsAlarm>;
  readonly trail?: Partial<AwsTrail>;
}

function watched({ pattern = `{ ${ALL} }`, filter = {}, alarm = {}, trail = {} }: Watch = {}): AwsRegion {
  const { clusters = [], logGroups = [] } = alpha();
  return {
    name: REGION,
    clusters,
    logGroups: [
      ...logGroups,
      { name: "cloudtrail", metricFilters: [{ name: "changes", pattern, metric: METRIC, ...filter }] },
    ],
    trails: [{ name: "main", bucket: "files", logGroupArn: TRAIL_GROUP, ...trail }],
    alarms: [{ name: "changed", metric: METRIC, ...alarm }],
  };
}

async function alarmsOf(landscape: AwsLandscape): Promise<readonly TamperAlarm[]> {
  const selection = { accounts: [ACCOUNT], regions: [REGION], role: ROLE };
  return (await sweepOf(landscape, { selection })).trail("alpha").tampering ?? [];
}

async function told(watch: Watch): Promise<(string | null)[]> {
  const alarms = await alarmsOf(regionWith(watched(watch)));
  return alarms.map(({ alarm }) => (alarm.state === "known" ? alarm.value : alarm.state));
}

it("knows the events of the catalogue", () => {
  const file = readFileSync(new URL("../../../policies/activities.yaml", import.meta.url), "utf8");
  const { cloudActivities } = parse(file) as { cloudActivities: { id: string; events: string[] }[] };
  for (const { activity, events } of TAMPERING) {
    const listed = cloudActivities.find(({ id }) => id === activity)?.events;
    expect(events.map(({ source, name }) => `${source.split(".")[0]}:${name}`)).toEqual(listed);
  }
});

describe("an alarm on a metric", () => {
  it.each([
    ["of every change", {}, ["changed", "changed"]],
    ["of a refused call left out", { pattern: `{ ($.errorCode NOT EXISTS) && (${ALL}) }` }, ["changed", "changed"]],
    ["of one service", { pattern: '{ $.eventSource = "eks.amazonaws.com" }' }, ["changed", null]],
    ["of one call", { pattern: '{ $.eventName = "UpdateClusterConfig" }' }, ["changed", null]],
    ["of everything that changes something", { pattern: "{ $.readOnly IS FALSE }" }, ["changed", "changed"]],
    ["of others", { pattern: '{ $.eventName = "ConsoleLogin" }' }, [null, null]],
    ["of all but this", { pattern: '{ $.eventName != "UpdateClusterConfig" }' }, [null, "changed"]],
    ["of one person", { pattern: `{ ($.userIdentity.userName = "x") && (${ALL}) }` }, [null, null]],
    [
      "of the account's first user",
      { pattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }' },
      [null, null],
    ],
    ["of one key", { pattern: `{ ($.userIdentity.accessKeyId = "x") && (${ALL}) }` }, ["unknown", "unknown"]],
    ["of words", { pattern: "UpdateClusterConfig" }, ["unknown", "unknown"]],
    ["that does nothing", { alarm: { actions: [] } }, ["unknown", "unknown"]],
    ["that is muted", { alarm: { actionsEnabled: false } }, ["unknown", "unknown"]],
    ["on what an expression finds", { alarm: { metric: OTHER, expression: FOUND } }, ["unknown", "unknown"]],
    [
      "on what an expression finds, of others",
      { pattern: '{ $.eventName = "ConsoleLogin" }', alarm: { metric: OTHER, expression: FOUND } },
      [null, null],
    ],
    ["on another metric", { alarm: { metric: { ...METRIC, name: "Other" } } }, [null, null]],
    ["on a trail that is stopped", { trail: { logging: false } }, [null, null]],
    ["on a trail that does not reach its group", { trail: { failsAt: "log-group" } }, [null, null]],
    ["on a trail of reads", { trail: { selectors: [{ ReadWriteType: "ReadOnly" }] } }, [null, null]],
    ["on a trail that may leave something out", { trail: { advanced: UNCLEAR } }, ["unknown", "unknown"]],
  ] as const)("%s", async (_name, watch, alarms) => {
    expect(await told(watch)).toEqual(alarms);
  });

  it("is named when it is not known whether it rings", async () => {
    const [first] = await alarmsOf(regionWith(watched({ alarm: { actions: [] } })));
    expect(first?.alarm).toMatchObject({
      gaps: [
        { call: "cloudwatch:DescribeAlarms", on: TRAIL_GROUP, reason: expect.stringContaining("changed") as string },
      ],
    });
    const [second] = await alarmsOf(regionWith(watched({ pattern: "words" })));
    expect(second?.alarm).toMatchObject({
      gaps: [
        { call: "logs:DescribeMetricFilters", on: TRAIL_GROUP, reason: expect.stringContaining("changes") as string },
      ],
    });
  });
});

describe("an alarm on a metric that one call must set off", () => {
  const set = (fields: AwsAlarm["fields"] = {}): Watch => ({ alarm: { fields } });

  it.each([
    ["more than none", set({ Threshold: 0, ComparisonOperator: "GreaterThanThreshold" }), "changed"],
    ["the largest value", set({ Statistic: "Maximum" }), "changed"],
    ["how often it was set", set({ Statistic: "SampleCount" }), "changed"],
    ["one of the last periods", set({ EvaluationPeriods: 5, DatapointsToAlarm: 1 }), "changed"],
    ["a hundred", { filter: { fields: { metricValue: "100" } }, alarm: { fields: { Threshold: 100 } } }, "changed"],
    ["more than one", set({ ComparisonOperator: "GreaterThanThreshold" }), null],
    ["a thousand", set({ Threshold: 1_000 }), null],
    ["a half of one that counts nothing", { filter: { fields: { metricValue: "0" } } }, null],
    ["fewer", set({ ComparisonOperator: "LessThanThreshold" }), null],
    ["several periods in a row", set({ EvaluationPeriods: 3 }), "unknown"],
    ["periods that are not said", set({ EvaluationPeriods: null }), "unknown"],
    ["the average", set({ Statistic: "Average" }), "unknown"],
    ["a share of them", set({ Statistic: null, ExtendedStatistic: "p99" }), "unknown"],
    ["no threshold of its own", set({ ComparisonOperator: "GreaterThanUpperThreshold", Threshold: null }), "unknown"],
    ["a value out of the entry", { filter: { fields: { metricValue: "$.size" } } }, "unknown"],
    ["a value below none", { filter: { fields: { metricValue: "-1" } } }, "unknown"],
    ["a metric for each user", { filter: { fields: { dimensions: { user: "$.user" } } } }, "unknown"],
    ["the metric of one user", set({ Dimensions: [{ Name: "user", Value: "x" }] }), "unknown"],
    ["one of several metrics", set({ Metrics: [{ Id: "e1", Expression: "m1 / 10" }] }), "unknown"],
    ["another way of counting", set({ EvaluationCriteria: { PromQLCriteria: { Query: "x" } } }), "unknown"],
    ["an alarm that cannot be evaluated", set({ EvaluationState: "EVALUATION_ERROR" }), "unknown"],
  ] as const)("%s", async (_name, watch, is) => {
    expect(await told(watch)).toEqual([is, is]);
  });

  it("may look at the metric by an expression that does nothing to it", async () => {
    const MetricStat = { Metric: { MetricName: METRIC.name, Namespace: METRIC.namespace }, Stat: "Sum", Period: 60 };
    const fields = { MetricName: null, Namespace: null, Statistic: null, Metrics: [{ Id: "m1", MetricStat }] };
    expect(await told({ alarm: { fields } })).toEqual(["changed", "changed"]);
  });
});

describe("an alarm on log entries", () => {
  const query = (text: string, logGroups = ["cloudtrail"]) => ({
    alarm: { metric: METRIC, query: { text, logGroups } },
  });

  it("tells of the events that its query names", async () => {
    expect(await told(query('filter eventName = "UpdateClusterConfig"'))).toEqual(["changed", null]);
    expect(await told(query('filter eventName = "UpdateClusterConfig"', [TRAIL_GROUP]))).toEqual(["changed", null]);
    expect(await told(query('filter eventName != "UpdateClusterConfig"'))).toEqual(["unknown", "unknown"]);
    expect(await told(query('filter eventName = "UpdateClusterConfigs"'))).toEqual([null, null]);
    expect(await told(query('filter eventName = "UpdateClusterConfig"', ["other"]))).toEqual([null, null]);
  });

  it.each([
    'fields @timestamp | filter eventName = "UpdateClusterConfig" | stats count(*)',
    "filter eventName in ['DeleteCluster', 'UpdateClusterConfig']",
    'FILTER eventName="DeleteCluster" OR eventName = "UpdateClusterConfig" | sort @timestamp desc | limit 20',
  ])("tells of an event that passes its only filter: %s", async (text) => {
    expect(await told(query(text))).toEqual(["changed", null]);
  });

  it.each([
    'filter eventName = "UpdateClusterConfig" and sourceIPAddress = "192.0.2.1"',
    'filter eventName = "UpdateClusterConfig" | filter sourceIPAddress = "192.0.2.1"',
    'filter eventName = "DeleteCluster" # not UpdateClusterConfig',
    'filter requestParameters.name = "UpdateClusterConfig"',
    "filter eventName in ['UpdateClusterConfig'",
    'fields "UpdateClusterConfig"',
  ])("is no proof where more decides, or something else: %s", async (text) => {
    expect(await told(query(text))).toEqual(["unknown", "unknown"]);
  });

  it.each([
    ["counts them otherwise", { AggregationExpression: "count(*) by userIdentity.arn" }],
    ["waits for several answers", { QueryResultsToEvaluate: 2, QueryResultsToAlarm: 2 }],
    ["cannot be evaluated", { EvaluationState: "EVALUATION_ERROR" }],
  ])(
    "is no proof where it %s",
    async (_name, { AggregationExpression, ...fields }: { [name: string]: string | number }) => {
      const text = 'filter eventName = "UpdateClusterConfig"';
      const { alarm } = query(text);
      const counting =
        AggregationExpression === undefined
          ? fields
          : {
              ScheduledQueryConfiguration: {
                QueryString: text,
                LogGroupIdentifiers: ["cloudtrail"],
                AggregationExpression,
              },
            };
      expect(await told({ alarm: { ...alarm, fields: counting } })).toEqual(["unknown", null]);
    },
  );

  it("does not tell of one call where it waits for more", async () => {
    const { alarm } = query('filter eventName = "UpdateClusterConfig"');
    expect(await told({ alarm: { ...alarm, fields: { Threshold: 50 } } })).toEqual([null, null]);
  });

  it("does not tell of what is only written into its answer", async () => {
    const text = 'fields "UpdateClusterConfig" as name | filter eventName = "DeleteCluster"';
    expect(await told(query(text))).toEqual([null, null]);
  });
});

it("counts alarms on metrics where alarms on log entries cannot be asked for", async () => {
  const faults = [{ operation: "cloudwatch:DescribeAlarms", target: "LogAlarm", kind: "unavailable" as const }];
  const swept = await sweepOf(regionWith(watched()), { knobs: { faults } });
  expect(swept.trail("alpha").tampering?.map(({ alarm }) => alarm.state)).toEqual(["known", "known"]);
});

it("says that there is no alarm where no trail records anything, without asking for rules", async () => {
  const swept = await sweepOf(regionWith({ ...alpha(), eventRules: [{ name: "changes", pattern: CHANGES }] }));
  expect(swept.trail("alpha").tampering?.map(({ alarm }) => alarm)).toMatchObject([
    { state: "known", value: null },
    { state: "known", value: null },
  ]);
  expect(swept.calls.filter(({ operation }) => operation.startsWith("events:"))).toEqual([]);
});

it("is known from nothing where the trails are not", async () => {
  const swept = await sweepOf(regionWith(watched()), {
    knobs: { faults: [{ operation: "cloudtrail:DescribeTrails", kind: "denied" }] },
  });
  expect(swept.trail("alpha").tampering?.[0]?.alarm).toMatchObject({
    state: "unknown",
    gaps: [{ call: "cloudtrail:DescribeTrails", permission: "cloudtrail:DescribeTrails" }],
  });
});

describe("a second trail that records the cluster", () => {
  const other: AwsTrail = { name: "other", bucket: "files", multiRegion: true };

  it("can be stopped unheard when the first one does not see where it is stopped", async () => {
    const home = "us-east-1";
    const landscape = (own: Partial<AwsTrail>): AwsLandscape => ({
      caller: ACCOUNT,
      accounts: [{ id: ACCOUNT, regions: [watched({ trail: own }), { name: home, trails: [other] }] }],
    });
    const values = async (own: Partial<AwsTrail>) =>
      (await alarmsOf(landscape(own))).map(({ alarm }) => (alarm.state === "known" ? alarm.value : alarm.state));
    expect(await values({})).toEqual(["changed", null]);
    expect(await values({ multiRegion: true })).toEqual(["changed", "changed"]);
  });

  it("is no part of the audit path when it is stopped, elsewhere or records nothing of it", async () => {
    for (const harmless of [
      { ...other, logging: false },
      { ...other, multiRegion: false },
      { ...other, selectors: [{ IncludeManagementEvents: false }] },
    ]) {
      const landscape: AwsLandscape = {
        caller: ACCOUNT,
        accounts: [{ id: ACCOUNT, regions: [watched(), { name: "us-east-1", trails: [harmless] }] }],
      };
      expect((await alarmsOf(landscape)).map(({ alarm }) => alarm)).toMatchObject([
        { value: "changed" },
        { value: "changed" },
      ]);
    }
  });
});

describe("a trail of the organization", () => {
  const organization = { management: ARCHIVE };
  const group = `arn:aws:logs:${REGION}:${ARCHIVE}:log-group:cloudtrail`;
  const home: AwsRegion = {
    ...watched({ trail: { organization: true, multiRegion: true, logGroupArn: group } }),
    clusters: [],
    buckets: [{ name: "files" }],
  };
  const accounts = [
    { id: ACCOUNT, regions: [{ name: REGION, ...alpha() }] },
    { id: ARCHIVE, roles: [{ name: ROLE }], regions: [home] },
  ];

  it("is read in the account that it belongs to", async () => {
    const swept = await sweepOf({ caller: ACCOUNT, organization, accounts }, { selection: { role: ROLE } });
    expect(swept.trail("alpha").cloudApi).toMatchObject({
      value: [
        {
          name: "main",
          logging: { value: true },
          covers: "all",
          records: { value: "both" },
          totalDays: { value: null },
        },
        { name: "main in its log group" },
      ],
    });
    expect(swept.trail("alpha").tampering?.map(({ alarm }) => alarm.state)).toEqual(["known", "known"]);
    const asked = swept.calls.filter(({ operation }) => operation === "cloudtrail:GetTrailStatus");
    expect(asked.map(({ scope }) => scope)).toEqual([ARCHIVE]);
  });

  it("is read as far as a member sees it where that account cannot be entered", async () => {
    const swept = await sweepOf({ caller: ACCOUNT, organization, accounts });
    expect(swept.trail("alpha").cloudApi).toMatchObject({
      value: [
        { logging: { value: true }, records: { value: "both" }, totalDays: { state: "unknown" } },
        { totalDays: { state: "unknown" } },
      ],
    });
    expect(swept.trail("alpha").tampering?.[0]?.alarm).toMatchObject({
      state: "unknown",
      gaps: [{ call: "sts:AssumeRole" }],
    });
  });

  it("is one to be told of where its own account can stop it", async () => {
    const own = { name: "own", bucket: "files", logGroupArn: TRAIL_GROUP };
    const silentHome = { ...home, alarms: [] };
    const region = { ...watched(), trails: [own] };
    const swept = await sweepOf(
      {
        caller: ACCOUNT,
        organization,
        accounts: [
          { id: ACCOUNT, regions: [region] },
          { id: ARCHIVE, roles: [{ name: ROLE }], regions: [silentHome] },
        ],
      },
      { selection: { accounts: [ACCOUNT], role: ROLE } },
    );
    expect(swept.trail("alpha").tampering).toMatchObject([{ alarm: { value: "changed" } }, { alarm: { value: null } }]);
  });
});
