import { describe, expect, it } from "vitest";
import type { Store, Trail } from "../../../src/model/trail.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { GoogleLandscape, SimLifecycleRule, SimProject } from "../../../src/simulator/google/landscape.ts";
import { PROJECT, landscapeWith, seen, storeNamed, sweepOf } from "./sweep-of.ts";

const KEY = `projects/${PROJECT}/locations/europe/keyRings/logs/cryptoKeys/main`;

/** The trail of a project with one more sink to this destination. */
async function trailTo(
  destination: string,
  rest: Partial<GoogleLandscape> = {},
  faults: readonly Fault[] = [],
  project: Partial<SimProject> = {},
): Promise<Trail> {
  const sinks = [{ name: "extra", destination, usePartitionedTables: true }];
  const landscape = landscapeWith({ project: { sinks, ...project } }, rest);
  return (await sweepOf(landscape, { selection: { projects: [PROJECT] }, knobs: { faults } })).trail("pay");
}

function shown(store: Store): readonly unknown[] {
  return [store.state, store.hotDays, store.totalDays, store.readable].map((fact) => seen<unknown>(fact));
}

describe("a log bucket", () => {
  const own = `logging.googleapis.com/projects/${PROJECT}/locations/europe-west1/buckets/audit`;

  it("keeps entries for its days, hot throughout", async () => {
    const buckets = [{ id: "audit", location: "europe-west1", retentionDays: 500, locked: true }];
    const store = storeNamed(await trailTo(own, {}, [], { buckets }), "audit");
    expect(store).toMatchObject({ id: own, kind: "log-bucket", scope: PROJECT, location: "europe-west1" });
    expect(shown(store)).toEqual(["live", 500, 500, true]);
  });

  it("that is gone, elsewhere or about to go is dead", async () => {
    expect(storeNamed(await trailTo(own), "audit")).toMatchObject({
      state: { value: "dead" },
      stateReason: "there is no such bucket",
    });
    const elsewhere = [{ id: "audit", location: "us-east1" }];
    expect(seen(storeNamed(await trailTo(own, {}, [], { buckets: elsewhere }), "audit").state)).toBe("dead");
    const going = [{ id: "audit", location: "europe-west1", lifecycleState: "DELETE_REQUESTED" as const }];
    const store = storeNamed(await trailTo(own, {}, [], { buckets: going }), "audit");
    expect(store).toMatchObject({ state: { value: "dead" }, stateReason: "the bucket is about to be deleted" });
  });

  it.each(["CREATING", "FAILED", "ARCHIVED"] as const)("in the state %s is open", async (lifecycleState) => {
    const buckets = [{ id: "audit", location: "europe-west1", lifecycleState }];
    expect(storeNamed(await trailTo(own, {}, [], { buckets }), "audit").state.state).toBe("unknown");
  });

  it("in a project that may not be read is open, and the permission is named there", async () => {
    const faults: Fault[] = [{ operation: "logging.buckets.list", scope: "central-logs", kind: "denied" }];
    const trail = await trailTo(
      "logging.googleapis.com/projects/central-logs/locations/global/buckets/all",
      {},
      faults,
    );
    const gap = "unknown: logging.buckets.list on projects/central-logs";
    expect(shown(storeNamed(trail, "all"))).toEqual([gap, gap, gap, gap]);
  });

  it("of a project that is gone is dead", async () => {
    const faults: Fault[] = [{ operation: "logging.buckets.list", scope: "central-logs", kind: "not-found" }];
    const trail = await trailTo(
      "logging.googleapis.com/projects/central-logs/locations/global/buckets/all",
      {},
      faults,
    );
    expect(seen(storeNamed(trail, "all").state)).toBe("dead");
  });

  it("of the system is there even where it cannot be seen, and _Required keeps what Google says", async () => {
    for (const kind of ["denied", "empty-object", "html", "cut"] as const) {
      const trail = await trailTo(own, {}, [{ operation: "logging.buckets.list", kind }]);
      const [live, hot, total, readable] = shown(storeNamed(trail, "_Required"));
      expect([live, hot, total]).toEqual(["live", 400, 400]);
      expect(readable).toContain("logging.buckets.list");
      expect(storeNamed(trail, "_Required").totalDays).toMatchObject({ basis: "documented" });
      const [state, ...days] = shown(storeNamed(trail, "_Default"));
      expect(state).toBe("live");
      for (const open of days) expect(open).toContain("logging.buckets.list");
      expect(storeNamed(trail, "audit").state.state).toBe("unknown");
    }
  });

  const keys: readonly [
    state: "ENABLED" | "DISABLED" | "DESTROYED" | "DESTROY_SCHEDULED" | undefined,
    readable: unknown,
  ][] = [
    ["ENABLED", true],
    ["DISABLED", false],
    ["DESTROYED", false],
    ["DESTROY_SCHEDULED", false],
    [undefined, `unknown: cloudkms.cryptoKeys.get on ${KEY}`],
  ];
  it.each(keys)("with a key in the state %s can be read: %s", async (primary, expected) => {
    const project = { defaultBucket: { kmsKeyName: KEY } };
    const trail = await trailTo(own, { keys: [{ name: KEY, ...(primary ? { primary } : {}) }] }, [], project);
    expect(seen(storeNamed(trail, "_Default").readable)).toBe(expected);
  });

  it("with a key that is gone cannot be read; with one nobody may see, that is open", async () => {
    const project = { defaultBucket: { kmsKeyName: KEY } };
    expect(seen(storeNamed(await trailTo(own, {}, [], project), "_Default").readable)).toBe(false);
    const denied: Fault[] = [{ operation: "cloudkms.cryptoKeys.get", kind: "denied" }];
    expect(seen(storeNamed(await trailTo(own, {}, denied, project), "_Default").readable)).toContain(
      "cloudkms.cryptoKeys.get",
    );
  });
});

