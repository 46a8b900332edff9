import { describe, expect, it } from "vitest";
import type { Answer } from "../../../providers/contract.ts";
import { clusterFacts } from "../../../providers/eks/fact-schema.ts";
import { clusterRecord, mayAudit, utc, type Deep } from "../../../providers/eks/facts.ts";
import { unknown } from "../../../src/model/fact.ts";
import { describeClusterAnswer, type ClusterAnswer } from "../../../providers/eks/schema.ts";

const OPEN = unknown({ call: "not asked", on: "here", reason: "it is not what is tried here" });
const DEEP: Deep = {
  facts: {
    newestAudit: OPEN,
    subscriptions: OPEN,
    accountSubscriptions: OPEN,
    centralization: OPEN,
    securityLake: OPEN,
    detectors: OPEN,
    cloudTrails: OPEN,
    versions: OPEN,
  },
  resources: [],
};
const SITE = { partition: "aws", account: "111122223333", region: "eu-west-1" };

function answer(fields: object): Answer<ClusterAnswer> {
  const { cluster } = describeClusterAnswer.parse({ cluster: { name: "pay", status: "ACTIVE", ...fields } });
  return { ok: true, value: cluster, evidence: "e1" };
}

const record = (fields: object): ReturnType<typeof clusterRecord> => clusterRecord(SITE, "pay", answer(fields), DEEP);
const logging = (...clusterLogging: object[]): object => ({ logging: { clusterLogging } });

describe("log types", () => {
  it.each([
    ["one entry that is on", logging({ types: ["audit"], enabled: true }), ["audit"]],
    [
      "the second of two entries",
      logging({ types: ["api"], enabled: false }, { types: ["audit"], enabled: true }),
      ["audit"],
    ],
    [
      "several entries that are on",
      logging({ types: ["audit"], enabled: true }, { types: ["api", "audit"], enabled: true }),
      ["api", "audit"],
    ],
    ["audit in an entry that is off", logging({ types: ["audit"], enabled: false }), []],
    ["no entry", logging(), []],
  ])("are the union of what is on: %s", (_case, fields, types) => {
    expect(record(fields).facts["logTypes"]).toEqual({
      state: "known",
      value: types,
      basis: "observed",
      evidence: ["e1"],
    });
  });

  it.each([
    ["logging is absent", {}],
    ["logging is null", { logging: null }],
    ["the list is absent", { logging: {} }],
    ["an entry does not say whether it is on", logging({ types: ["audit"] })],
    ["an entry has no types", logging({ enabled: true })],
  ])("are unknown when %s", (_case, fields) => {
    expect(record(fields).facts["logTypes"]).toMatchObject({
      state: "unknown",
      gaps: [{ call: "eks:DescribeCluster" }],
    });
    expect(mayAudit(answer(fields))).toBe(false);
  });
});

describe("flavour", () => {
  const on = { enabled: true };
  const auto = {
    computeConfig: on,
    storageConfig: { blockStorage: on },
    kubernetesNetworkConfig: { elasticLoadBalancing: on },
  };
  it.each([
    ["standard", {}],
    ["auto", auto],
    ["standard", { ...auto, computeConfig: { enabled: false } }],
    ["standard", { ...auto, storageConfig: {} }],
    ["outposts-local", { outpostConfig: { outpostArns: [] } }],
    ["connected", { connectorConfig: { provider: "EKS_ANYWHERE", activationCode: "SECRET" } }],
    ["connected", { status: "PENDING" }],
  ])("is %s", (flavour, fields) => {
    expect(record(fields).flavour).toBe(flavour);
  });

  it("of a connected cluster leaves nothing to judge, and no activation code", () => {
    const connected = record({
      connectorConfig: { provider: "RANCHER", activationCode: "SECRET", activationId: "id" },
      ...logging({ types: ["audit"], enabled: true }),
    });
    expect(connected).toMatchObject({
      state: "connected",
      resources: [],
      facts: { logTypes: { state: "not-applicable" }, connectedTo: { value: "RANCHER" } },
    });
    expect(JSON.stringify(connected)).not.toContain("SECRET");
  });
});

it.each([
  ["CREATING", "creating"],
  ["ACTIVE", "running"],
  ["UPDATING", "updating"],
  ["DELETING", "deleting"],
  ["FAILED", "failed"],
  ["PENDING", "connected"],
  ["SLEEPING", "unknown"],
  [null, "unknown"],
])("the status %s means %s", (status, state) => {
  expect(record({ status }).state).toBe(state);
});

it("leaves a missing authentication mode unknown", () => {
  expect(record({}).facts["authenticationMode"]?.state).toBe("unknown");
  expect(record({ accessConfig: {} }).facts["authenticationMode"]?.state).toBe("unknown");
  expect(record({ accessConfig: { authenticationMode: "API" } }).facts["authenticationMode"]).toMatchObject({
    value: "API",
  });
});

it("gives facts that fit their schema, however the call ended", () => {
  const gap = { call: "eks:DescribeCluster", on: "111122223333", reason: "denied" };
  const failed: Answer<ClusterAnswer> = { ok: false, outcome: "denied", gap, evidence: "e1" };
  for (const { facts } of [record({}), record({ status: "PENDING" }), clusterRecord(SITE, "pay", failed, DEEP)]) {
    expect(clusterFacts.parse(facts)).toEqual(facts);
  }
});

it("writes times in UTC and whole seconds, and no time as null", () => {
  expect(utc(1_700_000_000.987)).toBe("2023-11-14T22:13:20Z");
  expect(utc("2023-11-14T23:13:20+01:00")).toBe("2023-11-14T22:13:20Z");
  expect([utc(null), utc(undefined), utc(1e300)]).toEqual([null, null, null]);
});
