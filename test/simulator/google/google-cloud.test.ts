import { afterEach, describe, expect, it } from "vitest";
import type { Knobs } from "../../../src/simulator/cloud.ts";
import { demoGoogle } from "../../../src/simulator/demo/google.ts";
import { googleCloud } from "../../../src/simulator/google/index.ts";
import type { GoogleLandscape } from "../../../src/simulator/google/landscape.ts";
import { startSimulator, type Simulator } from "../../../src/simulator/server.ts";

const LANDSCAPE: GoogleLandscape = {
  organizations: [
    {
      id: "42",
      sinks: [
        {
          name: "take",
          destination: "logging.googleapis.com/projects/central-logs",
          includeChildren: true,
          interceptChildren: true,
        },
      ],
    },
  ],
  folders: [{ id: "7", parent: "organizations/42" }],
  projects: [
    {
      id: "shop-prod",
      number: "1001",
      parent: "folders/7",
      auditConfigs: [{ service: "allServices", auditLogConfigs: [{ logType: "ADMIN_READ" }] }],
      clusters: [{ name: "pay", location: "europe-west1", labels: { env: "prod" } }],
      missingZones: ["europe-west1-b"],
    },
    { id: "off-1", number: "1002", disabledServices: ["container.googleapis.com"] },
    { id: "empty-1", number: "1003", clusters: [] },
  ],
  storageBuckets: [{ name: "archive", retentionPeriod: "31536000", retentionLocked: true }],
  topics: [{ project: "shop-prod", id: "siem" }],
};

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

interface Got {
  readonly status: number;
  readonly body: unknown;
}

interface Asked {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly knobs?: Knobs;
}

