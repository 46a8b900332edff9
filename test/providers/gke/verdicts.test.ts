import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/simulator/cloud.ts";
import { googleCloud } from "../../../src/simulator/google/index.ts";
import type { GoogleLandscape, SimAuditConfig, SimProject, SimSink } from "../../../src/simulator/google/landscape.ts";
import { scanSimulated } from "../../support/scan.ts";
import { FOLDER, PROJECT, landscapeWith, type Hierarchy } from "./sweep-of.ts";

/** What the settings of Google Cloud amount to, from the API to the verdict. */

const EVERYTHING = {
  service: "container.googleapis.com",
  auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
} as const;

/** Reads are on and kept for 400 days. */
const GOOD: SimProject = {
  id: PROJECT,
  number: "500000000001",
  parent: `folders/${FOLDER}`,
  clusters: [{ name: "pay", location: "europe-west1" }],
  auditConfigs: [EVERYTHING],
  defaultBucket: { retentionDays: 400 },
};

const CONTROLS = ["AUD-CHANGES", "AUD-READS", "AUD-NO-EXEMPTION", "LOG-DELIVERED", "LOG-RETENTION"] as const;

interface Case {
  readonly what: string;
  readonly parts: Hierarchy;
  readonly faults?: readonly Fault[];
  readonly rest?: Partial<GoogleLandscape>;
  /** In the order of `CONTROLS`. */
  readonly statuses: readonly string[];
}

const interceptor: SimSink = {
  name: "take",
  destination: "logging.googleapis.com/projects/central-logs",
  includeChildren: true,
  interceptChildren: true,
};
const central = (more: Partial<SimProject> = {}): Partial<GoogleLandscape> => ({
  projects: [{ id: "central-logs", number: "500000000077", ...more }],
});
const exclude = (filter: string): Hierarchy => ({
  project: { ...GOOD, defaultSink: { exclusions: [{ name: "x", filter }] } },
});

function exempting(...types: readonly ("ADMIN_READ" | "DATA_READ")[]): SimAuditConfig {
  const exemptedMembers = ["user:a@example.com"];
  return { service: "allServices", auditLogConfigs: types.map((logType) => ({ logType, exemptedMembers })) };
}

