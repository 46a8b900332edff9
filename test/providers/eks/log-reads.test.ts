import { describe, expect, it } from "vitest";
import type { AwsLandscape } from "../../../src/simulator/aws/landscape.ts";
import type { FaultKind } from "../../../src/simulator/cloud.ts";
import type { Json } from "../../../src/model/json.ts";
import type { Trail } from "../../../src/model/trail.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0f0e0d0c-0000-4000-8000-000000000001`;
const BROKEN: readonly FaultKind[] = ["html", "empty-object", "cut"];
const MAIL = "arn:aws:dataprotection::aws:data-identifier/EmailAddress";
const CARD = "arn:aws:dataprotection::aws:data-identifier/CreditCardNumber";

async function trailOf(landscape: AwsLandscape, operation = "", kind?: FaultKind): Promise<Trail> {
  const knobs = kind === undefined ? {} : { faults: [{ operation, kind }] };
  return (await sweepOf(landscape, { knobs })).trail("alpha");
}

function withKey(keys: readonly { arn: string; state?: string }[]): AwsLandscape {
  return regionWith({ ...alpha({}, { kmsKeyId: KEY }), keys });
}

describe("kms:DescribeKey", () => {
  it.each([
    ["Enabled", true],
    ["Updating", true],
    ["Disabled", false],
    ["PendingDeletion", false],
    ["Unavailable", false],
  ])("reads a key that is %s", async (state, readable) => {
    const trail = await trailOf(withKey([{ arn: KEY, state }]));
    expect(trail.stores[0]?.readable).toMatchObject({ state: "known", value: readable });
  });

  it("does not know what a new state means", async () => {
    expect((await trailOf(withKey([{ arn: KEY, state: "Sleeping" }]))).stores[0]?.readable.state).toBe("unknown");
  });

  it("takes a key that does not exist any more for unreadable", async () => {
    expect((await trailOf(withKey([]))).stores[0]?.readable).toMatchObject({ value: false, basis: "inferred" });
  });

  it.each(["denied", ...BROKEN] as const)("does not know when the answer is %s", async (kind) => {
    const trail = await trailOf(withKey([{ arn: KEY }]), "kms:DescribeKey", kind);
    expect(trail.stores[0]?.readable.state).toBe("unknown");
    expect(trail.stores[0]).toMatchObject({ state: { value: "live" }, totalDays: { value: 365 } });
  });

  it("does not know a key of another account that it may not describe", async () => {
    const foreign = `arn:aws:kms:${REGION}:999988887777:key/k`;
    const swept = await sweepOf(regionWith(alpha({}, { kmsKeyId: foreign })));
    expect(swept.group("alpha").facts["keyState"]).toMatchObject({
      state: "unknown",
      gaps: [{ permission: "kms:DescribeKey", reason: expect.stringContaining("resource-based policy") as string }],
    });
  });
});

/** The group shows the policy's days as its own. */
function withPolicy(document: Json, name = "keep", shown = 400): AwsLandscape {
  return regionWith({
    ...alpha({}, { retentionInDays: shown, retentionPolicyName: "keep" }),
    accountPolicies: [{ name, type: "RETENTION_POLICY", document }],
  });
}

async function daysOf(landscape: AwsLandscape, kind?: FaultKind): Promise<unknown> {
  return (await trailOf(landscape, "logs:DescribeAccountPolicies", kind)).stores[0]?.totalDays;
}

describe("retention that the account decides", () => {
  it("is the policy's, as the group shows it", async () => {
    expect(await daysOf(withPolicy({ retentionInDays: 400 }))).toMatchObject({ state: "known", value: 400 });
    const group = { name: "/aws/eks/alpha/cluster", retentionPolicyName: "keep" };
    const document = { retentionInDays: "NEVER_EXPIRE" };
    const accountPolicies = [{ name: "keep", type: "RETENTION_POLICY", document }];
    const forEver = regionWith({ ...alpha(), logGroups: [group], accountPolicies });
    expect(await daysOf(forEver)).toMatchObject({ state: "known", value: null });
  });

  it("is unknown while the group shows other days than the policy", async () => {
    expect(await daysOf(withPolicy({ retentionInDays: 400 }, "keep", 30))).toMatchObject({ state: "unknown" });
    expect(await daysOf(withPolicy({ retentionInDays: 30 }, "keep", 400))).toMatchObject({ state: "unknown" });
    expect(await daysOf(withPolicy({ retentionInDays: "NEVER_EXPIRE" }, "keep", 30))).toMatchObject({
      state: "unknown",
    });
  });

  it("is found on a later page", async () => {
    const other = { name: "other", type: "RETENTION_POLICY", document: { retentionInDays: 1 } };
    const [keep] = withPolicy({ retentionInDays: 400 }).accounts[0]?.regions[0]?.accountPolicies ?? [];
    const region = {
      ...alpha({}, { retentionInDays: 400, retentionPolicyName: "keep" }),
      accountPolicies: [other, ...(keep ? [keep] : [])],
    };
    const swept = await sweepOf(regionWith(region), { knobs: { pageSize: 1 } });
    expect(swept.trail("alpha").stores[0]?.totalDays).toMatchObject({ value: 400 });
  });

  it("is unknown when the policy cannot be read", async () => {
    const denied = await daysOf(withPolicy({ retentionInDays: 400 }), "denied");
    expect(denied).toMatchObject({ state: "unknown", gaps: [{ permission: "logs:DescribeAccountPolicies" }] });
    for (const kind of BROKEN) {
      expect(await daysOf(withPolicy({ retentionInDays: 400 }), kind)).toMatchObject({ state: "unknown" });
    }
  });

  it("is unknown when the policy makes no sense or is not there", async () => {
    expect(await daysOf(withPolicy({ retentionInDays: "long" }))).toMatchObject({ state: "unknown" });
    expect(await daysOf(withPolicy([]))).toMatchObject({ state: "unknown" });
    expect(await daysOf(withPolicy({ retentionInDays: 400 }, "another"))).toMatchObject({ state: "unknown" });
  });
});

