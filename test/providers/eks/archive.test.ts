import { describe, expect, it } from "vitest";
import { known } from "../../../src/model/fact.ts";
import type { Lock, Store, Trail } from "../../../src/model/trail.ts";
import { firehoseRecord } from "../../../providers/eks/archive/facts.ts";
import { deepResourceFacts } from "../../../providers/eks/deep-fact-schema.ts";
import { daysKept } from "../../../providers/eks/archive/lifecycle.ts";
import { bucketAccessList, describeDeliveryStreamAnswer } from "../../../providers/eks/deep-schema.ts";
import type { AwsBucket, AwsPublicAccessBlock } from "../../../src/simulator/aws/deep-landscape.ts";
import type { AwsAccount, AwsLandscape, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import { ARCHIVE, destinationArn, firehoseArn, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION, sweepOf, type Swept } from "./sweep-of.ts";

/** A delivery stream of the cluster's account that fills a bucket of some account and region. */
function filling(
  bucket: Partial<AwsBucket>,
  owner: string,
  region = REGION,
  more: Partial<AwsRegion> = {},
): AwsLandscape {
  const files = { name: "files", ...bucket };
  const away: AwsAccount = { id: ARCHIVE, roles: [{ name: ROLE }], regions: [{ name: region, buckets: [files] }] };
  const own = alpha({}, { subscriptions: [{ name: "s", destinationArn: firehoseArn("own", ACCOUNT) }] });
  const deliveryStreams = [{ name: "own", bucketArn: "arn:aws:s3:::files", prefix: "eks/!{timestamp:yyyy}/" }];
  const here = owner === ACCOUNT ? [files] : [];
  const regions: AwsRegion[] = [
    { name: REGION, ...own, deliveryStreams, ...more, buckets: region === REGION ? here : [] },
  ];
  if (region !== REGION) regions.push({ name: region, buckets: here });
  return { caller: ACCOUNT, accounts: [{ id: ACCOUNT, regions }, ...(owner === ARCHIVE ? [away] : [])] };
}

async function archiveOf(landscape: Parameters<typeof sweepOf>[0], region = REGION): Promise<Store> {
  const swept = await sweepOf(landscape, { selection: { accounts: [ACCOUNT], regions: [region], role: ROLE } });
  return bucketOf(swept.trail("alpha"));
}

function bucketOf(trail: Trail): Store {
  const store = trail.stores.find(({ kind }) => kind === "s3-bucket");
  if (!store) throw new Error("there is no archive");
  return store;
}

describe("whose a bucket is", () => {
  it("is known where it belongs to the account that asks", async () => {
    expect(await archiveOf(filling({}, ACCOUNT))).toMatchObject({
      id: "arn:aws:s3:::files/eks/",
      name: "s3://files/eks/",
      scope: ACCOUNT,
      foreign: { value: false },
    });
  });

  it("is known to be another's where it answers, but not to be of this account", async () => {
    const store = await archiveOf(filling({ shared: true, objectLock: { mode: "COMPLIANCE", days: 1 } }, ARCHIVE));
    expect(store).toMatchObject({ foreign: { state: "known", value: true }, lock: { value: { strength: "locked" } } });
  });

  it("stays open where nothing answers, and the delivery stream tells that it is there", async () => {
    const store = await archiveOf(filling({}, ARCHIVE));
    expect(store.state).toMatchObject({ state: "known", value: "live", basis: "inferred" });
    for (const fact of [store.foreign, store.lock, store.totalDays, store.access, store.customerKey]) {
      expect(fact).toMatchObject({ state: "unknown", gaps: [{ permission: "s3:GetBucketVersioning" }] });
    }
  });

  it("does not matter once it is gone", async () => {
    const landscape = filling({}, "nobody");
    expect((await archiveOf(landscape)).state).toMatchObject({ value: "dead" });
  });
});

it("asks a bucket in its own region, found with the first question", async () => {
  const landscape = filling({ lifecycle: [{ days: 7 }] }, ACCOUNT, "us-east-1");
  const swept = await sweepOf(landscape, { selection: { regions: [REGION] } });
  expect(bucketOf(swept.trail("alpha")).totalDays).toMatchObject({ value: 7 });
  const asked = swept.calls.filter(({ operation }) => operation.startsWith("s3:"));
  expect(asked.filter(({ status }) => status === 301)).toHaveLength(1);
});

describe("a lifecycle rule for a part of the bucket", () => {
  const days = async (prefix: string | undefined, rule: string) => {
    const stream = { name: "own", bucketArn: "arn:aws:s3:::files", ...(prefix === undefined ? {} : { prefix }) };
    const bucket = { lifecycle: [{ prefix: rule, days: 7 }] };
    const { totalDays } = await archiveOf(filling(bucket, ACCOUNT, REGION, { deliveryStreams: [stream] }));
    return totalDays.state === "known" ? totalDays.value : totalDays.state;
  };

  it.each<[string | undefined, string, number | null | "unknown"]>([
    [undefined, "", 7],
    [undefined, "other/", null],
    [undefined, "2", "unknown"],
    [undefined, "2026", "unknown"],
    [undefined, "2026/11/2", "unknown"],
    [undefined, "2026/11/24/10/own-1", "unknown"],
    [undefined, "2026-11", null],
    [undefined, "20260/", null],
    [undefined, "2026/11/24/logs/", null],
    ["", "other/", null],
    ["!{timestamp:'other/'yyyy}/", "other/", "unknown"],
    ["!{partitionKeyFromLambda:team}/", "other/", "unknown"],
    ["eks/", "other/", null],
    ["eks/", "e", 7],
    ["eks/", "eks/other/", "unknown"],
    ["eks/!{timestamp:yyyy}/", "eks/other/", "unknown"],
  ])("with the stream's prefix %s and its own %s", async (prefix, rule, expected) => {
    expect(await days(prefix, rule)).toBe(expected);
  });
});

describe("a bucket with versions", () => {
  const lifecycle = [{ days: 400, noncurrentDays: 7 }];

  async function days(bucket: Partial<AwsBucket>, faults: Fault[] = []): Promise<Store["totalDays"]> {
    return bucketOf((await sweepOf(filling(bucket, ACCOUNT), { knobs: { faults } })).trail("alpha")).totalDays;
  }

  it("keeps a file until what hides it and what deletes it have come, and its lock has ended", async () => {
    expect(await days({ lifecycle })).toMatchObject({ value: 400 });
    expect(await days({ versioning: "Enabled", lifecycle })).toMatchObject({ value: 407 });
    expect(await days({ objectLock: { mode: "COMPLIANCE", years: 2 }, lifecycle })).toMatchObject({ value: 730 });
  });

  it("may keep it for longer where its lock cannot be read", async () => {
    const faults: Fault[] = [{ operation: "s3:GetObjectLockConfiguration", kind: "denied" }];
    expect(await days({ versioning: "Enabled", lifecycle }, faults)).toMatchObject({
      state: "unknown",
      gaps: [{ permission: "s3:GetBucketObjectLockConfiguration" }],
    });
    expect(await days({ lifecycle }, faults)).toMatchObject({ value: 400 });
  });

  it("of an older snapshot keeps a file for as long as it shows it", () => {
    const { versioned, versionLifecycle } = deepResourceFacts["s3-bucket"].shape;
    const older = { versioned: versioned.parse(undefined), versionLifecycle: versionLifecycle.parse(undefined) };
    const rules = known([{ prefix: "", tags: false, sizes: false, days: 400 }]);
    const lock = known<Lock>({ strength: "none", days: 0 });
    const names = { prefix: "eks/", dated: false };
    expect(daysKept({ lifecycle: rules, ...older }, lock, names, "files")).toMatchObject({ value: 400 });
  });
});

describe("a key that a bucket names without its region and account", () => {
  const AWAY = "us-east-1";
  const KEY = { arn: `arn:aws:kms:${AWAY}:${ACCOUNT}:key/k` };

  function withKeys({ accounts, caller }: AwsLandscape, owner: string): AwsLandscape {
    const keyed = (region: AwsRegion) => (region.name === AWAY ? { ...region, keys: [KEY] } : region);
    const keyring = (one: AwsAccount) => (one.id === owner ? { ...one, regions: one.regions.map(keyed) } : one);
    return { caller, accounts: accounts.map(keyring) };
  }

  it("is asked for where the bucket is", async () => {
    for (const kmsKeyId of ["k", KEY.arn]) {
      const store = await archiveOf(withKeys(filling({ kmsKeyId }, ACCOUNT, AWAY), ACCOUNT));
      expect(store).toMatchObject({ readable: { value: true }, customerKey: { value: true } });
    }
  });

  it("is gone where it is not there", async () => {
    expect(await archiveOf(filling({ kmsKeyId: "k" }, ACCOUNT, AWAY))).toMatchObject({ readable: { value: false } });
  });

  it("may be another account's where the bucket is", async () => {
    const store = await archiveOf(filling({ kmsKeyId: "alias/k", shared: true }, ARCHIVE, AWAY));
    expect(store.readable).toMatchObject({ state: "unknown", gaps: [{ call: "kms:DescribeKey", on: "alias/k" }] });
    const named = filling({ kmsKeyId: `arn:aws:kms:${AWAY}:${ACCOUNT}:key/gone`, shared: true }, ARCHIVE, AWAY);
    expect((await archiveOf(named)).readable).toMatchObject({ value: false });
  });
});

it("takes the name of a bucket for nothing but a name", async () => {
  for (const bucketArn of ["arn:aws:s3:::", "arn:aws:s3:::../x", "arn:aws:s3:::A?b", "x", "arn:aws:ec2:::files"]) {
    const landscape = filling({}, ACCOUNT, REGION, { deliveryStreams: [{ name: "own", bucketArn }] });
    const swept = await sweepOf(landscape);
    expect(swept.calls.some(({ operation }) => operation.startsWith("s3:"))).toBe(false);
    expect(swept.trail("alpha").stores.at(-1)?.foreign?.state).toBe("unknown");
  }
});

describe("a delivery stream may change or drop records on the way", () => {
  function processed(bucket: object): unknown {
    const description = { BucketARN: "arn:aws:s3:::files", ...bucket };
    const { DeliveryStreamDescription: value } = describeDeliveryStreamAnswer.parse({
      DeliveryStreamDescription: {
        DeliveryStreamName: "own",
        DeliveryStreamStatus: "ACTIVE",
        Destinations: [{ S3DestinationDescription: description, ExtendedS3DestinationDescription: description }],
      },
    });
    const site = { partition: "aws", account: ACCOUNT, region: REGION };
    const { facts } = firehoseRecord(site, firehoseArn("own", ACCOUNT), { ok: true, value, evidence: "e" });
    return (facts["processed"] as { value: unknown }).value;
  }
  const by = (Enabled: boolean | undefined, ...types: readonly string[]) => ({
    ProcessingConfiguration: { Enabled, Processors: types.map((Type) => ({ Type })) },
  });

  it.each<[string, object, boolean]>([
    ["where it only takes them", {}, false],
    ["by a conversion", { DataFormatConversionConfiguration: { Enabled: true } }, true],
    ["by a conversion that does not say that it is on", { DataFormatConversionConfiguration: {} }, true],
    ["by a conversion that is off", { DataFormatConversionConfiguration: { Enabled: false } }, false],
    ["by a conversion that is not there", { DataFormatConversionConfiguration: null }, false],
    ["by a function", by(true, "Decompression", "Lambda"), true],
    ["by a function that does not say that it is on", by(undefined, "Lambda"), true],
    ["by a function that is off", by(false, "Lambda"), false],
    ["by a processor that is new", by(true, "Redaction"), true],
    ["by taking them out of what CloudWatch Logs sends", by(true, "Decompression", "CloudWatchLogProcessing"), false],
    ["by ending them with a line", by(true, "AppendDelimiterToRecord"), false],
    ["by what they are partitioned by", by(true, "MetadataExtraction"), true],
    ["by taking them apart", by(true, "RecordDeAggregation"), true],
  ])("%s", (_name, bucket, expected) => {
    expect(processed(bucket)).toBe(expected);
  });
});

describe("the trace that reading a bucket leaves", () => {
  const s3 = [{ ReadWriteType: "All", DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3"] }] }];

  async function accessOf(bucket: Partial<AwsBucket>, more: Partial<AwsRegion> = {}): Promise<Store["access"]> {
    return (await archiveOf(filling({ publicAccessBlock: true, ...bucket }, ACCOUNT, REGION, more))).access;
  }

  it("is access logging, or may be data events of a trail; neither is a weakness", async () => {
    expect(await accessOf({ logsAccess: true })).toMatchObject({ state: "known", value: [] });
    expect(await accessOf({})).toMatchObject({ state: "known", value: [{ kind: "weak" }] });
    expect(await accessOf({}, { trails: [{ name: "t", bucket: "files", selectors: s3 }] })).toMatchObject({
      state: "unknown",
      gaps: [{ call: "cloudtrail:GetEventSelectors" }],
    });
    expect(await accessOf({}, { trails: [{ name: "t", bucket: "files" }] })).toMatchObject({
      value: [{ kind: "weak" }],
    });
  });
});

describe("what the account of a bucket blocks", () => {
  const lists = { grants: [{ group: "global/AllUsers" }] };
  const open = { policyIsPublic: true, ownership: "BucketOwnerEnforced" };
  const refused = [{ operation: "s3control:GetPublicAccessBlock", kind: "denied" as const }];

  async function swept(bucket: Partial<AwsBucket>, publicAccessBlock?: AwsPublicAccessBlock, faults: Fault[] = []) {
    const { accounts, caller } = filling({ logsAccess: true, ...bucket }, ACCOUNT);
    const blocked = accounts.map((one) => ({
      ...one,
      ...(publicAccessBlock === undefined ? {} : { publicAccessBlock }),
    }));
    const found = await sweepOf({ caller, accounts: blocked }, { knobs: { faults } });
    const { access } = bucketOf(found.trail("alpha"));
    const asked = found.calls.filter(({ operation }) => operation === "s3control:GetPublicAccessBlock");
    return { access, asked: asked.length };
  }

  it.each([
    ["a policy", open],
    ["a list", lists],
    ["a policy, beside a block of the bucket that is off", { ...open, publicAccessBlock: false }],
    ["a list, beside a block of the bucket that is off", { ...lists, publicAccessBlock: false }],
  ])("closes what %s opens", async (_name, bucket) => {
    expect(await swept(bucket, true)).toMatchObject({ access: { state: "known", value: [] }, asked: 1 });
    expect(await swept(bucket, false)).toMatchObject({ access: { value: [{ kind: "open" }] }, asked: 1 });
    expect(await swept(bucket)).toMatchObject({ access: { value: [{ kind: "open" }] }, asked: 1 });
  });

  it("closes policies and lists apart", async () => {
    const onlyLists = { acls: true, policies: false };
    const onlyPolicies = { acls: false, policies: true };
    expect((await swept(lists, onlyLists)).access).toMatchObject({ value: [] });
    expect((await swept(lists, onlyPolicies)).access).toMatchObject({ value: [{ kind: "open" }] });
    expect((await swept(open, onlyLists)).access).toMatchObject({ value: [{ kind: "open" }] });
    expect((await swept(open, onlyPolicies)).access).toMatchObject({ value: [] });
  });

  it("matters only where something is open, and then leaves it open whether that is so", async () => {
    const gaps = [{ permission: expect.stringMatching(/PublicAccessBlock$/) as string, on: ACCOUNT }];
    for (const bucket of [open, lists]) {
      expect((await swept(bucket, true, refused)).access).toMatchObject({ state: "unknown", gaps });
    }
    expect((await swept({}, true, refused)).access).toMatchObject({ state: "known", value: [] });
    const unread: Fault[] = [...refused, { operation: "s3:GetPublicAccessBlock", kind: "denied" }];
    expect((await swept({}, true, unread)).access).toMatchObject({ state: "known", value: [] });
    expect((await swept(open, true, unread)).access).toMatchObject({
      state: "unknown",
      gaps: [{ on: ACCOUNT }, { on: ACCOUNT }],
    });
  });

  it("settles what the bucket's own block does not tell", async () => {
    const unread: Fault[] = [{ operation: "s3:GetPublicAccessBlock", kind: "denied" }];
    expect((await swept(open, true, unread)).access).toMatchObject({ state: "known", value: [] });
    expect((await swept(open, false, unread)).access).toMatchObject({ state: "unknown", gaps: [{ on: ACCOUNT }] });
  });

  it("is not asked where the bucket blocks everything itself", async () => {
    expect(await swept({ ...open, publicAccessBlock: true })).toMatchObject({ access: { value: [] }, asked: 0 });
  });

  it("cannot be asked where nobody knows whose the bucket is", async () => {
    const landscape = filling({ shared: true, logsAccess: true, ...open }, ARCHIVE);
    expect((await archiveOf(landscape)).access).toMatchObject({
      state: "unknown",
      gaps: [{ call: "s3control:GetPublicAccessBlock", reason: expect.stringContaining("whose it is") as string }],
    });
    const shut = filling({ shared: true, logsAccess: true, ownership: "BucketOwnerEnforced" }, ARCHIVE);
    expect((await archiveOf(shut)).access).toMatchObject({ state: "known", value: [] });
  });

  it("is asked once for all buckets of an account", async () => {
    const own = ["one", "two"];
    const subscriptions = own.map((name) => ({ name, destinationArn: firehoseArn(name, ACCOUNT) }));
    const swept = await sweepOf({
      caller: ACCOUNT,
      accounts: [
        {
          id: ACCOUNT,
          regions: [
            {
              name: REGION,
              ...alpha({}, { subscriptions }),
              deliveryStreams: own.map((name) => ({ name, bucketArn: `arn:aws:s3:::${name}-files` })),
              buckets: own.map((name) => ({ name: `${name}-files` })),
            },
          ],
        },
      ],
    });
    const asked = swept.calls.filter(({ operation }) => operation === "s3control:GetPublicAccessBlock");
    expect(asked).toMatchObject([{ scope: ACCOUNT, location: "-", target: ACCOUNT }]);
  });
});

it("does not take an access list for private that could not be read, or names nobody", async () => {
  const faults: Fault[] = [{ operation: "s3:GetBucketAcl", kind: "denied" }];
  const swept = await sweepOf(filling({ logsAccess: true }, ACCOUNT), { knobs: { faults } });
  expect(bucketOf(swept.trail("alpha")).access).toMatchObject({
    state: "unknown",
    gaps: [{ call: "s3:GetBucketAcl", permission: "s3:GetBucketAcl" }],
  });
  const parse = (Grants: unknown) => bucketAccessList.safeParse({ Owner: { ID: "o" }, Grants }).success;
  const Grantee = { Type: "CanonicalUser", ID: "o" };
  expect(parse([{ Grantee, Permission: "FULL_CONTROL" }])).toBe(true);
  for (const odd of [
    undefined,
    [],
    [{}],
    [{ Grantee, Permission: "" }],
    [{ Grantee: { Type: "Group" }, Permission: "READ" }],
  ])
    expect(parse(odd)).toBe(false);
});

describe("another account", () => {
  const central = { destinations: [{ name: "central", targetArn: firehoseArn("far") }] };
  const far = { deliveryStreams: [{ name: "far", bucketArn: "arn:aws:s3:::files" }], buckets: [{ name: "files" }] };
  const own = alpha({}, { subscriptions: [{ name: "s", destinationArn: destinationArn("central") }] });

  async function swept(role: string | undefined): Promise<Swept> {
    const accounts: AwsAccount[] = [
      { id: ACCOUNT, regions: [{ name: REGION, ...own }] },
      { id: ARCHIVE, roles: [{ name: ROLE }], regions: [{ name: REGION, ...central, ...far }] },
    ];
    return sweepOf({ caller: ACCOUNT, accounts }, { selection: role === undefined ? {} : { role } });
  }

  it("is entered through the role, once, and only to follow the copy", async () => {
    const found = await swept(ROLE);
    expect(bucketOf(found.trail("alpha"))).toMatchObject({ scope: ARCHIVE, foreign: { value: true } });
    const there = found.calls.filter(({ scope }) => scope === ARCHIVE).map(({ operation }) => operation);
    expect(there.filter((operation) => operation === "sts:AssumeRole")).toHaveLength(1);
    expect(there.every((operation) => /^(sts|logs|firehose|s3|s3control):/.test(operation))).toBe(true);
  });

  it.each([undefined, "AnotherRole"])("stays closed without a role that opens it: %s", async (role) => {
    const found = await swept(role);
    const store = found.trail("alpha").stores.at(-1);
    expect(store).toMatchObject({
      kind: "cloudwatch-destination",
      scope: ARCHIVE,
      state: { value: "live", basis: "inferred" },
      foreign: { value: true, basis: "documented" },
      totalDays: { state: "unknown", gaps: [{ call: "sts:AssumeRole", permission: "sts:AssumeRole", on: ARCHIVE }] },
    });
    expect(found.calls.some(({ operation, scope }) => scope === ARCHIVE && operation !== "sts:AssumeRole")).toBe(false);
  });
});
