import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { callField, type ApiCall } from "../../../providers/eks/events/call.ts";
import { decideEventPattern } from "../../../providers/eks/events/decide.ts";
import { parseEventPattern } from "../../../providers/eks/events/pattern.ts";

const CALL: ApiCall = {
  account: "111122223333",
  region: "eu-west-1",
  source: "eks.amazonaws.com",
  name: "UpdateClusterConfig",
  parameters: { name: ["alpha"], trailName: ["main", "arn:main"] },
};

/** `all`, `none`, `not all`, or `?` where it cannot be told. */
function takes(pattern: unknown, call = CALL): string {
  const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  const { may } = decideEventPattern(parseEventPattern(text), (path) => callField(call, path));
  if (may.length === 1) return may[0] ?? "";
  return may.includes("all") ? "?" : "not all";
}

function detail(fields: object): object {
  return { detail: fields };
}

function asked(fields: object): object {
  return detail({ requestParameters: fields });
}

describe("a pattern that every such call fits", () => {
  it.each([
    { source: ["aws.eks"] },
    { source: ["aws.ec2", "aws.eks"], "detail-type": ["AWS API Call via CloudTrail"] },
    detail({ eventSource: ["eks.amazonaws.com"], eventName: ["UpdateClusterConfig"] }),
    detail({ eventType: ["AwsApiCall"], awsRegion: ["eu-west-1"], readOnly: [false], managementEvent: [true] }),
    { version: ["0"], account: ["111122223333"], region: [{ prefix: "eu-" }] },
    { source: [{ prefix: "aws." }] },
    { source: [{ prefix: { "equals-ignore-case": "AWS." } }] },
    { source: [{ suffix: "eks" }] },
    { source: [{ suffix: { "equals-ignore-case": "EKS" } }] },
    { source: [{ "equals-ignore-case": "AWS.EKS" }] },
    { source: [{ wildcard: "aws.*" }] },
    { source: [{ wildcard: "*" }] },
    detail({ eventName: [{ wildcard: "Update*Con*" }] }),
    { source: [{ "anything-but": "aws.ec2" }] },
    { source: [{ "anything-but": ["aws.ec2", "aws.s3"] }] },
    { source: [{ "anything-but": { prefix: "aws.e" } }, "aws.eks"] },
    { source: [{ "anything-but": { suffix: ["s3", "ec2"] } }] },
    { source: [{ "anything-but": { "equals-ignore-case": ["AWS.EC2"] } }] },
    { source: [{ "anything-but": { wildcard: "*ec2*" } }] },
    { source: [{ exists: true }] },
    detail({ errorCode: [{ exists: false }], readOnly: [{ exists: true }] }),
    { $or: [{ source: ["aws.ec2"] }, detail({ eventName: ["UpdateClusterConfig"] })] },
    detail({ $or: [{ eventName: ["X"] }, { $or: [{ eventName: ["Y"] }, { readOnly: [false] }] }] }),
    asked({ name: ["alpha"] }),
    asked({ trailName: ["arn:main", "main"] }),
    asked({ trailName: [{ suffix: "main" }] }),
    { $or: [{ source: ["aws.eks"] }, detail({ userIdentity: { type: ["Root"] } })] },
  ])("takes all: %j", (pattern) => {
    expect(takes(pattern)).toBe("all");
  });
});

describe("a pattern that no such call fits", () => {
  it.each([
    { source: ["aws.ec2"] },
    { source: ["AWS.EKS"] },
    { source: ["eks.amazonaws.com"] },
    { "detail-type": ["AWS Console Sign In via CloudTrail"] },
    { region: [{ prefix: "us-" }], source: ["aws.eks"] },
    detail({ eventName: ["CreateCluster", { prefix: "Delete" }, { suffix: "Version" }, { wildcard: "Tag*" }] }),
    detail({ eventName: [{ wildcard: "Update" }] }),
    detail({ eventName: [{ wildcard: "UpdateClusterConfig*UpdateClusterConfig" }] }),
    detail({ eventName: [{ wildcard: "\\*" }] }),
    { source: [{ "anything-but": ["aws.eks"] }] },
    { source: [{ "anything-but": { prefix: "aws." } }] },
    { source: [{ exists: false }] },
    { version: [0, null, true, { numeric: ["=", 0] }] },
    { account: [{ cidr: "10.0.0.0/8" }] },
    detail({ readOnly: [true, "false"] }),
    detail({ errorCode: ["AccessDenied", { prefix: "Access" }] }),
    detail({ errorCode: [{ exists: true }] }),
    { source: ["aws.ec2"], detail: { userIdentity: { type: ["Root"] } } },
    { source: ["aws.ec2"], detail: { eventName: [{ fuzzy: "x" }] } },
    { $or: [{ source: ["aws.ec2"] }, { account: ["999988887777"] }] },
    asked({ name: ["beta"] }),
  ])("takes none: %j", (pattern) => {
    expect(takes(pattern)).toBe("none");
  });
});