describe("a storage bucket", () => {
  const destination = "storage.googleapis.com/archive";
  const remove = (condition: SimLifecycleRule["condition"]): SimLifecycleRule => ({
    action: { type: "Delete" },
    condition,
  });

  const cases: readonly [what: string, bucket: object, total: unknown][] = [
    ["without rules", {}, null],
    ["with a retention policy only", { retentionPeriod: "31536000" }, null],
    ["that deletes after 90 days", { lifecycle: [remove({ age: 90 })] }, 90],
    ["that may not delete that early", { retentionPeriod: "31536000", lifecycle: [remove({ age: 90 })] }, 365],
    ["with several rules", { lifecycle: [remove({ age: 400 }), remove({ age: 120 })] }, 120],
    ["that only moves objects", { lifecycle: [{ action: { type: "SetStorageClass" }, condition: { age: 30 } }] }, null],
    ["that deletes other prefixes", { lifecycle: [remove({ age: 3, matchesPrefix: ["tmp/", "syslog/"] })] }, null],
    ["that deletes the audit logs' prefix", { lifecycle: [remove({ age: 30, matchesPrefix: ["cloudaudit"] })] }, 30],
    [
      "that deletes one of the logs",
      { lifecycle: [remove({ age: 30, matchesPrefix: ["cloudaudit.googleapis.com/data_access"] })] },
      "unknown: storage.buckets.get on projects/_/buckets/archive",
    ],
    [
      "that deletes one of the logs no earlier than the rest",
      { lifecycle: [remove({ age: 30, matchesPrefix: ["cloudaudit.googleapis.com/x"] }), remove({ age: 20 })] },
      20,
    ],
    [
      "with a condition that is not worked out",
      { lifecycle: [remove({ age: 30, matchesStorageClass: ["ARCHIVE"] })] },
      "unknown: storage.buckets.get on projects/_/buckets/archive",
    ],
    [
      "that deletes what is older than a date",
      { lifecycle: [remove({ createdBefore: "2020-01-01" })] },
      "unknown: storage.buckets.get on projects/_/buckets/archive",
    ],
    [
      "that deletes old versions",
      { lifecycle: [remove({ age: 5, isLive: false }), remove({ numNewerVersions: 3 })] },
      null,
    ],
    ["that deletes at once", { lifecycle: [remove({ age: 0 })] }, 0],
  ];
  it.each(cases)("%s", async (_, bucket, total) => {
    const trail = await trailTo(destination, { storageBuckets: [{ name: "archive", ...bucket }] });
    expect(shown(storeNamed(trail, "archive"))).toEqual(["live", 0, total, true]);
  });

  it("that is gone is dead; one that may not be read is open but never hot", async () => {
    expect(seen(storeNamed(await trailTo(destination), "archive").state)).toBe("dead");
    const denied: Fault[] = [{ operation: "storage.buckets.get", kind: "denied" }];
    const gap = "unknown: storage.buckets.get on projects/_/buckets/archive";
    expect(shown(storeNamed(await trailTo(destination, {}, denied), "archive"))).toEqual([gap, 0, gap, gap]);
  });

  it("belongs to a project that its name does not tell", async () => {
    const storageBuckets = [{ name: "archive", projectNumber: "500000000088", location: "EUROPE-WEST1" }];
    const projects = [{ id: "central-logs", number: "500000000088" }];
    expect(storeNamed(await trailTo(destination, { storageBuckets, projects }), "archive")).toMatchObject({
      scope: "central-logs",
      location: "europe-west1",
    });
    expect(storeNamed(await trailTo(destination, { storageBuckets }), "archive").scope).toBe("500000000088");
  });
});

