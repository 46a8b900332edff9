import { describe, expect, it } from "vitest";
import type { AwsCluster, AwsLogGroup } from "../../../src/simulator/aws/landscape.ts";
import { facts } from "../../../providers/eks/trail.ts";
import { alpha, regionWith, sweepOf, type Swept } from "./sweep-of.ts";

async function swept(cluster: Partial<AwsCluster> = {}, group: Partial<AwsLogGroup> | null = {}): Promise<Swept> {
  const region = alpha(cluster, group ?? {});
  return sweepOf(regionWith(group === null ? { clusters: region.clusters ?? [] } : region));
}

describe("streams and routes", () => {
  it("are one for each audit stream, both to the log group", async () => {
    const trail = (await swept({ logTypes: ["audit"] })).trail("alpha");
    expect(trail.streams).toMatchObject([
      { id: "audit", on: { value: true }, exemptions: { value: [], basis: "documented" } },
      { id: "authenticator", on: { value: false } },
    ]);
    expect(trail.routes).toMatchObject([
      { id: "log-group", streams: ["audit", "authenticator"], store: trail.stores[0]?.id, filters: [] },
    ]);
    expect(trail.unseenRoutes).toEqual([]);
    expect(trail.profile).toBe("eks");
  });

  it("are none for a connected cluster", async () => {
    const trail = (await swept({ connector: { provider: "EKS_ANYWHERE" } })).trail("alpha");
    expect(trail).toMatchObject({
      streams: [],
      routes: [],
      stores: [],
      elsewhere: expect.stringContaining("not run by EKS") as string,
    });
  });
});

describe("the store", () => {
  it("keeps entries as long as the group says, for ever when it says nothing", async () => {
    for (const [group, days] of [
      [{ retentionInDays: 90 }, 90],
      [{ retentionInDays: undefined }, null],
    ] as const) {
      const region = {
        ...alpha(),
        logGroups: [{ name: "/aws/eks/alpha/cluster", ...(group.retentionInDays ? { retentionInDays: 90 } : {}) }],
      };
      const [store] = (await sweepOf(regionWith(region))).trail("alpha").stores;
      expect(store).toMatchObject({
        kind: "cloudwatch-log-group",
        state: { value: "live" },
        hotDays: { value: days },
        totalDays: { value: days },
        readable: { value: true },
      });
    }
  });

  it("is hot in the infrequent access class, and keeps one day in the delivery class", async () => {
    const [rare] = (await swept({}, { logGroupClass: "INFREQUENT_ACCESS" })).trail("alpha").stores;
    expect(rare?.hotDays).toMatchObject({ value: 365 });
    const [delivery] = (await swept({}, { logGroupClass: "DELIVERY" })).trail("alpha").stores;
    expect(delivery).toMatchObject({ hotDays: { value: 1 }, totalDays: { value: 1 } });
  });

  it("is absent when a whole list does not hold it", async () => {
    const [store] = (await swept({}, null)).trail("alpha").stores;
    expect(store).toMatchObject({
      state: { state: "known", value: "absent" },
      hotDays: { value: 0 },
      totalDays: { value: 0 },
    });
    expect(store?.stateReason).toContain("does not exist");
  });

  it.each(["CREATING", "FAILED"])("is unknown while the cluster is %s and the group is not there", async (status) => {
    const [store] = (await swept({ status }, null)).trail("alpha").stores;
    expect(store?.state).toMatchObject({ state: "unknown" });
    expect(store?.totalDays.state).toBe("unknown");
    const [there] = (await swept({ status })).trail("alpha").stores;
    expect(there).toMatchObject({ state: { value: "live" }, totalDays: { value: 365 } });
  });

  it("is unknown for a local cluster on Outposts without the usual group", async () => {
    expect((await swept({ outposts: true }, null)).trail("alpha").stores[0]?.state.state).toBe("unknown");
    expect((await swept({ outposts: true })).trail("alpha").stores[0]?.state).toMatchObject({ value: "live" });
  });

  it("is unknown when the snapshot lost its record", async () => {
    const { cluster } = await swept();
    const trail = facts.trail(cluster("alpha"), () => undefined);
    expect([trail.stores[0]?.state.state, trail.stores[0]?.totalDays.state, trail.rewriting.state]).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
  });
});

