import { describe, expect, it } from "vitest";
import { clusterFacts, resourceFacts, type ResourceType } from "../../../providers/gke/schema.ts";
import { FOLDER, NUMBER, ORGANIZATION, PROJECT, found, landscapeWith, sweepOf } from "./sweep-of.ts";

const SECOND = { id: "tools-1", number: "500000000002", parent: `organizations/${ORGANIZATION}` };
const THIRD = { id: "lab-1", number: "500000000003", clusters: [{ name: "lab", location: "us-central1-c" }] };
const WIDE = landscapeWith(
  {},
  { projects: [SECOND, THIRD, { id: "gone-1", number: "500000000004", state: "DELETE_REQUESTED" }] },
);

function scopes(swept: { readonly ledger: readonly { readonly scope: string }[] }): readonly string[] {
  return swept.ledger.map(({ scope }) => scope).toSorted();
}

describe("what is scanned", () => {
  it("is every active project that can be found when nothing is named", async () => {
    const swept = await sweepOf(WIDE, { knobs: { pageSize: 1 } });
    expect(swept.ledger).toMatchObject([
      { provider: "gke", location: "-", status: "read" },
      { provider: "gke", location: "-", status: "read" },
      { provider: "gke", location: "-", status: "read" },
    ]);
    expect(scopes(swept)).toEqual(["lab-1", PROJECT, "tools-1"].toSorted());
  });

  it("is a named project without any search", async () => {
    const swept = await sweepOf(WIDE, { selection: { projects: [PROJECT] } });
    expect(scopes(swept)).toEqual([PROJECT]);
    expect(swept.calls.filter(({ operation }) => operation === "resourcemanager.projects.search")).toEqual([]);
  });

  it("is a project by its id, when it is named by its number", async () => {
    const swept = await sweepOf(WIDE, { selection: { projects: [NUMBER] } });
    expect(scopes(swept)).toEqual([PROJECT]);
    expect(swept.clusters[0]?.id).toBe(`projects/${PROJECT}/locations/europe-west1/clusters/pay`);
  });

  it("is all below an organisation, folders included, each once", async () => {
    const swept = await sweepOf(WIDE, {
      selection: { organizations: [ORGANIZATION], folders: [FOLDER], projects: [PROJECT] },
    });
    expect(scopes(swept)).toEqual([PROJECT, "tools-1"]);
  });

  it("tells of a folder that cannot be listed and of the number that is no project", async () => {
    const faults = [{ operation: "resourcemanager.folders.list", kind: "denied" } as const];
    const swept = await sweepOf(WIDE, { selection: { folders: [FOLDER], projects: ["999"] }, knobs: { faults } });
    expect(swept.ledger).toContainEqual({
      provider: "gke",
      scope: `folders/${FOLDER}`,
      location: "-",
      status: "refused",
      clusters: null,
      operation: "resourcemanager.folders.list",
      permission: "resourcemanager.folders.list",
      reason: "Google refused the call (IAM_PERMISSION_DENIED)",
    });
    expect(swept.ledger).toContainEqual(expect.objectContaining({ scope: "999", status: "refused" }));
    expect(scopes(swept)).toContain(PROJECT);
  });

  it("tells of a folder without projects", async () => {
    const swept = await sweepOf(
      { projects: [], folders: [{ id: "77", parent: "organizations/1" }] },
      { selection: { folders: ["77"] } },
    );
    expect(swept.ledger).toEqual([
      { provider: "gke", scope: "folders/77", location: "-", status: "read", clusters: 0 },
    ]);
  });

  it("is refused as a whole when the search is", async () => {
    const faults = [{ operation: "resourcemanager.projects.search", kind: "denied" } as const];
    const swept = await sweepOf(WIDE, { knobs: { faults } });
    expect(swept.ledger).toMatchObject([{ scope: "-", status: "refused", permission: "resourcemanager.projects.get" }]);
  });
});

