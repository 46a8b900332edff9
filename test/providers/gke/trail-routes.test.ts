import { describe, expect, it } from "vitest";
import type { Probe, Trail } from "../../../src/model/trail.ts";
import type { Fault } from "../../../src/simulator/cloud.ts";
import type { GoogleLandscape, SimProject } from "../../../src/simulator/google/landscape.ts";
import {
  FOLDER,
  NUMBER,
  ORGANIZATION,
  PROJECT,
  landscapeWith,
  routeTo,
  seen,
  storeNamed,
  sweepOf,
  type Hierarchy,
} from "./sweep-of.ts";

const READS = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];
const ALL = ["activity", ...READS];
const SELF = `projects/${PROJECT}/sinks`;

async function trailOf(
  parts: Hierarchy,
  faults: readonly Fault[] = [],
  rest: Partial<GoogleLandscape> = {},
): Promise<Trail> {
  return (await sweepOf(landscapeWith(parts, rest), { selection: { projects: [PROJECT] }, knobs: { faults } })).trail(
    "pay",
  );
}

const PROBE: Probe = {
  caller: "human",
  request: {
    user: "alice@example.com",
    verb: "list",
    apiGroup: "",
    resource: "pods",
    namespace: "prod",
    resourceRequest: true,
  },
};

/** What each filter of a route keeps of a person's list of pods. */
function keeps(trail: Trail, route: string, stream: string): readonly unknown[] {
  return routeTo(trail, route).filters.map((filter) => seen(filter.keeps(PROBE, stream)));
}

function kinds(trail: Trail, route: string): readonly string[] {
  return routeTo(trail, route).filters.map(({ kind }) => kind);
}

const CENTRAL: SimProject = { id: "central-logs", number: "500000000077" };
const SINKS_REFUSED: Fault = { operation: "logging.sinks.list", scope: PROJECT, kind: "denied" };

describe("the system sinks", () => {
  it("take Admin Activity to _Required and Data Access to _Default", async () => {
    const trail = await trailOf({});
    expect(trail.routes.map(({ name, streams, store }) => [name, streams, store])).toEqual([
      ["_Required", ["activity"], `logging.googleapis.com/projects/${PROJECT}/locations/global/buckets/_Required`],
      ["_Default", READS, `logging.googleapis.com/projects/${PROJECT}/locations/global/buckets/_Default`],
    ]);
    expect(trail.routes.every(({ filters, enabled }) => filters.length === 0 && seen(enabled) === true)).toBe(true);
    expect(trail.unseenRoutes).toEqual([]);
    expect(seen(trail.rewriting)).toBe("none");
  });

  it("are known in part where sinks may not be listed", async () => {
    const trail = await trailOf({}, [SINKS_REFUSED]);
    const gap = `unknown: logging.sinks.list on projects/${PROJECT}`;
    expect(seen(routeTo(trail, "_Required").enabled)).toBe(true);
    expect(seen(storeNamed(trail, "_Required").totalDays)).toBe(400);
    expect(seen(routeTo(trail, "_Default").enabled)).toBe(gap);
    expect(keeps(trail, "_Default", "DATA_READ")).toEqual([gap]);
    expect(seen(storeNamed(trail, "_Default").state)).toBe("live");
    // Folders and organisation could be read, so that interceptors are known to be absent.
    expect(trail.unseenRoutes.map(({ mayTakeAway }) => mayTakeAway)).toEqual([[]]);
  });

  it("may be passed by where nobody shows the interceptors", async () => {
    const trail = await trailOf({}, [{ operation: "logging.sinks.list", kind: "denied" }]);
    expect(trail.unseenRoutes.map(({ mayTakeAway, fact }) => [mayTakeAway, seen(fact)])).toEqual([
      [[], `unknown: logging.sinks.list on folders/${FOLDER}`],
      [[], `unknown: logging.sinks.list on organizations/${ORGANIZATION}`],
      [[], `unknown: logging.sinks.list on projects/${PROJECT}`],
      [[`${SELF}/_Default`], expect.stringContaining(`logging.sinks.list on projects/${PROJECT}`)],
    ]);
  });

  it("are read without the ancestors' interceptors where only the plain list works", async () => {
    const trail = await trailOf({}, [{ operation: "logging.sinks.list", target: 'in_scope("ALL")', kind: "denied" }]);
    expect(seen(routeTo(trail, "_Default").enabled)).toBe(true);
    expect(trail.unseenRoutes).toEqual([]);
  });

  it("are not empty when the answer is an empty object", async () => {
    const trail = await trailOf({}, [{ operation: "logging.sinks.list", scope: PROJECT, kind: "empty-object" }]);
    expect(seen(routeTo(trail, "_Default").enabled)).toContain("logging.sinks.list");
  });

  it("are disabled when they are", async () => {
    const trail = await trailOf({ project: { defaultSink: { disabled: true } } });
    expect(seen(routeTo(trail, "_Default").enabled)).toBe(false);
  });
});