function masks(...identifiers: string[]): Json {
  return {
    Statement: [
      { DataIdentifier: identifiers, Operation: { Audit: { FindingsDestination: {} } } },
      { DataIdentifier: identifiers, Operation: { Deidentify: { MaskConfig: {} } } },
    ],
  };
}

function maskedGroup(policy?: Json): AwsLandscape {
  const own = policy === undefined ? {} : { dataProtectionPolicy: policy };
  return regionWith(alpha({}, { dataProtectionStatus: "ACTIVATED", ...own }));
}

function maskedAccount(policy?: Json): AwsLandscape {
  const policies = policy === undefined ? [] : [{ name: "mask", type: "DATA_PROTECTION_POLICY", document: policy }];
  return regionWith({ ...alpha({}, { inheritedProperties: ["ACCOUNT_DATA_PROTECTION"] }), accountPolicies: policies });
}

describe("masking", () => {
  it("is known from the group's policy", async () => {
    expect((await trailOf(maskedGroup(masks(MAIL)))).rewriting).toMatchObject({ value: "masks" });
    expect((await trailOf(maskedGroup(masks(CARD)))).rewriting).toMatchObject({ value: "none" });
    const onlyAudits = { Statement: [{ DataIdentifier: [MAIL], Operation: { Audit: { FindingsDestination: {} } } }] };
    expect((await trailOf(maskedGroup(onlyAudits))).rewriting).toMatchObject({ value: "none" });
  });

  it("is known from the account's policy where the group inherits it", async () => {
    expect((await trailOf(maskedAccount(masks(MAIL)))).rewriting).toMatchObject({ value: "masks" });
    expect((await trailOf(maskedAccount())).rewriting).toMatchObject({ state: "unknown" });
  });

  it("is none, without a call, when the group's policy is switched off", async () => {
    const swept = await sweepOf(regionWith(alpha({}, { dataProtectionStatus: "DISABLED" })));
    expect(swept.trail("alpha").rewriting).toMatchObject({ value: "none" });
    expect(swept.calls.some(({ operation }) => operation === "logs:GetDataProtectionPolicy")).toBe(false);
  });

  it("is unknown when it cannot be read or is made of custom identifiers", async () => {
    expect((await trailOf(maskedGroup(masks("EmployeeId")))).rewriting.state).toBe("unknown");
    expect((await trailOf(maskedGroup())).rewriting.state).toBe("unknown");
    for (const kind of ["denied", "not-found", ...BROKEN] as const) {
      const trail = await trailOf(maskedGroup(masks(CARD)), "logs:GetDataProtectionPolicy", kind);
      expect(trail.rewriting.state).toBe("unknown");
      expect(trail.stores[0]?.totalDays).toMatchObject({ value: 365 });
    }
  });
});

describe("telemetry pipelines", () => {
  const unreadAt = (name: string) => {
    const on = expect.stringContaining(`pipeline ${name} of arn:`) as string;
    return { value: { unread: [{ call: "observabilityadmin:GetTelemetryPipeline", on }] } };
  };

  it("rewrite when one is active on CloudWatch Logs", async () => {
    const dataSources = [{ name: "amazon_eks", type: "audit" }];
    const pipelines = [{ name: "p", sources: ["cloudwatch_logs"], dataSources }];
    expect((await trailOf(regionWith({ ...alpha(), pipelines }))).rewriting).toMatchObject(unreadAt("p"));
  });

  it("are read page by page over a signed request", async () => {
    const other = { sources: ["s3"] };
    const pipelines = [
      { name: "a", ...other },
      { name: "b", ...other },
      { name: "c", sources: ["cloudwatch_logs"] },
    ];
    const swept = await sweepOf(regionWith({ ...alpha(), pipelines }), { knobs: { pageSize: 1 } });
    expect(swept.trail("alpha").rewriting).toMatchObject(unreadAt("c"));
    const calls = swept.calls.filter(({ operation }) => operation.endsWith("ListTelemetryPipelines"));
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it.each(["denied", "not-found", ...BROKEN] as const)("leave only rewriting unknown when %s", async (kind) => {
    const trail = await trailOf(regionWith(alpha()), "observabilityadmin:*", kind);
    expect(trail.rewriting.state).toBe("unknown");
    expect(trail.streams[0]?.on).toMatchObject({ value: true });
    const store = { state: { value: "live" }, totalDays: { value: 365 }, readable: { value: true } };
    expect(trail.stores[0]).toMatchObject(store);
  });

  it("do not matter where no cluster audits", async () => {
    const swept = await sweepOf(regionWith(alpha({ logTypes: ["api"] })));
    expect(swept.trail("alpha").rewriting.state).toBe("not-applicable");
  });
});