async function get(
  path: string,
  { method = "GET", headers = { authorization: "Bearer x" }, knobs = {} }: Asked = {},
): Promise<Got> {
  simulator ??= await startSimulator([googleCloud(LANDSCAPE)], knobs);
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers,
    ...(method === "POST" ? { body: "{}" } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

const CLUSTERS = "/container.googleapis.com/v1/projects/shop-prod/locations/-/clusters";

describe("the container API", () => {
  it("answers numbers for enums when asked to, and names otherwise", async () => {
    expect(await get(CLUSTERS)).toMatchObject({
      status: 200,
      body: {
        clusters: [{ name: "pay", status: "RUNNING", resourceLabels: { env: "prod" } }],
        missingZones: ["europe-west1-b"],
      },
    });
    expect(await get(`${CLUSTERS}?$alt=json%3Benum-encoding=int`)).toMatchObject({
      body: { clusters: [{ status: 2, loggingConfig: { componentConfig: { enableComponents: [1, 2] } } }] },
    });
  });

  it("leaves out what has its default", async () => {
    expect((await get("/container.googleapis.com/v1/projects/empty-1/locations/-/clusters")).body).toEqual({});
    const { body } = await get(CLUSTERS);
    expect(JSON.stringify(body)).not.toMatch(/autopilot|issueClientCertificate/);
  });

  it("says why a project has none", async () => {
    const off = await get("/container.googleapis.com/v1/projects/off-1/locations/-/clusters");
    expect(off).toMatchObject({
      status: 403,
      body: {
        error: {
          status: "PERMISSION_DENIED",
          details: [
            {
              reason: "SERVICE_DISABLED",
              metadata: { service: "container.googleapis.com", consumer: "projects/1002" },
            },
          ],
        },
      },
    });
    const missing = await get("/container.googleapis.com/v1/projects/nope-1/locations/-/clusters");
    expect(missing).toMatchObject({ status: 403, body: { error: { details: [{ reason: "CONSUMER_INVALID" }] } } });
  });
});

describe("Resource Manager", () => {
  it("searches, lists and gives the chain above a project", async () => {
    const host = "/cloudresourcemanager.googleapis.com";
    expect((await get(`${host}/v3/projects:search?query=state:ACTIVE`)).body).toMatchObject({
      projects: [{ name: "projects/1001", projectId: "shop-prod", state: "ACTIVE" }, {}, {}],
    });
    expect((await get(`${host}/v3/projects?parent=folders/7`)).body).toMatchObject({
      projects: [{ projectId: "shop-prod" }],
    });
    expect((await get(`${host}/v3/folders?parent=organizations/42`)).body).toMatchObject({
      folders: [{ name: "folders/7" }],
    });
    expect((await get(`${host}/v3/folders?parent=folders/7`)).body).toEqual({});
    expect((await get(`${host}/v1/projects/shop-prod:getAncestry`, { method: "POST" })).body).toEqual({
      ancestor: [
        { resourceId: { type: "project", id: "shop-prod" } },
        { resourceId: { type: "folder", id: "7" } },
        { resourceId: { type: "organization", id: "42" } },
      ],
    });
  });

  it("says 403 for what does not exist", async () => {
    expect(await get("/cloudresourcemanager.googleapis.com/v3/projects/nope-1")).toMatchObject({ status: 403 });
    expect(
      await get("/cloudresourcemanager.googleapis.com/v3/folders/9:getIamPolicy", { method: "POST" }),
    ).toMatchObject({ status: 403 });
  });

  it("gives policies with an etag, and auditConfigs only where there are any", async () => {
    const host = "/cloudresourcemanager.googleapis.com/v3";
    expect((await get(`${host}/projects/shop-prod:getIamPolicy`, { method: "POST" })).body).toMatchObject({
      etag: expect.any(String),
      auditConfigs: [{ service: "allServices" }],
    });
    expect((await get(`${host}/folders/7:getIamPolicy`, { method: "POST" })).body).not.toHaveProperty("auditConfigs");
  });
});

describe("Cloud Logging", () => {
  it("shows the ancestors' intercepting sinks only when asked for them", async () => {
    const plain = await get("/logging.googleapis.com/v2/projects/shop-prod/sinks");
    expect(plain.body).toMatchObject({ sinks: [{ name: "_Required" }, { name: "_Default" }] });
    expect(plain.body).toHaveProperty("sinks.length", 2);
    const all = await get(
      `/logging.googleapis.com/v2/projects/shop-prod/sinks?filter=${encodeURIComponent('in_scope("ALL")')}`,
    );
    expect(all.body).toMatchObject({
      sinks: [{}, {}, { resourceName: "organizations/42/sinks/take", interceptChildren: true }],
    });
    expect(await get("/logging.googleapis.com/v2/projects/shop-prod/sinks?filter=x")).toMatchObject({ status: 400 });
  });

  it("has the two system buckets in every project", async () => {
    const { body } = await get("/logging.googleapis.com/v2/projects/empty-1/locations/-/buckets");
    expect(body).toMatchObject({
      buckets: [
        {
          name: "projects/empty-1/locations/global/buckets/_Required",
          retentionDays: 400,
          locked: true,
          lifecycleState: "ACTIVE",
        },
        { name: "projects/empty-1/locations/global/buckets/_Default", retentionDays: 30, lifecycleState: "ACTIVE" },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('"locked":false');
  });

  it("pages, and refuses a token it did not give", async () => {
    const knobs = { pageSize: 1 };
    const first = await get("/logging.googleapis.com/v2/projects/shop-prod/sinks", { knobs });
    const { sinks, nextPageToken } = first.body as { sinks: unknown[]; nextPageToken: string };
    expect(sinks).toHaveLength(1);
    const second = await get(`/logging.googleapis.com/v2/projects/shop-prod/sinks?pageToken=${nextPageToken}`);
    expect(second.body).toMatchObject({ sinks: [{ name: "_Default" }] });
    expect(second.body).not.toHaveProperty("nextPageToken");
    expect(await get("/logging.googleapis.com/v2/projects/shop-prod/sinks?pageToken=made-up")).toMatchObject({
      status: 400,
    });
  });
});

describe("older APIs", () => {
  it("answer in their own shapes", async () => {
    expect((await get("/storage.googleapis.com/storage/v1/b/archive")).body).toMatchObject({
      retentionPolicy: { retentionPeriod: "31536000", isLocked: true },
    });
    expect(await get("/storage.googleapis.com/storage/v1/b/nope")).toMatchObject({
      status: 404,
      body: { error: { code: 404, errors: [{ reason: "notFound" }] } },
    });
    expect(await get("/bigquery.googleapis.com/bigquery/v2/projects/p/datasets/d")).toMatchObject({
      status: 404,
      body: { error: { status: "NOT_FOUND" } },
    });
  });

  it("throttle in their own ways", async () => {
    const faults = [{ kind: "throttled" as const, retryAfterSeconds: 2 }];
    expect(
      await get("/bigquery.googleapis.com/bigquery/v2/projects/p/datasets/d", { knobs: { faults } }),
    ).toMatchObject({ status: 403, body: { error: { errors: [{ reason: "rateLimitExceeded" }] } } });
    expect(await get("/storage.googleapis.com/storage/v1/b/archive")).toMatchObject({ status: 429 });
    expect(await get(CLUSTERS)).toMatchObject({
      status: 429,
      body: {
        error: { status: "RESOURCE_EXHAUSTED", details: [{ reason: "RATE_LIMIT_EXCEEDED" }, { retryDelay: "2s" }] },
      },
    });
  });
});

describe("everything", () => {
  it("needs a credential", async () => {
    const refused = await get(CLUSTERS, { headers: {} });
    expect(refused).toMatchObject({
      status: 401,
      body: { error: { status: "UNAUTHENTICATED", details: [{ reason: "CREDENTIALS_MISSING" }] } },
    });
  });

  it("can be refused, with the permission named", async () => {
    const knobs = { faults: [{ operation: "resourcemanager.projects.getAncestry", kind: "denied" as const }] };
    const { body } = await get("/cloudresourcemanager.googleapis.com/v1/projects/shop-prod:getAncestry", {
      method: "POST",
      knobs,
    });
    expect(body).toMatchObject({
      error: {
        details: [
          {
            reason: "IAM_PERMISSION_DENIED",
            metadata: { permission: "resourcemanager.projects.get", resource: "projects/shop-prod" },
          },
        ],
      },
    });
  });

  it("refuses to be changed", async () => {
    expect(await get("/logging.googleapis.com/v2/projects/shop-prod/sinks", { method: "POST" })).toMatchObject({
      status: 405,
    });
    expect(
      await get("/cloudresourcemanager.googleapis.com/v3/projects/shop-prod:setIamPolicy", { method: "POST" }),
    ).toMatchObject({ status: 405 });
    expect(simulator?.calls.every(({ mutating }) => mutating)).toBe(true);
  });

  it("says so where it has no answer", async () => {
    expect(await get("/compute.googleapis.com/compute/v1/projects/p/zones")).toMatchObject({ status: 404 });
  });
});

describe("credentials", () => {
  it("come from a metadata server that wants its header", async () => {
    const path = "/computeMetadata/v1/instance/service-accounts/default/token";
    expect(await get(path, { headers: {} })).toMatchObject({ status: 403 });
    expect(await get(path, { headers: { "metadata-flavor": "Google" } })).toMatchObject({
      status: 200,
      body: { token_type: "Bearer" },
    });
    expect(await get("/oauth2.googleapis.com/token", { method: "POST", headers: {} })).toMatchObject({ status: 200 });
  });

  it("are found there and nowhere else", () => {
    const env = googleCloud(demoGoogle).env("http://127.0.0.1:4711");
    expect(env).toMatchObject({
      TRAILPROOF_GCP_ENDPOINT: "http://127.0.0.1:4711",
      GCE_METADATA_HOST: "127.0.0.1:4711",
      GOOGLE_APPLICATION_CREDENTIALS: "",
    });
  });
});
