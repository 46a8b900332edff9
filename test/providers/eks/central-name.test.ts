import { describe, expect, it } from "vitest";
import { centralGroup } from "../../../providers/eks/copies/central-name.ts";
import type { CentralizationRule } from "../../../providers/eks/deep-fact-schema.ts";
import { getRuleAnswer } from "../../../providers/eks/deep-schema.ts";
import { ARCHIVE } from "./everything.ts";
import { ACCOUNT, REGION } from "./sweep-of.ts";

const RULE: CentralizationRule = {
  name: "all",
  arn: "arn:aws:observabilityadmin:us-east-1:111122223333:organization-centralization-rule/all",
  health: "Healthy",
  regions: [REGION],
  scope: null,
  logGroups: null,
  dataSources: null,
  encrypted: null,
  destinationAccount: ARCHIVE,
  destinationRegion: "eu-central-1",
};
const SOURCE = { partition: "aws", account: ACCOUNT, region: REGION };
const GROUP = "/aws/eks/alpha/cluster";

function named(namePattern: string | null, group = GROUP) {
  return centralGroup({ ...RULE, namePattern }, SOURCE, group);
}

describe("the log group that a centralization rule fills", () => {
  it.each([
    [null, GROUP, "/aws/eks/"],
    ["${source.logGroup}", GROUP, "/aws/eks/"],
    [
      "all/${source.accountId}/${source.region}${source.logGroup}",
      `all/${ACCOUNT}/${REGION}${GROUP}`,
      `all/${ACCOUNT}/${REGION}/aws/eks/`,
    ],
    ["${source.logGroup}-${source.accountId}", `${GROUP}-${ACCOUNT}`, "/aws/eks/"],
    ["one-for-all", "one-for-all", "one-for-all"],
    ["of/${source.region}", `of/${REGION}`, `of/${REGION}`],
  ])("by the pattern %s is %s", (pattern, name, prefix) => {
    const site = { partition: "aws", account: ARCHIVE, region: "eu-central-1" };
    const id = `arn:aws:logs:eu-central-1:${ARCHIVE}:log-group:${name}`;
    expect(named(pattern)).toEqual({ id, site, name, prefix });
  });

  it.each([
    "${source.org.id}${source.logGroup}",
    "${source.org.path}",
    "${source.loggroup}",
    "${source.accountId",
    "$source.accountId",
    "${}",
    "a b",
    "x".repeat(513),
  ])("is not told by the pattern %s", (pattern) => {
    expect(named(pattern)).toBeUndefined();
  });

  it("takes the name of its source for nothing but a name", () => {
    expect(named("all${source.logGroup}", "/aws/eks/${source.accountId}/cluster")).toBeUndefined();
  });

  it("has to have a pattern where the rule says that it has one", () => {
    const answer = (names: unknown) =>
      getRuleAnswer.safeParse({
        CentralizationRule: {
          Source: { Regions: [] },
          Destination: { Region: REGION, DestinationLogsConfiguration: { LogGroupNameConfiguration: names } },
        },
      }).success;
    expect([undefined, { LogGroupNamePattern: "x" }].map(answer)).toEqual([true, true]);
    expect([{}, { LogGroupNamePattern: "" }, "x"].map(answer)).toEqual([false, false, false]);
  });

  it("is not told where the rule names no account, an odd place, or was not read as far", () => {
    const { namePattern: _, ...older } = { ...RULE, namePattern: null };
    expect(centralGroup(older, SOURCE, GROUP)).toBeUndefined();
    for (const odd of [{ destinationAccount: null }, { destinationAccount: "x" }, { destinationRegion: "eu.evil" }]) {
      expect(centralGroup({ ...RULE, namePattern: null, ...odd }, SOURCE, GROUP)).toBeUndefined();
    }
  });
});
