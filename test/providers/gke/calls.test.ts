import { afterEach, describe, expect, it } from "vitest";
import type { Answer } from "../../../providers/contract.ts";
import { wholeOf, type Seat, type Whole } from "../../../providers/gke/ask.ts";
import {
  getAncestry,
  getIamPolicy,
  getProject,
  listClusters,
  listFolders,
  listProjects,
  searchProjects,
} from "../../../providers/gke/calls.ts";
import { connect } from "../../../providers/gke/client.ts";
import { IN_SCOPE_ALL, listLogBuckets, listSinks } from "../../../providers/gke/log-calls.ts";
import { permissions } from "../../../providers/gke/permissions.ts";
import {
  getCryptoKey,
  getDataset,
  getStorageBucket,
  getTopic,
  listSubscriptions,
} from "../../../providers/gke/store-calls.ts";
import type { Evidence, Outcome } from "../../../src/model/evidence.ts";
import type { FaultKind, Knobs } from "../../../src/simulator/cloud.ts";
import { googleCloud } from "../../../src/simulator/google/index.ts";
import { startSimulator, type SeenCall } from "../../../src/simulator/server.ts";
import { createRun } from "../../../src/sweep/run.ts";
import { FOLDER, ORGANIZATION, PROJECT, landscapeWith, setEnv } from "./sweep-of.ts";

const KEY = `projects/${PROJECT}/locations/europe/keyRings/logs/cryptoKeys/main`;
const LANDSCAPE = landscapeWith(
  { project: { sinks: [{ name: "extra", destination: "storage.googleapis.com/archive" }] } },
  {
    projects: [{ id: "other-1", number: "500000000002", parent: `folders/${FOLDER}` }],
    storageBuckets: [{ name: "archive" }],
    datasets: [{ project: PROJECT, id: "audit" }],
    topics: [
      { project: PROJECT, id: "siem", subscriptions: ["projects/p/subscriptions/a", "projects/p/subscriptions/b"] },
    ],
    keys: [{ name: KEY, primary: "ENABLED" }],
  },
);

type Result = Answer<unknown> | Whole<unknown>;

interface Operation {
  readonly name: string;
  readonly on: string;
  call(seat: Seat): Promise<Result>;
  /** `{}` is a good answer: an empty list. */
  readonly mayBeEmpty?: boolean;
  /** Entries of the whole list. */
  readonly paged?: number;
}

const OPERATIONS: readonly Operation[] = [
  {
    name: "container.clusters.list",
    on: `projects/${PROJECT}`,
    call: (seat) => listClusters(seat, PROJECT, "-"),
    mayBeEmpty: true,
  },
  {
    name: "resourcemanager.projects.search",
    on: "-",
    call: (seat) => wholeOf(searchProjects(seat)),
    mayBeEmpty: true,
    paged: 2,
  },
  {
    name: "resourcemanager.projects.list",
    on: `folders/${FOLDER}`,
    call: (seat) => wholeOf(listProjects(seat, `folders/${FOLDER}`)),
    mayBeEmpty: true,
    paged: 2,
  },
  {
    name: "resourcemanager.folders.list",
    on: `organizations/${ORGANIZATION}`,
    call: (seat) => wholeOf(listFolders(seat, `organizations/${ORGANIZATION}`)),
    mayBeEmpty: true,
    paged: 1,
  },
  { name: "resourcemanager.projects.get", on: `projects/${PROJECT}`, call: (seat) => getProject(seat, PROJECT) },
  {
    name: "resourcemanager.projects.getAncestry",
    on: `projects/${PROJECT}`,
    call: (seat) => getAncestry(seat, PROJECT),
  },
  {
    name: "resourcemanager.projects.getIamPolicy",
    on: `projects/${PROJECT}`,
    call: (seat) => getIamPolicy(seat, `projects/${PROJECT}`),
  },
  {
    name: "resourcemanager.folders.getIamPolicy",
    on: `folders/${FOLDER}`,
    call: (seat) => getIamPolicy(seat, `folders/${FOLDER}`),
  },
  {
    name: "resourcemanager.organizations.getIamPolicy",
    on: `organizations/${ORGANIZATION}`,
    call: (seat) => getIamPolicy(seat, `organizations/${ORGANIZATION}`),
  },
  {
    name: "logging.sinks.list",
    on: `projects/${PROJECT}`,
    call: (seat) => listSinks(seat, `projects/${PROJECT}`, IN_SCOPE_ALL),
    paged: 3,
  },
  {
    name: "logging.buckets.list",
    on: `projects/${PROJECT}`,
    call: (seat) => listLogBuckets(seat, `projects/${PROJECT}`),
    paged: 2,
  },
  { name: "storage.buckets.get", on: "projects/_/buckets/archive", call: (seat) => getStorageBucket(seat, "archive") },
  {
    name: "bigquery.datasets.get",
    on: `projects/${PROJECT}/datasets/audit`,
    call: (seat) => getDataset(seat, `projects/${PROJECT}/datasets/audit`),
  },
  {
    name: "pubsub.topics.get",
    on: `projects/${PROJECT}/topics/siem`,
    call: (seat) => getTopic(seat, `projects/${PROJECT}/topics/siem`),
  },
  {
    name: "pubsub.topics.subscriptions.list",
    on: `projects/${PROJECT}/topics/siem`,
    call: (seat) => listSubscriptions(seat, `projects/${PROJECT}/topics/siem`),
    mayBeEmpty: true,
    paged: 2,
  },
  { name: "cloudkms.cryptoKeys.get", on: KEY, call: (seat) => getCryptoKey(seat, KEY) },
];

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