describe("the aws-auth activity", () => {
  it.each([
    ["API", { state: "known", value: true }],
    ["API_AND_CONFIG_MAP", { state: "known", value: false }],
    ["CONFIG_MAP", { state: "known", value: false }],
    [null, { state: "unknown" }],
  ])("makes no sense with access entries only: %s", async (authenticationMode, holds) => {
    expect((await swept({ authenticationMode })).trail("alpha").inapplicable).toMatchObject([
      { activity: "PS-AWS-AUTH", holds },
    ]);
  });
});

describe("an older log group", () => {
  const createdAt = "2026-03-10T00:00:00Z";
  it("is worth a note when it is much older than the cluster", async () => {
    const { notes } = (await swept({ createdAt }, { createdAt: "2025-01-01T00:00:00Z" })).trail("alpha");
    expect(notes).toMatchObject([
      { control: "LOG-DELIVERED", text: expect.stringContaining("before 2026-03-10") as string },
    ]);
  });

  it("is not when a tool made it just before the cluster", async () => {
    expect((await swept({ createdAt }, { createdAt: "2026-03-09T23:50:00Z" })).trail("alpha").notes).toEqual([]);
  });
});

it("gives records that fit the schemas of a snapshot", async () => {
  const { clusters, resources } = await swept({}, { dataProtectionStatus: "DISABLED" });
  for (const cluster of clusters) expect(facts.clusterFacts.parse(cluster.facts)).toEqual(cluster.facts);
  for (const resource of resources.values())
    expect(facts.resourceFacts[resource.type]?.parse(resource.facts)).toEqual(resource.facts);
});

describe("what a snapshot does not hold", () => {
  it("is unknown where an older version did not read it", async () => {
    const { cluster, resources } = await swept();
    const record = cluster("alpha");
    const older = [
      "logTypes",
      "authenticationMode",
      "platformVersion",
      "connectedTo",
      "logGroup",
      "telemetryPipelines",
    ];
    const kept = Object.fromEntries(Object.entries(record.facts).filter(([name]) => older.includes(name)));
    const trail = facts.trail({ ...record, facts: kept }, (id) => resources.get(id));
    expect(trail.streams[0]?.on).toMatchObject({ value: true });
    for (const fact of [trail.flow, trail.detection, trail.cloudApi, trail.platform]) {
      expect(fact).toMatchObject({ state: "unknown", gaps: [{ call: "snapshot" }] });
    }
    expect(trail.unseenRoutes).toHaveLength(3);
    expect(trail.sideCopies).toMatchObject([{ collects: { state: "unknown", gaps: [{ call: "snapshot" }] } }]);
    expect(trail.attribution?.state).toBe("known");
  });

  it("is unknown where it was lost", async () => {
    const { cluster } = await swept();
    const trail = facts.trail(cluster("alpha"), () => undefined);
    for (const fact of [trail.detection, trail.cloudApi, trail.platform]) expect(fact?.state).toBe("unknown");
    expect(trail.unseenRoutes.map(({ streams }) => streams)).toEqual([
      ["audit", "authenticator"],
      ["audit", "authenticator"],
    ]);
    expect(trail.sideCopies).toMatchObject([{ collects: { state: "unknown" }, foreign: { state: "unknown" } }]);
    expect(trail.flow?.state).toBe("known");
  });
});

it("leaves everything about copies and flow open where it is not known whether logging is on", async () => {
  const trail = (await swept({ logTypes: null })).trail("alpha");
  expect(trail.flow?.state).toBe("unknown");
  expect(trail.unseenRoutes.length).toBeGreaterThan(0);
  expect(trail.routes).toHaveLength(1);
  expect(trail.sideCopies).toMatchObject([{ streams: ["audit"], collects: { state: "unknown" } }]);
  expect(trail.detection?.state).toBe("known");
});
