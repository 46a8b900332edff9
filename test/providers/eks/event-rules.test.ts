import { describe, expect, it } from "vitest";
import { facts } from "../../../providers/eks/trail.ts";
import type { TamperAlarm } from "../../../src/model/trail.ts";
import type { AwsEventRule, AwsTrail } from "../../../src/simulator/aws/deep-landscape.ts";
import type { AwsLandscape, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import type { Knobs } from "../../../src/simulator/cloud.ts";
import { ARCHIVE, CHANGES, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf, type Swept } from "./sweep-of.ts";

const HOME = "us-east-1";
const TRAIL: AwsTrail = { name: "main", bucket: "files" };

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

function rule(rest: Partial<AwsEventRule> = {}): AwsEventRule {
  return { name: "changes", pattern: CHANGES, ...rest };
}

function ruled(...eventRules: readonly AwsEventRule[]): AwsRegion {
  return { name: REGION, ...alpha(), trails: [TRAIL], eventRules };
}

async function swept(region: Omit<AwsRegion, "name">, knobs: Knobs = {}): Promise<Swept> {
  return sweepOf(regionWith(region), { knobs });
}

function alarms(found: Swept): readonly TamperAlarm["alarm"][] {
  return (found.trail("alpha").tampering ?? []).map(({ alarm }) => alarm);
}

function words(found: Swept): (string | null)[] {
  return alarms(found).map((alarm) => (alarm.state === "known" ? alarm.value : alarm.state));
}

const BOTH = ["rule changes", "rule changes"];
const NONE = [null, null];
const OPEN = ["unknown", "unknown"];

function targets(...arns: readonly string[]): AwsEventRule {
  return rule({ targets: arns });
}

const QUEUE = arn("sqs", "q");
const TOPIC = arn("sns", "security");
const LOG_GROUP = arn("logs", "log-group:/aws/events/changes");

describe("a rule", () => {
  it.each([
    ["that is there and rings", rule(), BOTH],
    ["that takes all management events", rule({ state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" }), BOTH],
    ["that is switched off", rule({ state: "DISABLED" }), NONE],
    ["in a state that is new", rule({ state: "PAUSED" }), OPEN],
    ["that runs by the clock", { name: "daily" }, NONE],
    ["of one service", rule({ pattern: '{"source":["aws.eks"]}' }), ["rule changes", null]],
    ["of others", rule({ pattern: '{"source":["aws.ec2"]}' }), NONE],
    ["of one person", rule({ pattern: '{"detail":{"userIdentity":{"userName":["x"]}}}' }), NONE],
    [
      "of this cluster",
      rule({ pattern: '{"source":["aws.eks"],"detail":{"requestParameters":{"name":["alpha"]}}}' }),
      ["rule changes", null],
    ],
    ["of another cluster", rule({ pattern: '{"detail":{"requestParameters":{"name":["beta"]}}}' }), NONE],
    ["that is not understood", rule({ pattern: '{"source":[{"fuzzy":"aws"}]}' }), OPEN],
    ["without end", rule({ pattern: `{"source":["${"x".repeat(9000)}"]}` }), OPEN],
  ])("%s", async (_name, one, expected) => {
    expect(words(await swept(ruled(one)))).toEqual(expected);
  });

  it.each([
    [[TOPIC], BOTH],
    [[arn("lambda", "function:tell")], BOTH],
    [[arn("states", "stateMachine:tell")], BOTH],
    [[arn("ssm", "opsitem")], BOTH],
    [[arn("ssm", "automation-definition/Tell:1")], BOTH],
    [[`arn:aws:ssm-incidents::${ACCOUNT}:response-plan/tell`], BOTH],
    [[arn("events", "api-destination/pager/1")], BOTH],
    [[LOG_GROUP, TOPIC], BOTH],
    [[QUEUE, TOPIC], BOTH],
    [[], NONE],
    [[LOG_GROUP], NONE],
    [[QUEUE], OPEN],
    [[arn("kinesis", "stream/s")], OPEN],
    [[arn("firehose", "deliverystream/d")], OPEN],
    [[arn("events", "event-bus/central")], OPEN],
    [[LOG_GROUP, QUEUE], OPEN],
    [[arn("ssm", "document/Run")], OPEN],
    [[arn("batch", "job-queue/q")], OPEN],
    [["somewhere"], OPEN],
  ])("with the targets %j", async (arns, expected) => {
    expect(words(await swept(ruled(targets(...arns))))).toEqual(expected);
  });

  it("counts beside another that does not", async () => {
    const others = [rule({ name: "a", targets: [QUEUE] }), rule({ name: "b", pattern: "{" })];
    expect(words(await swept(ruled(...others, rule())))).toEqual(BOTH);
  });

  it("leaves to be said what it does not tell of", async () => {
    const notes = async (pattern: string) =>
      (await swept(ruled(rule({ pattern })))).trail("alpha").notes.filter(({ control }) => control === "MON-TAMPER");
    const some = '{"detail":{"eventName":[{"prefix":"Delete"},{"prefix":"Put"},"UpdateClusterConfig"]}}';
    expect(await notes(some)).toEqual([{ control: "MON-TAMPER", text: "nothing tells of StopLogging" }]);
    expect(await notes('{"source":["aws.ec2"]}')).toEqual([]);
    expect(await notes(CHANGES)).toEqual([]);
  });

  it("is named with what keeps it from being known", async () => {
    const [queue] = alarms(await swept(ruled(targets(QUEUE))));
    expect(queue).toMatchObject({
      gaps: [
        {
          call: "events:ListTargetsByRule",
          on: `account ${ACCOUNT}, ${REGION}`,
          reason: expect.stringMatching(/rule changes .* hands events on to sqs/) as string,
        },
      ],
    });
    const [odd] = alarms(await swept(ruled(rule({ pattern: '{"source":[{"fuzzy":1}]}' }))));
    expect(odd).toMatchObject({
      gaps: [{ call: "events:ListRules", reason: expect.stringContaining("comparison fuzzy") as string }],
    });
  });
});

describe("the rules of a region", () => {
  it("are asked for their targets only where they may look at the audit path", async () => {
    const others = [
      rule({ name: "off", state: "DISABLED" }),
      rule({ name: "ec2", pattern: '{"source":["aws.ec2"]}' }),
      rule({ name: "us", pattern: '{"region":["us-east-1"]}' }),
      { name: "daily" },
    ];
    const found = await swept(ruled(...others, rule()));
    const calls = found.calls.filter(({ operation }) => operation.startsWith("events:"));
    expect(calls.map(({ operation, target }) => `${operation} ${target}`)).toEqual([
      "events:ListRules ",
      "events:ListTargetsByRule changes",
    ]);
  });

  it("leave a known alarm as it is when the targets of another cannot be read", async () => {
    const region = ruled(rule(), rule({ name: "secret" }));
    const denied = [{ operation: "events:ListTargetsByRule", target: "secret", kind: "denied" as const }];
    expect(words(await swept(region, { faults: denied }))).toEqual(BOTH);
    const [first] = alarms(await swept(ruled(rule({ name: "secret" })), { faults: denied }));
    expect(first).toMatchObject({
      state: "unknown",
      gaps: [{ call: "events:ListTargetsByRule", permission: "events:ListTargetsByRule" }],
    });
  });

  it("may have one that is gone before its targets are asked for", async () => {
    expect(words(await swept(ruled(rule({ vanished: true }))))).toEqual(OPEN);
  });

  it("name the permission that is missing", async () => {
    const found = await swept(ruled(rule()), { faults: [{ operation: "events:ListRules", kind: "denied" }] });
    expect(alarms(found)[0]).toMatchObject({
      state: "unknown",
      gaps: [{ call: "events:ListRules", permission: "events:ListRules" }],
    });
  });

  it("stand in the snapshot before the cluster, with what was read of them", async () => {
    const found = await swept(ruled(rule({ targets: [TOPIC, LOG_GROUP] })));
    const id = `arn:aws:events:${REGION}:${ACCOUNT}:rule/*`;
    expect(found.cluster("alpha").resources).toContain(id);
    expect(found.kinds.indexOf(id)).toBeLessThan(found.kinds.indexOf("alpha"));
    expect(found.resources.get(id)).toMatchObject({
      type: "event-rules",
      facts: {
        rules: {
          value: [{ name: "changes", state: "ENABLED", pattern: CHANGES, targets: ["sns", "logs:log-group"] }],
        },
        targets: { value: true },
      },
    });
  });

  it("are unknown to a snapshot of a version that did not read them", async () => {
    const found = await swept(ruled(rule()));
    const older = (id: string) => {
      const record = found.resources.get(id);
      if (!record || record.type === "event-rules") return undefined;
      const { eventRules: _rules, changesUnclear: _changes, ...rest } = record.facts;
      return { ...record, facts: rest };
    };
    const [first] = facts.trail(found.cluster("alpha"), older).tampering ?? [];
    expect(first?.alarm).toMatchObject({
      state: "unknown",
      gaps: [{ call: "snapshot", reason: "the version that wrote the snapshot did not read it" }],
    });
  });
});

describe("a trail that brings calls to rules", () => {
  async function withTrail(trail: Partial<AwsTrail>): Promise<Swept> {
    return swept({ ...ruled(rule()), trails: [{ ...TRAIL, ...trail }] });
  }

  it("must be recording, and the service among what it records", async () => {
    expect(words(await withTrail({ logging: false }))).toEqual(NONE);
    expect(words(await withTrail({ selectors: [{ ReadWriteType: "ReadOnly" }] }))).toEqual(NONE);
    const management = { Field: "eventCategory", Equals: ["Management"] };
    const noLogs = { Field: "eventSource", NotEquals: ["logs.amazonaws.com"] };
    expect(words(await withTrail({ advanced: [{ FieldSelectors: [management, noLogs] }] }))).toEqual([
      "rule changes",
      null,
    ]);
    const odd = { Field: "eventName", NotEquals: ["RunTask"] };
    expect(words(await withTrail({ advanced: [{ FieldSelectors: [management, odd] }] }))).toEqual(OPEN);
  });

  it("needs no log group that works", async () => {
    expect(words(await withTrail({ failsAt: "log-group" }))).toEqual(BOTH);
  });

  it.each([
    ["cloudtrail:GetTrailStatus", OPEN],
    ["cloudtrail:GetEventSelectors", OPEN],
  ])("is open while %s is refused", async (operation, expected) => {
    const found = await swept(ruled(rule()), { faults: [{ operation, kind: "denied" }] });
    expect(words(found)).toEqual(expected);
    expect(alarms(found)[0]).toMatchObject({ gaps: [{ permission: operation }] });
    expect(found.calls.some((call) => call.operation === "events:ListRules")).toBe(true);
  });

  it("is open while it is not said which regions it covers", async () => {
    const regions = [
      { ...ruled(rule()), trails: [] },
      { name: HOME, trails: [{ ...TRAIL, multiRegion: true }], eventRules: [rule()] },
    ];
    const landscape: AwsLandscape = { caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions }] };
    const found = await sweepOf(landscape, { selection: { regions: [REGION] } });
    const silent = (id: string) => {
      const record = found.resources.get(id);
      const said = JSON.stringify(record ?? null).replaceAll('"multiRegion":true', '"multiRegion":null');
      return record && (JSON.parse(said) as typeof record);
    };
    const [first] = facts.trail(found.cluster("alpha"), silent).tampering ?? [];
    expect(first?.alarm).toMatchObject({ state: "unknown", gaps: [{ call: "cloudtrail:DescribeTrails" }] });
  });

  it("is stopped in its home region, where the rule has to be", async () => {
    const both = async (here: readonly AwsEventRule[], there: readonly AwsEventRule[]) => {
      const regions = [
        { ...ruled(...here), trails: [] },
        { name: HOME, trails: [{ ...TRAIL, multiRegion: true }], eventRules: there },
      ];
      const landscape: AwsLandscape = { caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions }] };
      const found = await sweepOf(landscape, { selection: { regions: [REGION] } });
      return [...words(found), ...found.trail("alpha").notes.map(({ text }) => text)];
    };
    const missed = ["StopLogging", "DeleteTrail", "PutEventSelectors"].map(
      (name) => `${name} in ${HOME} of account ${ACCOUNT}`,
    );
    expect(await both([rule()], [])).toEqual(["rule changes", null, `nothing tells of ${missed.join(", ")}`]);
    expect(await both([], [rule()])).toEqual([...NONE, expect.stringContaining("DeleteLogGroup")]);
    expect(await both([rule()], [rule({ name: "home" })])).toEqual(["rule changes", "rule changes, rule home"]);
  });
});

