import { describe, expect, it } from "vitest";
import type { LakeFacts } from "../../../providers/eks/deep-fact-schema.ts";
import { lakeCopies } from "../../../providers/eks/lake/copies.ts";
import { lakeIn, lakeRecord } from "../../../providers/eks/lake/facts.ts";
import * as schema from "../../../providers/eks/lake/schema.ts";
import type { LakeView } from "../../../providers/eks/lake/view.ts";
import { known, notApplicable } from "../../../src/model/fact.ts";
import { cluster, refused } from "../../support/trails.ts";
import { ARCHIVE } from "./everything.ts";
import { ACCOUNT, REGION } from "./sweep-of.ts";

const SITE = { partition: "aws", account: ACCOUNT, region: REGION };
const LAKE = {
  dataLakeArn: `arn:aws:securitylake:${REGION}:${ARCHIVE}:data-lake/default`,
  region: REGION,
  createStatus: "COMPLETED",
};
const SOURCE = { account: ACCOUNT, region: REGION, sources: [{ awsLogSource: { sourceName: "EKS_AUDIT" } }] };

function view(lakes: object[], sources: object[] = [SOURCE]): LakeView {
  const parsed = schema.listLogSourcesAnswer.parse({ sources }).sources.map((value) => ({ value, evidence: "page" }));
  return {
    account: ARCHIVE,
    lakes: schema.listDataLakesAnswer.parse({ dataLakes: lakes }).dataLakes,
    sources: Map.groupBy(parsed, ({ value }) => value.account),
    statuses: new Map([[REGION, known(new Map([[ACCOUNT, ["COLLECTING"]]]), ["status"])]]),
    evidence: ["lakes"],
    sourceEvidence: ["page", "other page"],
  };
}

function copiesOf(facts: Partial<LakeFacts> | undefined) {
  const whole: LakeFacts = {
    lakes: known([{ arn: LAKE.dataLakeArn, owner: ARCHIVE, created: "COMPLETED", updated: null, days: 365 }], ["l"]),
    versions: known(["2.0"], ["v"]),
    statuses: known(["COLLECTING"], ["s"]),
    ...facts,
  };
  const record = lakeRecord(SITE, whole);
  return lakeCopies(known(record.id), cluster("eks", { scope: ACCOUNT, location: REGION }), () =>
    facts === undefined ? undefined : record,
  );
}

describe("what a lake says", () => {
  it("is a copy with the evidence of each of its conditions", () => {
    expect(copiesOf({})).toEqual([
      {
        name: `Security Lake in ${REGION}`,
        scope: ARCHIVE,
        streams: ["audit"],
        collects: known(true, ["v", "l", "s"], "documented"),
        foreign: known(true, ["l"]),
        days: 365,
      },
    ]);
  });

  it("is no where one condition is not met, whatever the others are", () => {
    const unread = refused("securitylake:GetDataLakeSources");
    expect(copiesOf({ versions: known(["1.0"]), statuses: unread })).toMatchObject([{ collects: { value: false } }]);
    expect(copiesOf({ versions: known(["1.0", "2.0"]) })).toMatchObject([{ collects: { value: true } }]);
  });

  it("is open where a condition is not known, with every gap", () => {
    const [versions, statuses] = [refused("securitylake:ListLogSources"), refused("securitylake:GetDataLakeSources")];
    expect(copiesOf({ versions, statuses })).toMatchObject([
      { collects: { state: "unknown", gaps: [...versions.gaps, ...statuses.gaps] } },
    ]);
    expect(copiesOf({ versions: notApplicable("nonsense") })).toMatchObject([{ collects: { state: "unknown" } }]);
    expect(copiesOf(undefined)).toMatchObject([{ collects: { state: "unknown" }, foreign: { state: "unknown" } }]);
  });
});

describe("answers that make no sense", () => {
  it.each([`arn:aws:securitylake:${REGION}:${ACCOUNT}:data-lake/default`, "somewhere"])(
    "leave it open whose the lake is: %s",
    (dataLakeArn) => {
      const facts = lakeIn(view([{ ...LAKE, dataLakeArn }]), SITE);
      expect(copiesOf(facts)).toMatchObject([{ scope: "?", foreign: { state: "unknown" } }]);
    },
  );

  it.each([
    ["an account", { ...SOURCE, account: "../../root" }],
    ["a region", { ...SOURCE, region: "eu-west-1.example.org" }],
    ["a source", { ...SOURCE, sources: [{ awsLogSource: { sourceVersion: "2.0" } }] }],
  ])("are not read: %s", (_, source) => {
    expect(schema.listLogSourcesAnswer.safeParse({ sources: [SOURCE] }).success).toBe(true);
    expect(schema.listLogSourcesAnswer.safeParse({ sources: [source] }).success).toBe(false);
  });

  it("do not lead into anything but an account, or to a host of another name", () => {
    const delegates = (Id: string) => schema.listDelegatedAnswer.safeParse({ DelegatedAdministrators: [{ Id }] });
    expect([delegates(ARCHIVE).success, delegates("1:role/x").success]).toEqual([true, false]);
    const lakes = (region: string) => schema.listDataLakesAnswer.safeParse({ dataLakes: [{ ...LAKE, region }] });
    expect([lakes(REGION).success, lakes("evil.example/#").success]).toEqual([true, false]);
  });
});

it.each([
  [{ awsLogSource: { sourceName: "EKS_AUDIT", sourceVersion: "2.0" } }, ["2.0"]],
  [{ awsLogSource: { sourceName: "WAF", sourceVersion: "2.0" } }, []],
  [{ customLogSource: { sourceName: "mine" } }, []],
  [{ newKindOfSource: {} }, [null]],
])("takes for a version of the source of audit events no more than is said: %j", (source, versions) => {
  const facts = lakeIn(view([LAKE], [{ ...SOURCE, sources: [source] }]), SITE);
  expect(facts).toMatchObject({ versions: { value: versions } });
});

it("keeps of what is seen only what concerns the account and the region", () => {
  const elsewhere = { ...LAKE, region: "us-east-1", dataLakeArn: "arn:aws:securitylake:us-east-1:1:data-lake/default" };
  const facts = lakeIn(view([elsewhere, LAKE], [{ ...SOURCE, account: "777788889999" }, SOURCE]), SITE);
  expect(facts).toMatchObject({
    lakes: { value: [{ arn: LAKE.dataLakeArn }], evidence: ["lakes"] },
    versions: { value: [null], evidence: ["page"] },
    statuses: { value: ["COLLECTING"], evidence: ["status"] },
  });
  expect(JSON.stringify(facts)).not.toContain("7777");
  expect(lakeIn(view([LAKE], []), SITE)).toBeUndefined();
});
