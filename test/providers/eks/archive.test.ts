import { describe, expect, it } from "vitest";
import type { Store, Trail } from "../../../src/model/trail.ts";
import type { AwsBucket } from "../../../src/simulator/aws/deep-landscape.ts";
import type { AwsAccount, AwsRegion } from "../../../src/simulator/aws/landscape.ts";
import { ARCHIVE, destinationArn, firehoseArn, ROLE } from "./everything.ts";
import { ACCOUNT, alpha, REGION, sweepOf, type Swept } from "./sweep-of.ts";

/** A delivery stream of the cluster's account that fills a bucket of some account and region. */
function filling(bucket: Partial<AwsBucket>, owner: string, region = REGION, more: Partial<AwsRegion> = {}) {
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

it("takes the name of a bucket for nothing but a name", async () => {
  for (const bucketArn of ["arn:aws:s3:::", "arn:aws:s3:::../x", "arn:aws:s3:::A?b", "x", "arn:aws:ec2:::files"]) {
    const landscape = filling({}, ACCOUNT, REGION, { deliveryStreams: [{ name: "own", bucketArn }] });
    const swept = await sweepOf(landscape);
    expect(swept.calls.some(({ operation }) => operation.startsWith("s3:"))).toBe(false);
    expect(swept.trail("alpha").stores.at(-1)?.foreign?.state).toBe("unknown");
  }
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
    expect(there.every((operation) => /^(sts|logs|firehose|s3):/.test(operation))).toBe(true);
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