describe("a pattern that depends on more than the call", () => {
  it.each([
    detail({ userIdentity: { type: ["Root"] } }),
    detail({ userIdentity: { sessionContext: { sessionIssuer: { userName: [{ prefix: "admin" }] } } } }),
    detail({ userIdentity: { type: [{ "anything-but": "AWSService" }] } }),
    detail({ userIdentity: { arn: [{ "anything-but": { wildcard: "*terraform*" } }] } }),
    detail({ sourceIPAddress: [{ cidr: "10.0.0.0/8" }] }),
    detail({ sourceIPAddress: ["192.0.2.1"], userAgent: ["x"] }),
    detail({ userIdentity: { type: [{ exists: true }] }, sourceIPAddress: ["192.0.2.1"] }),
    detail({ userIdentity: { accountId: [{ "equals-ignore-case": "x" }, { numeric: [">", 0, "<", 9] }] } }),
    { id: ["x"], source: ["aws.eks"] },
    asked({ resourcesVpcConfig: { endpointPublicAccess: [true] } }),
    asked({ trailName: ["main"] }),
    { eventName: ["UpdateClusterConfig"] },
  ])("does not take all: %j", (pattern) => {
    expect(takes(pattern)).toBe("not all");
  });

  it.each([
    detail({ userIdentity: { type: [{ exists: true }] } }),
    detail({ userIdentity: { invokedBy: [{ exists: false }] } }),
    detail({ userAgent: [{ prefix: "" }] }),
    detail({ userAgent: [{ wildcard: "*" }] }),
    detail({ sourceIPAddress: [{ cidr: "0.0.0.0/0" }] }),
    detail({ userIdentity: { type: ["Root", { "anything-but": "Root" }] } }),
    detail({ additionalEventData: { x: [true, false] } }),
    {
      $or: [
        detail({ userIdentity: { type: ["Root"] } }),
        detail({ userIdentity: { type: [{ "anything-but": "Root" }] } }),
      ],
    },
    asked({ logging: { clusterLogging: { enabled: [false] } } }),
    detail({ recipientAccountId: ["111122223333"] }),
    { resources: [{ exists: false }] },
  ])("cannot be told when it may be a way to write anything: %j", (pattern) => {
    expect(takes(pattern)).toBe("?");
  });
});

describe("a pattern that is not understood", () => {
  it.each([
    "",
    "x",
    "[]",
    "null",
    "{}",
    '{"source":"aws.eks"}',
    '{"source":[]}',
    '{"detail":{}}',
    '{"source":[["aws.eks"]]}',
    '{"source":[{}]}',
    '{"source":["aws.eks",{"prefix":"a","suffix":"s"}],"account":[{"prefix":"a","suffix":"s"}]}',
    '{"source":["aws.ec2"],"source":["aws.eks"]}',
    '{"detail":{"eventName":["X"]},"source":["aws.eks"],"detail":{"eventType":["AwsApiCall"]}}',
    '{"detail.eventName":["UpdateClusterConfig"]}',
    '{"source":[{"prefix":1}]}',
    '{"source":[{"prefix":{"equals-ignore-case":1}}]}',
    '{"source":[{"equals-ignore-case":["aws.eks"]}]}',
    '{"source":[{"wildcard":"a**"}]}',
    '{"source":[{"wildcard":"a\\\\x"}]}',
    '{"source":[{"anything-but":["a",1]}]}',
    '{"source":[{"anything-but":[1]}]}',
    '{"source":[{"anything-but":{"wildcard":"**"}}]}',
    '{"source":[{"anything-but":{"numeric":["=",1]}}]}',
    '{"source":[{"numeric":["~",1]}]}',
    '{"source":[{"cidr":"everything"}]}',
    '{"source":[{"exists":"true"}]}',
    '{"source":[{"toString":"x"}]}',
    '{"source":[{"equals-ignore-case":"aws.e\u212as"}]}',
    '{"$or":[{"source":["aws.eks"]}]}',
    '{"$or":{"source":["aws.eks"]}}',
    '{"$or":[{"prefix":["aws.eks"]},{"source":["aws.eks"]}]}',
    '{"detail":{"errorCode":[{"anything-but":"AccessDenied"}]}}',
    '{"detail":{"readOnly":[{"anything-but":"true"}]}}',
    `${'{"a":'.repeat(60)}["x"]${"}".repeat(60)}`,
    `{"source":["aws.eks"],"detail":{"x":["${"x".repeat(9000)}"]}}`,
  ])("is left open: %s", (pattern) => {
    expect(takes(pattern)).toBe("?");
  });
});