const CASES: readonly Case[] = [
  { what: "reads on, kept for 400 days", parts: { project: GOOD }, statuses: ["pass", "pass", "pass", "pass", "pass"] },
  {
    what: "reads on, kept for 30 days",
    parts: { project: { ...GOOD, defaultBucket: {} } },
    statuses: ["pass", "pass", "pass", "pass", "fail"],
  },
  {
    what: "Data Access off",
    parts: { project: { ...GOOD, auditConfigs: [] } },
    statuses: ["pass", "fail", "pass", "pass", "pass"],
  },
  {
    what: "a folder's policy refused, reads on in the project",
    parts: { project: GOOD },
    faults: [{ operation: "resourcemanager.folders.getIamPolicy", kind: "denied" }],
    statuses: ["pass", "pass", "unknown", "pass", "pass"],
  },
  {
    what: "a folder's policy refused, reads on nowhere else",
    parts: { project: { ...GOOD, auditConfigs: [] } },
    faults: [{ operation: "resourcemanager.folders.getIamPolicy", kind: "denied" }],
    statuses: ["pass", "unknown", "unknown", "pass", "pass"],
  },
  {
    what: "a member exempted from some of the reads, and which ones is not published",
    parts: { project: GOOD, folder: { auditConfigs: [exempting("DATA_READ")] } },
    statuses: ["pass", "unknown", "fail", "pass", "pass"],
  },
  {
    what: "a member exempted from reads",
    parts: { project: GOOD, folder: { auditConfigs: [exempting("ADMIN_READ", "DATA_READ")] } },
    statuses: ["pass", "warn", "fail", "pass", "pass"],
  },
  {
    what: "_Default disabled",
    parts: { project: { ...GOOD, defaultSink: { disabled: true } } },
    statuses: ["pass", "fail", "pass", "fail", "fail"],
  },
  {
    what: "_Default excludes Kubernetes",
    parts: exclude('protoPayload.serviceName="k8s.io"'),
    statuses: ["pass", "fail", "fail", "fail", "fail"],
  },
  {
    what: "_Default excludes machines",
    parts: exclude('resource.type="gce_instance"'),
    statuses: ["pass", "pass", "pass", "pass", "pass"],
  },
  {
    what: "_Default excludes Kubernetes' own identities",
    parts: exclude('protoPayload.authenticationInfo.principalEmail:"system:"'),
    statuses: ["pass", "fail", "fail", "pass", "pass"],
  },
  {
    what: "_Default samples",
    parts: exclude("sample(insertId, 0.9)"),
    statuses: ["pass", "warn", "fail", "pass", "pass"],
  },
  {
    what: "_Default excludes what is not understood",
    parts: exclude('SEARCH("x")'),
    statuses: ["pass", "unknown", "unknown", "unknown", "unknown"],
  },
  {
    what: "the project's sinks refused",
    parts: { project: GOOD },
    faults: [{ operation: "logging.sinks.list", scope: PROJECT, kind: "denied" }],
    statuses: ["pass", "unknown", "unknown", "unknown", "unknown"],
  },
  {
    what: "all sinks an empty object",
    parts: { project: GOOD },
    faults: [{ operation: "logging.sinks.list", kind: "empty-object" }],
    statuses: ["pass", "unknown", "unknown", "unknown", "unknown"],
  },
  {
    what: "a folder's sinks refused, kept long enough",
    parts: { project: GOOD },
    faults: [{ operation: "logging.sinks.list", scope: `folders/${FOLDER}`, kind: "denied" }],
    statuses: ["pass", "pass", "pass", "pass", "pass"],
  },
  {
    what: "a folder's sinks refused, not kept long enough",
    parts: { project: { ...GOOD, defaultBucket: {} } },
    faults: [{ operation: "logging.sinks.list", scope: `folders/${FOLDER}`, kind: "denied" }],
    statuses: ["pass", "pass", "pass", "pass", "unknown"],
  },
  {
    what: "buckets refused",
    parts: { project: GOOD },
    faults: [{ operation: "logging.buckets.list", kind: "denied" }],
    statuses: ["pass", "pass", "pass", "unknown", "unknown"],
  },
  {
    what: "taken to a central project that keeps them",
    parts: { project: { ...GOOD, defaultBucket: {} }, organization: { sinks: [interceptor] } },
    rest: central({ defaultBucket: { retentionDays: 400 } }),
    statuses: ["pass", "pass", "pass", "pass", "pass"],
  },
  {
    what: "taken to a central project that drops them",
    parts: { project: GOOD, organization: { sinks: [interceptor] } },
    rest: central({ defaultSink: { disabled: true } }),
    statuses: ["pass", "fail", "pass", "fail", "fail"],
  },
  {
    what: "taken to a central project that nobody may read",
    parts: { project: GOOD, organization: { sinks: [interceptor] } },
    rest: central(),
    faults: [{ operation: "logging.*", scope: "central-logs", kind: "denied" }],
    statuses: ["pass", "unknown", "pass", "unknown", "unknown"],
  },
  {
    what: "a copy to a bucket that is gone",
    parts: {
      project: {
        ...GOOD,
        sinks: [
          { name: "copy", destination: "storage.googleapis.com/gone", filter: 'logName:"cloudaudit.googleapis.com"' },
        ],
      },
    },
    statuses: ["pass", "pass", "pass", "warn", "pass"],
  },
  {
    what: "hot and total in two stores",
    parts: {
      project: {
        ...GOOD,
        defaultBucket: { retentionDays: 100 },
        sinks: [{ name: "copy", destination: "storage.googleapis.com/archive" }],
      },
    },
    rest: { storageBuckets: [{ name: "archive" }] },
    statuses: ["pass", "pass", "pass", "pass", "pass"],
  },
  {
    what: "the key of the bucket destroyed",
    parts: {
      project: {
        ...GOOD,
        defaultBucket: { retentionDays: 400, kmsKeyName: "projects/k/locations/eu/keyRings/r/cryptoKeys/k" },
      },
    },
    statuses: ["pass", "pass", "pass", "fail", "fail"],
  },
];

describe("verdicts", () => {
  it.each(CASES)("$what", async ({ parts, faults = [], rest = {}, statuses }) => {
    const scanned = await scanSimulated({
      clouds: [googleCloud(landscapeWith(parts, rest))],
      landscape: { gke: { projects: [PROJECT] } },
      knobs: { faults },
    });
    const found = CONTROLS.map((control) => [control, scanned.status("pay", control)]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(CONTROLS.map((control, index) => [control, statuses[index]])),
    );
  });
});