describe("locations", () => {
  const clusters = ["europe-west1", "europe-west1-b", "europe-west10", "us-central1"].map((location) => ({
    name: location,
    location,
  }));
  const landscape = landscapeWith({ project: { clusters } });

  it("of a region include its zones and no other region", async () => {
    const swept = await sweepOf(landscape, { selection: { locations: ["europe-west1"] } });
    expect(swept.clusters.map(({ name }) => name).toSorted()).toEqual(["europe-west1", "europe-west1-b"]);
    expect(swept.ledger).toEqual([
      { provider: "gke", scope: PROJECT, location: "europe-west1", status: "read", clusters: 2 },
    ]);
  });

  it("of other clouds are skipped", async () => {
    const swept = await sweepOf(landscape, { selection: { locations: ["eu-west-1", "westeurope", "us-central1"] } });
    expect(swept.ledger.map(({ location, status, clusters: count }) => [location, status, count])).toEqual([
      ["eu-west-1", "skipped", null],
      ["westeurope", "skipped", null],
      ["us-central1", "read", 1],
    ]);
  });

  it("that do not answer make the place incomplete, and what was found is still there", async () => {
    const silent = landscapeWith({ project: { clusters, missingZones: ["europe-west1-b"] } });
    const swept = await sweepOf(silent);
    expect(swept.ledger).toEqual([
      {
        provider: "gke",
        scope: PROJECT,
        location: "-",
        status: "incomplete",
        clusters: null,
        reason: "no answer from europe-west1-b",
        operation: "container.clusters.list",
      },
    ]);
    expect(swept.clusters).toHaveLength(3);
    expect(swept.calls.filter(({ operation }) => operation === "container.clusters.list")).toHaveLength(2);
    expect((await sweepOf(silent, { selection: { locations: ["us-central1"] } })).ledger).toMatchObject([
      { status: "read" },
    ]);
    expect((await sweepOf(silent, { selection: { locations: ["europe-west1"] } })).ledger).toMatchObject([
      { status: "incomplete" },
    ]);
  });
});

describe("a project", () => {
  it("with the GKE API switched off holds no clusters", async () => {
    const swept = await sweepOf(landscapeWith({ project: { disabledServices: ["container.googleapis.com"] } }));
    expect(swept.ledger).toMatchObject([{ scope: PROJECT, status: "read", clusters: 0 }]);
    const named = await sweepOf(landscapeWith({ project: { disabledServices: ["container.googleapis.com"] } }), {
      selection: { projects: [PROJECT] },
    });
    expect(named.ledger).toMatchObject([{ scope: PROJECT, status: "read", clusters: 0 }]);
  });

  it("is not empty when its number cannot be compared with that of the switched-off API", async () => {
    const landscape = landscapeWith({ project: { disabledServices: ["container.googleapis.com"] } });
    const faults = [{ operation: "resourcemanager.projects.get", kind: "denied" } as const];
    const swept = await sweepOf(landscape, { selection: { projects: [PROJECT] }, knobs: { faults } });
    expect(swept.ledger).toMatchObject([
      { scope: PROJECT, status: "failed", clusters: null, operation: "container.clusters.list" },
    ]);
  });

  it("that does not exist or whose clusters may not be listed is told of", async () => {
    const swept = await sweepOf(WIDE, { selection: { projects: ["no-such-project"] } });
    expect(swept.ledger).toMatchObject([
      {
        scope: "no-such-project",
        status: "failed",
        clusters: null,
        reason: expect.stringContaining("CONSUMER_INVALID"),
      },
    ]);
    const faults = [{ operation: "container.clusters.list", kind: "denied" } as const];
    const refused = await sweepOf(WIDE, { selection: { projects: [PROJECT] }, knobs: { faults } });
    expect(refused.ledger).toMatchObject([{ status: "refused", permission: "container.clusters.list" }]);
  });

  it("without clusters costs one call", async () => {
    const swept = await sweepOf(landscapeWith({ project: { clusters: [] } }), { selection: { projects: [PROJECT] } });
    expect(swept.ledger).toMatchObject([{ status: "read", clusters: 0 }]);
    expect(swept.calls.map(({ operation }) => operation)).toEqual(["google.token", "container.clusters.list"]);
  });
});