/** An independent reading of the documentation, for one event and the patterns that are made below. */
function fits(pattern: unknown, event: unknown): boolean {
  return Object.entries(pattern as object).every(([name, part]: [string, unknown]) => {
    if (name === "$or") return (part as unknown[]).some((one) => fits(one, event));
    const value = (event as { [name: string]: unknown } | undefined)?.[name];
    return Array.isArray(part) ? part.some((test) => passes(test, value)) : fits(part, value);
  });
}

function passes(test: unknown, value: unknown): boolean {
  if (typeof test !== "object" || test === null) return value === test;
  const [operator, operand] = Object.entries(test)[0] as [string, unknown];
  if (operator === "exists") return (value !== undefined) === operand;
  if (typeof value !== "string") return false;
  switch (operator) {
    case "prefix":
      return value.startsWith(operand as string);
    case "suffix":
      return value.endsWith(operand as string);
    case "equals-ignore-case":
      return value.toLowerCase() === (operand as string).toLowerCase();
    case "wildcard":
      return new RegExp(`^${(operand as string).replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(value);
    default:
      return !(operand as string[]).includes(value);
  }
}

const WORDS = ["aws.eks", "aws.", "eks", "UpdateClusterConfig", "Update", "Config", "Root", "IAMUser", "", "x"];
const word = fc.constantFrom(...WORDS);
const test = fc.oneof(
  word,
  fc.boolean(),
  fc.constantFrom("prefix", "suffix", "equals-ignore-case").chain((name) => word.map((text) => ({ [name]: text }))),
  fc.constantFrom("*", "aws.*", "*s", "U*C*g", "*.eks*").map((text) => ({ wildcard: text })),
  fc.array(word, { minLength: 1, maxLength: 2 }).map((list) => ({ "anything-but": list })),
  fc.boolean().map((exists) => ({ exists })),
);
const tests = fc.array(test, { minLength: 1, maxLength: 3 });
const leaf = fc
  .constantFrom("eventName", "eventSource", "readOnly", "errorCode", "userAgent")
  .chain((name) => tests.map((list) => ({ [name]: list })));
const inner = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf).map(([a, b]) => ({ $or: [a, b] })),
  fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
  tests.map((list) => ({ userIdentity: { type: list } })),
);
const pattern = fc.oneof(
  inner.map((one) => ({ detail: one })),
  fc.tuple(tests, inner).map(([source, one]) => ({ source, detail: one })),
  fc.tuple(tests, inner).map(([source, one]) => ({ $or: [{ source }, { detail: one }] })),
);
const event = fc.record({ type: word, userAgent: fc.option(word, { nil: undefined }) }).map(({ type, userAgent }) => ({
  source: "aws.eks",
  detail: {
    eventName: "UpdateClusterConfig",
    eventSource: "eks.amazonaws.com",
    readOnly: false,
    ...(userAgent === undefined ? {} : { userAgent }),
    userIdentity: { type },
  },
}));

it("never says all or none of what a single call contradicts", () => {
  fc.assert(
    fc.property(pattern, event, (one, call) => {
      const verdict = takes(one);
      if (verdict === "all") expect(fits(one, call)).toBe(true);
      if (verdict === "none") expect(fits(one, call)).toBe(false);
    }),
    { numRuns: 5000, seed: 20261125 },
  );
});

it("says of no pattern that it leaves something out when it takes whatever can be tried", () => {
  const calls = WORDS.flatMap((type) => [undefined, ...WORDS].map((userAgent) => ({ type, userAgent })));
  fc.assert(
    fc.property(pattern, (one) => {
      if (takes(one) !== "not all") return;
      const fitting = calls.filter(({ type, userAgent }) =>
        fits(one, {
          source: "aws.eks",
          detail: {
            eventName: "UpdateClusterConfig",
            eventSource: "eks.amazonaws.com",
            readOnly: false,
            ...(userAgent === undefined ? {} : { userAgent }),
            userIdentity: { type },
          },
        }),
      );
      expect(fitting.length).toBeLessThan(calls.length);
    }),
    { numRuns: 2000, seed: 20261125 },
  );
});

it("never throws and never takes long, whatever the pattern is", () => {
  const json = fc.oneof(
    fc.json(),
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify({ source: value, $or: value })),
  );
  fc.assert(
    fc.property(json, (text) => void takes(text)),
    { seed: 20261125 },
  );
  const started = performance.now();
  takes({ source: [{ wildcard: "a*".repeat(1000) }] }, { ...CALL, source: `${"a".repeat(2000)}.com` });
  takes('{"a":['.repeat(1300));
  takes(`{"a":${"[".repeat(4000)}1${"]".repeat(4000)}}`);
  takes(`${'{"a":'.repeat(1300)}["x"]${"}".repeat(1300)}`);
  takes(`{"a":["${'\\"'.repeat(4000)}`);
  expect(performance.now() - started).toBeLessThan(500);
});