interface Tried {
  readonly result: Result;
  readonly calls: readonly SeenCall[];
  readonly evidence: readonly Evidence[];
}

async function attempt(operation: Operation, knobs: Knobs = {}, attemptTimeoutMs = 2000): Promise<Tried> {
  const simulator = await startSimulator([googleCloud(LANDSCAPE)], knobs);
  cleanUps.push(setEnv(simulator.env), () => simulator.close());
  const evidence: Evidence[] = [];
  const ignore = (): void => undefined;
  const run = createRun({
    sink: { evidence: (one) => void evidence.push(one), cluster: ignore, resource: ignore, ledger: ignore },
    signal: new AbortController().signal,
    env: process.env,
    now: () => new Date("2026-11-24T10:00:00Z"),
    retry: { attempts: 2, attemptsThrottled: 2, baseMs: 1, baseThrottledMs: 1, attemptTimeoutMs },
  });
  const result = await operation.call({ client: await connect(process.env), run });
  return { result, calls: simulator.calls.filter((call) => call.operation === operation.name), evidence };
}

async function outcomeWith(operation: Operation, kind: FaultKind, attemptTimeoutMs?: number): Promise<Outcome> {
  const { result } = await attempt(operation, { faults: [{ operation: operation.name, kind }] }, attemptTimeoutMs);
  if (result.ok) return "ok";
  return "failure" in result ? result.failure.outcome : result.outcome;
}

describe.each(OPERATIONS)("$name", (operation) => {
  it("answers, and leaves evidence of the call", async () => {
    const { result, calls, evidence } = await attempt(operation);
    expect(result.ok).toBe(true);
    expect(calls).toHaveLength(1);
    expect(evidence).toMatchObject([{ operation: operation.name, outcome: "ok", at: "2026-11-24T10:00:00Z" }]);
    expect(JSON.stringify(evidence)).not.toContain("simulated-google-token");
  });

  it("names the permission when it is refused, and is not asked again", async () => {
    const { result, calls } = await attempt(operation, { faults: [{ operation: operation.name, kind: "denied" }] });
    if (result.ok) throw new Error("it was not refused");
    const { outcome, gap } = "failure" in result ? result.failure : result;
    const { permission } = permissions.find((needed) => needed.operation === operation.name) ?? {};
    expect({ outcome, ...gap }).toMatchObject({
      outcome: "denied",
      call: operation.name,
      permission,
      on: operation.on,
    });
    expect(calls).toHaveLength(1);
  });

  it("is asked again when throttled", async () => {
    const faults = [{ operation: operation.name, kind: "throttled", times: 1 } as const];
    const { result, calls } = await attempt(operation, { faults });
    expect(result.ok).toBe(true);
    expect(calls.map(({ status }) => status >= 400)).toEqual([true, false]);
  });

  it("is asked again when unavailable, but not for ever", async () => {
    const { result, calls } = await attempt(operation, {
      faults: [{ operation: operation.name, kind: "unavailable" }],
    });
    expect(result.ok).toBe(false);
    expect(calls).toHaveLength(2);
  });

  it.each(["html", "cut"] as const)("is malformed, never empty, when the answer is %s", async (kind) => {
    expect(await outcomeWith(operation, kind)).toBe("malformed");
  });

  it("takes an empty object for what it can be", async () => {
    expect(await outcomeWith(operation, "empty-object")).toBe(operation.mayBeEmpty ? "ok" : "malformed");
  });

  it("tells what is not there, what hangs and what breaks off", async () => {
    expect(await outcomeWith(operation, "not-found")).toBe("not-found");
    expect(await outcomeWith(operation, "hang", 60)).toBe("timed-out");
    expect(await outcomeWith(operation, "reset")).toBe("unavailable");
  });
});

describe.each(OPERATIONS.filter(({ paged }) => paged !== undefined))("$name", (operation) => {
  it("follows the pages", async () => {
    const { result, calls, evidence } = await attempt(operation, { pageSize: 1 });
    expect(result.ok && "value" in result && result.value).toHaveLength(operation.paged ?? 0);
    expect(calls).toHaveLength(operation.paged ?? 0);
    expect(new Set(evidence.map(({ id }) => id)).size).toBe(operation.paged);
  });
});

it("has a permission for every call", () => {
  expect(permissions.map(({ operation }) => operation).toSorted()).toEqual(
    OPERATIONS.map(({ name }) => name).toSorted(),
  );
});