describe("a dataset", () => {
  const destination = "bigquery.googleapis.com/projects/central-logs/datasets/audit";
  const dataset = { project: "central-logs", id: "audit" };

  it("keeps rows as its default says, which is inferred of its tables", async () => {
    const day = 24 * 60 * 60 * 1000;
    const days = async (more: object): Promise<unknown> =>
      seen(storeNamed(await trailTo(destination, { datasets: [{ ...dataset, ...more }] }), "audit").totalDays);
    expect(await days({})).toBe(null);
    expect(await days({ tableExpirationMs: String(90 * day) })).toBe(90);
    expect(await days({ tableExpirationMs: String(90 * day), partitionExpirationMs: String(400 * day + 5) })).toBe(400);
    const store = storeNamed(await trailTo(destination, { datasets: [dataset] }), "audit");
    expect(store).toMatchObject({ id: destination, scope: "central-logs", totalDays: { basis: "inferred" } });
    expect(shown(store)).toEqual(["live", null, null, true]);
  });

  it("that is gone is dead; one that may not be read is open", async () => {
    expect(seen(storeNamed(await trailTo(destination), "audit").state)).toBe("dead");
    const denied: Fault[] = [{ operation: "bigquery.datasets.get", kind: "denied" }];
    expect(seen(storeNamed(await trailTo(destination, {}, denied), "audit").state)).toContain("bigquery.datasets.get");
  });
});

describe("a topic", () => {
  const destination = `pubsub.googleapis.com/projects/${PROJECT}/topics/siem`;
  const topic = { project: PROJECT, id: "siem" };
  const open = `unknown: pubsub.topics.subscriptions.list on projects/${PROJECT}/topics/siem`;

  it("with a subscription is alive, and what is kept behind it is not seen", async () => {
    const topics = [{ ...topic, subscriptions: ["projects/elsewhere/subscriptions/siem"] }];
    expect(shown(storeNamed(await trailTo(destination, { topics }), "siem"))).toEqual(["live", open, open, true]);
  });

  it("that nobody reads is dead, unless it keeps messages itself", async () => {
    expect(seen(storeNamed(await trailTo(destination, { topics: [topic] }), "siem").state)).toBe("dead");
    const topics = [{ ...topic, messageRetention: "604800s" }];
    expect(shown(storeNamed(await trailTo(destination, { topics }), "siem"))).toEqual(["live", 0, 7, true]);
  });

  it("that is gone is dead; one whose subscriptions may not be listed is open", async () => {
    expect(seen(storeNamed(await trailTo(destination), "siem").state)).toBe("dead");
    const denied: Fault[] = [{ operation: "pubsub.topics.subscriptions.list", kind: "denied" }];
    const gap = `unknown: pubsub.subscriptions.list on projects/${PROJECT}/topics/siem`;
    expect(seen(storeNamed(await trailTo(destination, { topics: [topic] }, denied), "siem").state)).toBe(gap);
  });
});

it("that a sink may write elsewhere is inferred; in its own project it needs no right", async () => {
  const projects = [{ id: "central-logs", number: "500000000088", buckets: [{ id: "all" }] }];
  const trail = await trailTo("logging.googleapis.com/projects/central-logs/locations/global/buckets/all", {
    projects,
  });
  expect(storeNamed(trail, "all").state).toMatchObject({ value: "live", basis: "inferred" });
  expect(storeNamed(trail, "_Default").state).toMatchObject({ value: "live", basis: "observed" });
});

it("a destination of no known kind is open", async () => {
  const trail = await trailTo("splunk.example.com/index/main");
  expect(seen(storeNamed(trail, "splunk.example.com/index/main").state)).toContain("logging.sinks.list");
});

it("a name that would lead elsewhere is never asked for", async () => {
  const landscape = landscapeWith({ project: { sinks: [{ name: "x", destination: "storage.googleapis.com/.." }] } });
  const swept = await sweepOf(landscape, { selection: { projects: [PROJECT] } });
  expect(storeNamed(swept.trail("pay"), "..").state.state).toBe("unknown");
  expect(swept.calls.map(({ operation }) => operation)).not.toContain("storage.buckets.get");
});