describe("a changed _Default", () => {
  it("loses what its filter leaves out", async () => {
    const trail = await trailOf({ project: { defaultSink: { filter: 'NOT logName:"cloudaudit.googleapis.com"' } } });
    expect(routeTo(trail, "_Default")).toMatchObject({
      streams: READS,
      filters: [{ kind: "exclusion", text: 'NOT logName:"cloudaudit.googleapis.com"' }],
    });
    expect(keeps(trail, "_Default", "DATA_READ")).toEqual(["none"]);
    expect(trail.routes).toHaveLength(2);
  });

  it("is the stock one with other white space", async () => {
    const stock = ["activity", "system_event", "access_transparency"].flatMap((log) => [
      `NOT LOG_ID("cloudaudit.googleapis.com/${log}")`,
      `NOT LOG_ID("externalaudit.googleapis.com/${log}")`,
    ]);
    const trail = await trailOf({ project: { defaultSink: { filter: `  ${stock.join("\n  AND ")}\n` } } });
    expect(trail.routes.map(({ filters }) => filters)).toEqual([[], []]);
  });

  it("holds a copy of Admin Activity when its filter is empty", async () => {
    const trail = await trailOf({ project: { defaultSink: { filter: "" } } });
    expect(trail.routes.map(({ id, streams, filters }) => [id, streams, filters])).toEqual([
      [`${SELF}/_Required`, ["activity"], []],
      [`${SELF}/_Default`, READS, []],
      [`${SELF}/_Default#activity`, ["activity"], []],
    ]);
  });

  it("loses what an exclusion takes, unless the exclusion is disabled or concerns something else", async () => {
    const exclusions = [
      { name: "k8s", filter: 'protoPayload.serviceName="k8s.io"' },
      { name: "off", filter: "", disabled: true },
      { name: "other", filter: 'resource.type="gce_instance"' },
    ];
    const trail = await trailOf({ project: { defaultSink: { exclusions } } });
    expect(routeTo(trail, "_Default").filters.map(({ text }) => text)).toEqual([
      'exclusion k8s: protoPayload.serviceName="k8s.io"',
    ]);
    expect(kinds(trail, "_Default")).toEqual(["exclusion"]);
    expect(keeps(trail, "_Default", "ADMIN_READ")).toEqual(["none"]);
    expect(routeTo(trail, "_Default").filters[0]?.dropsOthers?.("ADMIN_READ")).toMatchObject({
      state: "known",
      value: true,
    });
  });

  it("loses a part to a sample, and an unknown part to what is not understood", async () => {
    const exclusions = [
      { name: "some", filter: 'resource.type="k8s_cluster" AND sample(insertId, 0.9)' },
      { name: "odd", filter: 'resource.type="k8s_cluster" AND SEARCH("x")' },
    ];
    const trail = await trailOf({ project: { defaultSink: { exclusions } } });
    expect(kinds(trail, "_Default")).toEqual(["sample", "exclusion"]);
    expect(keeps(trail, "_Default", "ADMIN_READ")).toEqual([
      "some",
      `unknown: logging.sinks.list on projects/${PROJECT}`,
    ]);
    const [, odd] = routeTo(trail, "_Default").filters;
    const fact = odd?.keeps(PROBE, "ADMIN_READ");
    expect(fact).toMatchObject({
      gaps: [{ reason: `a filter of the sink ${SELF}/_Default cannot be decided: SEARCH()` }],
    });
    // One thing that is not known is one fact, however often it is asked for.
    expect(odd?.keeps({ ...PROBE, caller: "admin" }, "ADMIN_READ")).toBe(fact);
    expect(odd?.dropsOthers?.("ADMIN_READ")).toMatchObject({ state: "unknown" });
  });
});