describe("a trail of the organization", () => {
  const shared: AwsTrail = { ...TRAIL, organization: true, multiRegion: true };

  async function organization(theirs: readonly AwsEventRule[], role?: string): Promise<Swept> {
    const landscape: AwsLandscape = {
      caller: ACCOUNT,
      organization: { management: ARCHIVE },
      accounts: [
        { id: ACCOUNT, regions: [{ ...ruled(rule()), trails: [] }] },
        {
          id: ARCHIVE,
          roles: [{ name: ROLE }],
          regions: [{ name: REGION, trails: [shared], eventRules: theirs, buckets: [{ name: "files" }] }],
        },
      ],
    };
    return sweepOf(landscape, { selection: { accounts: [ACCOUNT], ...(role === undefined ? {} : { role }) } });
  }

  it("is stopped in the account that it belongs to, whose rules count", async () => {
    expect(words(await organization([rule({ name: "theirs" })], ROLE))).toEqual([
      "rule changes",
      "rule changes, rule theirs",
    ]);
    expect(words(await organization([], ROLE))).toEqual(["rule changes", null]);
  });

  it("is open where that account cannot be entered", async () => {
    const found = await organization([rule()]);
    expect(words(found)).toEqual(["rule changes", "unknown"]);
    expect(alarms(found)[1]).toMatchObject({ gaps: [{ call: "sts:AssumeRole", on: ARCHIVE }] });
  });
});