describe("a cluster", () => {
  it("is told in our words", async () => {
    const labels = { env: "prod", constructor: "x" };
    const clusters = [
      {
        name: "auto",
        location: "europe-west1",
        autopilot: true,
        version: "1.34.1-gke.7",
        status: "RECONCILING" as const,
        labels,
        createTime: "2026-02-01T08:00:00+02:00",
      },
      {
        name: "new",
        location: "europe-west1-b",
        status: "PROVISIONING" as const,
        loggingComponents: [],
        clientCertificate: true,
      },
    ];
    const swept = await sweepOf(landscapeWith({ project: { clusters } }));
    expect(swept.cluster("auto")).toMatchObject({
      kind: "cluster",
      provider: "gke",
      id: `projects/${PROJECT}/locations/europe-west1/clusters/auto`,
      scope: PROJECT,
      location: "europe-west1",
      version: "1.34.1-gke.7",
      flavour: "autopilot",
      state: "updating",
      createdAt: "2026-02-01T06:00:00Z",
      labels,
      facts: { loggingComponents: { value: ["SYSTEM_COMPONENTS", "WORKLOADS"] } },
    });
    expect(swept.cluster("new")).toMatchObject({
      flavour: "standard",
      state: "creating",
      facts: { loggingComponents: { value: [] }, issuesClientCertificate: { value: true } },
    });
  });

  it("stands after what it refers to, in shapes that a snapshot can be checked with", async () => {
    const swept = await sweepOf(WIDE);
    for (const cluster of swept.clusters) {
      const own = swept.kinds.indexOf(cluster.id);
      for (const id of cluster.resources) expect(swept.kinds.indexOf(id)).toBeLessThan(own);
      for (const id of cluster.resources) expect(swept.kinds).toContain(id);
      clusterFacts.parse(cluster.facts);
    }
    for (const record of swept.resources.values()) {
      found(resourceFacts[record.type as ResourceType], record.type).parse(record.facts);
    }
    expect(new Set(swept.evidence.map(({ id }) => id)).size).toBe(swept.evidence.length);
  });

  it("shares what is above its project with the clusters of other projects", async () => {
    const sibling = {
      id: "shop-test",
      number: "500000000009",
      parent: `folders/${FOLDER}`,
      clusters: [{ name: "test", location: "europe-west1" }],
    };
    const swept = await sweepOf(landscapeWith({}, { projects: [sibling] }));
    const shared = swept.calls.filter(
      ({ operation, scope }) => operation === "logging.sinks.list" && scope === `folders/${FOLDER}`,
    );
    expect(shared).toHaveLength(1);
  });
});

it("writes nothing to the cloud", async () => {
  const swept = await sweepOf(WIDE);
  expect(swept.calls.filter(({ mutating }) => mutating)).toEqual([]);
  expect(swept.calls.every(({ operation }) => !operation.includes("unmodelled"))).toBe(true);
});

it("stops when it is interrupted", async () => {
  const swept = await sweepOf(WIDE, { signal: AbortSignal.abort(new Error("interrupted")) });
  expect(swept.clusters).toEqual([]);
  expect(swept.ledger).toMatchObject([{ status: "failed", reason: "interrupted before it was read" }]);
});

it("reads a project whose id lies in a domain", async () => {
  const id = "example.com:shop-prod";
  const landscape = { projects: [{ id, number: NUMBER, clusters: [{ name: "pay", location: "europe-west1" }] }] };
  const swept = await sweepOf(landscape, { selection: { projects: [id] } });
  expect(swept.ledger).toMatchObject([{ scope: id, status: "read", clusters: 1 }]);
  expect(swept.evidence.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  expect(swept.trail("pay").routes.map(({ name }) => name)).toEqual(["_Required", "_Default"]);
});