describe("other sinks of the project", () => {
  const bucket = (id: string): string =>
    `logging.googleapis.com/projects/${PROJECT}/locations/europe-west1/buckets/${id}`;

  it("hold what their filters select", async () => {
    const sinks = [
      { name: "audit", destination: bucket("audit"), filter: 'logName:"cloudaudit.googleapis.com"' },
      { name: "activity", destination: bucket("activity"), filter: 'log_id("cloudaudit.googleapis.com/activity")' },
      { name: "vms", destination: "storage.googleapis.com/vms", filter: 'resource.type="gce_instance"' },
      { name: "reads", destination: bucket("audit"), filter: 'protoPayload.methodName=~"(get|list)$"' },
    ];
    const swept = await sweepOf(landscapeWith({ project: { sinks } }));
    const trail = swept.trail("pay");
    expect(trail.routes.map(({ name, streams }) => [name, streams])).toEqual([
      ["_Required", ["activity"]],
      ["_Default", READS],
      ["audit", ALL],
      ["activity", ["activity"]],
      ["reads", ALL],
    ]);
    expect(kinds(trail, "reads")).toEqual(["selection"]);
    expect(keeps(trail, "reads", "DATA_READ")).toEqual(["all"]);
    expect(routeTo(trail, "reads").filters[0]?.dropsOthers?.("DATA_READ")).toMatchObject({
      gaps: [{ reason: expect.stringContaining("no activity of the catalogue stands for") as string }],
    });
    expect(kinds(trail, "audit")).toEqual([]);
    expect(trail.stores).toHaveLength(4);
    // What is for machines only is not even read.
    expect(swept.calls.filter(({ operation }) => operation === "storage.buckets.get")).toEqual([]);
  });

  it("select per cluster", async () => {
    const clusters = [
      { name: "pay", location: "europe-west1" },
      { name: "test", location: "europe-west1" },
    ];
    const sinks = [{ name: "pay-only", destination: bucket("pay"), filter: 'resource.labels.cluster_name="pay"' }];
    const swept = await sweepOf(landscapeWith({ project: { clusters, sinks } }));
    expect(swept.trail("pay").routes.map(({ name }) => name)).toContain("pay-only");
    expect(swept.trail("test").routes.map(({ name }) => name)).not.toContain("pay-only");
  });

  it("separate the sample from the selection", async () => {
    const filter = 'logName:"cloudaudit" AND protoPayload.methodName:"pods" AND sample(insertId, 0.5)';
    const trail = await trailOf({ project: { sinks: [{ name: "tenth", destination: bucket("tenth"), filter }] } });
    expect(kinds(trail, "tenth")).toEqual(["selection", "sample"]);
    expect(keeps(trail, "tenth", "activity")).toEqual(["all", "some"]);
  });

  it("that are disabled carry nothing", async () => {
    const trail = await trailOf({ project: { sinks: [{ name: "off", destination: bucket("x"), disabled: true }] } });
    expect(seen(routeTo(trail, "off").enabled)).toBe(false);
  });
});

describe("sinks of folders and organisation", () => {
  const archive = { name: "archive", destination: "storage.googleapis.com/archive", includeChildren: true };
  const stores = { storageBuckets: [{ name: "archive", projectNumber: NUMBER }] };

  it("copy what is below them, and without includeChildren nothing", async () => {
    const trail = await trailOf(
      { folder: { sinks: [archive, { ...archive, name: "own", includeChildren: false }] } },
      [],
      stores,
    );
    expect(trail.routes.map(({ id }) => id)).toEqual([
      `${SELF}/_Required`,
      `${SELF}/_Default`,
      `folders/${FOLDER}/sinks/archive`,
    ]);
    expect(routeTo(trail, "archive").streams).toEqual(ALL);
    expect(storeNamed(trail, "archive")).toMatchObject({ kind: "gcs-bucket", scope: PROJECT });
  });

  it("may leave out Kubernetes, as a well-known template does", async () => {
    const sink = {
      ...archive,
      exclusions: [{ name: "gke", filter: 'protoPayload.serviceName="k8s.io"' }],
      filter: 'log_id("cloudaudit.googleapis.com/activity")',
    };
    const trail = await trailOf({ organization: { sinks: [sink] } }, [], stores);
    expect(keeps(trail, "archive", "activity")).toEqual(["none"]);
    expect(kinds(trail, "archive")).toEqual(["exclusion"]);
  });

  it("that cannot be listed may only add copies", async () => {
    const trail = await trailOf({}, [{ operation: "logging.sinks.list", scope: `folders/${FOLDER}`, kind: "denied" }]);
    expect(trail.unseenRoutes).toMatchObject([{ streams: ALL, mayTakeAway: [] }]);
    expect(seen(trail.unseenRoutes[0]?.fact ?? { state: "not-applicable", reason: "" })).toBe(
      `unknown: logging.sinks.list on folders/${FOLDER}`,
    );
  });
});

