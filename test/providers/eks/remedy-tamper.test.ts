import { expect, it } from "vitest";
import { remedy } from "../../../providers/eks/remedy.ts";
import { splitRemedy } from "../../../src/report/remedy.ts";
import type { AwsEventRule, AwsTrail } from "../../../src/simulator/aws/deep-landscape.ts";
import type { AwsLandscape, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import { ARCHIVE, METRIC, ROLE, TRAIL_GROUP } from "./everything.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf, type Swept } from "./sweep-of.ts";

const TRAIL: AwsTrail = { name: "main", bucket: "files", multiRegion: true };
const DEFAULT = { hotDays: 90, totalDays: 365 };
const TOPIC = "<ARN of the topic that alerts you>";

function commandOf(found: Swept): string {
  return splitRemedy(remedy("MON-TAMPER", found.trail("alpha"), DEFAULT) ?? "").command ?? "";
}

function states(found: Swept): (string | null)[] {
  return (found.trail("alpha").tampering ?? []).map(({ alarm }) => (alarm.state === "known" ? alarm.value : "unknown"));
}

/** What the commands of a remedy would make, by region and profile. */
function rulesIn(command: string): Map<string, AwsEventRule> {
  const puts = command.matchAll(/put-rule --name (\S+) --region (\S+)( --profile '[^']*')? --event-pattern '([^']*)'/g);
  return new Map(
    [...puts].map(([, name = "", region = "", profile = "", pattern = ""]) => [
      `${region}${profile}`,
      { name, pattern },
    ]),
  );
}

function withRules(region: AwsRegion, ...rules: readonly (AwsEventRule | undefined)[]): AwsRegion {
  return { ...region, eventRules: rules.filter((rule) => rule !== undefined) };
}

it("is a metric filter with an alarm where a trail writes to a log group, and passes once it is there", async () => {
  const { clusters = [], logGroups = [] } = alpha();
  const region = (pattern: string) => ({
    clusters,
    logGroups: [
      ...logGroups,
      { name: "cloudtrail", metricFilters: [{ name: "audit-path-changed", pattern, metric: METRIC }] },
    ],
    trails: [{ ...TRAIL, logGroupArn: TRAIL_GROUP }],
    alarms: [{ name: "audit-path-changed", metric: METRIC }],
  });
  const before = await sweepOf(regionWith(region('{ $.eventName = "Other" }')));
  expect(states(before)).toEqual([null, null]);
  const command = commandOf(before);
  const pattern = /--filter-pattern '([^']*)'/.exec(command)?.[1] ?? "";
  expect(command).toContain("aws cloudwatch put-metric-alarm --alarm-name audit-path-changed --region eu-west-1");
  expect(states(await sweepOf(regionWith(region(pattern))))).toEqual(["audit-path-changed", "audit-path-changed"]);
});

it("is a rule where no log group sees everything, and passes once it is there", async () => {
  const region = { ...alpha(), trails: [TRAIL] };
  const before = await sweepOf(regionWith(region));
  expect(states(before)).toEqual([null, null]);
  const command = commandOf(before);
  expect(command).toContain(
    `aws events put-targets --rule audit-path-changed --region ${REGION} --targets 'Id=alert,Arn=${TOPIC}'`,
  );
  const rules = rulesIn(command);
  expect([...rules.keys()]).toEqual([REGION]);
  const after = await sweepOf(regionWith(withRules({ name: REGION, ...region }, rules.get(REGION))));
  expect(states(after)).toEqual(["rule audit-path-changed", "rule audit-path-changed"]);
});

it("is a rule wherever a trail can be stopped as well", async () => {
  const theirs = `us-east-1 --profile '<profile of account ${ARCHIVE}>'`;
  const landscape = (rules: ReadonlyMap<string, AwsEventRule>): AwsLandscape => ({
    caller: ACCOUNT,
    organization: { management: ARCHIVE },
    accounts: [
      { id: ACCOUNT, regions: [withRules({ name: REGION, ...alpha() }, rules.get(REGION))] },
      {
        id: ARCHIVE,
        roles: [{ name: ROLE }],
        regions: [withRules({ name: "us-east-1", trails: [{ ...TRAIL, organization: true }] }, rules.get(theirs))],
      },
    ],
  });
  const selection = { accounts: [ACCOUNT], regions: [REGION], role: ROLE };
  const before = await sweepOf(landscape(new Map()), { selection });
  expect(states(before)).toEqual([null, null]);
  const text = remedy("MON-TAMPER", before.trail("alpha"), DEFAULT);
  expect(text).toContain(`provider = aws.account_${ARCHIVE}`);
  const rules = rulesIn(commandOf(before));
  expect([...rules.keys()]).toEqual([REGION, theirs]);
  const after = await sweepOf(landscape(rules), { selection });
  expect(states(after)).toEqual(["rule audit-path-changed", "rule audit-path-changed"]);
});

it("is none where no trail would bring a call to anybody", async () => {
  expect(commandOf(await sweepOf(regionWith(alpha())))).toBe("");
  const stopped = { ...alpha(), trails: [{ ...TRAIL, logging: false }] };
  expect(commandOf(await sweepOf(regionWith(stopped)))).toBe("");
});
