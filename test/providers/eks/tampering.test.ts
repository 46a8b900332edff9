import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { TAMPERING } from "../../../providers/eks/tampering-events.ts";
import type { TamperAlarm } from "../../../src/model/trail.ts";
import type { AwsAlarm, AwsTrail } from "../../../src/simulator/aws/deep-landscape.ts";
import type { AwsLandscape, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import { METRIC, TRAIL_GROUP, ARCHIVE, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const ALL = TAMPERING.flatMap(({ events }) => events.map(({ name }) => `($.eventName = "${name}")`)).join(" || ");

interface Watch {
  readonly pattern?: string;
  readonly alarm?: Partial<AwsAlarm>;
  readonly trail?: Partial<AwsTrail>;
}

function watched({ pattern = `{ ${ALL} }`, alarm = {}, trail = {} }: Watch = {}): AwsRegion {
  const { clusters = [], logGroups = [] } = alpha();
  return {
    name: REGION,
    clusters,
    logGroups: [...logGroups, { name: "cloudtrail", metricFilters: [{ name: "changes", pattern, metric: METRIC }] }],
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
    ["of one service", { pattern: '{ $.eventSource = "eks.amazonaws.com" }' }, ["changed", "unknown"]],
    ["of one call", { pattern: '{ $.eventName = "UpdateClusterConfig" }' }, ["changed", "unknown"]],
    ["of everything that changes something", { pattern: "{ $.readOnly IS FALSE }" }, ["changed", "changed"]],
    ["of others", { pattern: '{ $.eventName = "ConsoleLogin" }' }, ["unknown", "unknown"]],
    ["of all but this", { pattern: '{ $.eventName != "UpdateClusterConfig" }' }, ["unknown", "changed"]],
    ["of one person", { pattern: `{ ($.userIdentity.userName = "x") && (${ALL}) }` }, ["unknown", "unknown"]],
    ["that does nothing", { alarm: { actions: [] } }, ["unknown", "unknown"]],
    ["that is muted", { alarm: { actionsEnabled: false } }, ["unknown", "unknown"]],
    ["on another metric", { alarm: { metric: { ...METRIC, name: "Other" } } }, ["unknown", "unknown"]],
    ["on a trail that is stopped", { trail: { logging: false } }, ["unknown", "unknown"]],
    ["on a trail that does not reach its group", { trail: { failsAt: "log-group" } }, ["unknown", "unknown"]],
    ["on a trail of reads", { trail: { selectors: [{ ReadWriteType: "ReadOnly" }] } }, ["unknown", "unknown"]],
  ] as const)("%s", async (_name, watch, alarms) => {
    expect(await told(watch)).toEqual(alarms);
  });
});

describe("an alarm on log entries", () => {
  const query = (text: string, logGroups = ["cloudtrail"]) => ({
    alarm: { metric: METRIC, query: { text, logGroups } },
  });

  it("tells of the events that its query names", async () => {
    expect(await told(query('filter eventName = "UpdateClusterConfig"'))).toEqual(["changed", "unknown"]);
    expect(await told(query('filter eventName = "UpdateClusterConfig"', [TRAIL_GROUP]))).toEqual([
      "changed",
      "unknown",
    ]);
    expect(await told(query('filter eventName != "UpdateClusterConfig"'))).toEqual(["unknown", "unknown"]);
    expect(await told(query('filter eventName = "UpdateClusterConfigs"'))).toEqual(["unknown", "unknown"]);
    expect(await told(query('filter eventName = "UpdateClusterConfig"', ["other"]))).toEqual(["unknown", "unknown"]);
  });

  it.each([
    'fields @timestamp | filter eventName = "UpdateClusterConfig" | stats count(*)',
    "filter eventName in ['DeleteCluster', 'UpdateClusterConfig']",
    'FILTER eventName="DeleteCluster" OR eventName = "UpdateClusterConfig" | sort @timestamp desc | limit 20',
  ])("tells of an event that passes its only filter: %s", async (text) => {
    expect(await told(query(text))).toEqual(["changed", "unknown"]);
  });

  it.each([
    'filter eventName = "UpdateClusterConfig" and sourceIPAddress = "192.0.2.1"',
    'filter eventName = "UpdateClusterConfig" | filter sourceIPAddress = "192.0.2.1"',
    'filter eventName = "DeleteCluster" # not UpdateClusterConfig',
    'fields "UpdateClusterConfig" as name | filter eventName = "DeleteCluster"',
    'filter requestParameters.name = "UpdateClusterConfig"',
    "filter eventName in ['UpdateClusterConfig'",
    'fields "UpdateClusterConfig"',
  ])("is no proof where more decides, or something else: %s", async (text) => {
    expect(await told(query(text))).toEqual(["unknown", "unknown"]);
  });
});

it("counts alarms on metrics where alarms on log entries cannot be asked for", async () => {
  const faults = [{ operation: "cloudwatch:DescribeAlarms", target: "LogAlarm", kind: "unavailable" as const }];
  const swept = await sweepOf(regionWith(watched()), { knobs: { faults } });
  expect(swept.trail("alpha").tampering?.map(({ alarm }) => alarm.state)).toEqual(["known", "known"]);
});

it("never says that there is no alarm: rules of EventBridge are not read", async () => {
  const [first] = await alarmsOf(regionWith(alpha()));
  expect(first?.alarm).toMatchObject({
    state: "unknown",
    gaps: [{ call: "events:ListRules", reason: expect.stringContaining("not read by this version") as string }],
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
      gaps: [{ call: "sts:AssumeRole" }, { call: "events:ListRules" }],
    });
  });
});