describe("intercepting sinks", () => {
  const interceptor = {
    name: "take",
    destination: "logging.googleapis.com/projects/central-logs",
    includeChildren: true,
    interceptChildren: true,
  };
  const hop = `organizations/${ORGANIZATION}/sinks/take>projects/central-logs/sinks/_Default`;

  it("lead entries past the project's own sinks to those of the central project", async () => {
    const trail = await trailOf({ organization: { sinks: [interceptor] } }, [], { projects: [CENTRAL] });
    expect(keeps(trail, "_Default", "DATA_READ")).toEqual(["none"]);
    expect(kinds(trail, "_Default")).toEqual(["selection"]);
    expect(keeps(trail, "_Required", "activity")).toEqual([]);
    // The central project's own _Default does not take Admin Activity, and its _Required takes only its own.
    expect(routeTo(trail, hop)).toMatchObject({
      streams: READS,
      filters: [],
      name: "take, then _Default of central-logs",
    });
    expect(trail.routes.map(({ id }) => id)).toEqual([`${SELF}/_Required`, `${SELF}/_Default`, hop]);
    expect(trail.stores.map(({ id }) => id)).toContain(
      "logging.googleapis.com/projects/central-logs/locations/global/buckets/_Default",
    );
  });

  it("are seen from the project alone, and take only what they match", async () => {
    const filter = 'log_id("cloudaudit.googleapis.com/data_access") AND protoPayload.methodName:"secrets"';
    const faults = [`folders/${FOLDER}`, `organizations/${ORGANIZATION}`].map((scope): Fault => ({
      operation: "logging.sinks.list",
      scope,
      kind: "denied",
    }));
    const trail = await trailOf({ organization: { sinks: [{ ...interceptor, filter }] } }, faults, {
      projects: [CENTRAL],
    });
    expect(keeps(trail, "_Default", "DATA_READ")).toEqual(["all"]);
    const secrets = { ...PROBE, request: { ...PROBE.request, resource: "secrets" } };
    expect(routeTo(trail, "_Default").filters.map((one) => seen(one.keeps(secrets, "DATA_READ")))).toEqual(["none"]);
    expect(trail.unseenRoutes.every(({ mayTakeAway }) => mayTakeAway.length === 0)).toBe(true);
    expect(trail.unseenRoutes).toHaveLength(2);
  });

  it("take from the sinks of folders below them, and not from those beside them", async () => {
    const copy = { name: "copy", destination: "storage.googleapis.com/archive", includeChildren: true };
    const trail = await trailOf(
      { organization: { sinks: [interceptor, { ...copy, name: "beside" }] }, folder: { sinks: [copy] } },
      [],
      { projects: [CENTRAL], storageBuckets: [{ name: "archive" }] },
    );
    expect(keeps(trail, "copy", "activity")).toEqual(["none"]);
    expect(keeps(trail, "beside", "activity")).toEqual([]);
  });

  it("that are disabled or match nothing here take nothing", async () => {
    const sinks = [
      { ...interceptor, disabled: true },
      { ...interceptor, name: "vms", filter: 'resource.type="gce_instance"' },
    ];
    const trail = await trailOf({ organization: { sinks } }, [], { projects: [CENTRAL] });
    expect(routeTo(trail, "_Default").filters).toEqual([]);
    expect(trail.routes.map(({ name }) => name)).not.toContain("vms");
  });

  it("lead to where nobody may look", async () => {
    const faults: Fault[] = [{ operation: "logging.sinks.list", scope: "central-logs", kind: "denied" }];
    const trail = await trailOf({ organization: { sinks: [interceptor] } }, faults, { projects: [CENTRAL] });
    const store = storeNamed(trail, "central-logs");
    expect(store).toMatchObject({ kind: "project", scope: "central-logs" });
    expect(seen(store.state)).toBe("unknown: logging.sinks.list on projects/central-logs");
  });

  it("lead to the project that is named by its number", async () => {
    const sinks = [{ ...interceptor, destination: `logging.googleapis.com/projects/${CENTRAL.number}` }];
    const trail = await trailOf({ organization: { sinks } }, [], { projects: [CENTRAL] });
    expect(routeTo(trail, hop).store).toContain("projects/central-logs/");
  });

  it("lead no further than one project", async () => {
    const onward = { name: "onward", destination: "logging.googleapis.com/projects/third-logs" };
    const projects = [
      { ...CENTRAL, sinks: [onward] },
      { id: "third-logs", number: "500000000078" },
    ];
    const swept = await sweepOf(landscapeWith({ organization: { sinks: [interceptor] } }, { projects }), {
      selection: { projects: [PROJECT] },
    });
    expect(
      swept
        .trail("pay")
        .routes.map(({ id }) => id)
        .join(),
    ).not.toContain("third-logs");
    expect(swept.calls.filter(({ scope }) => scope === "third-logs")).toEqual([]);
  });
});
