import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { remedy } from "../../../providers/gke/remedy.ts";
import type { GoogleLandscape } from "../../../src/simulator/google/landscape.ts";
import { FOLDER, PROJECT, found, landscapeWith, sweepOf, type Hierarchy } from "./sweep-of.ts";

const DEFAULT = { hotDays: 90, totalDays: 365 };

async function remedies(
  control: string,
  parts: Hierarchy,
  rest: Partial<GoogleLandscape> = {},
  asked = DEFAULT,
): Promise<string | undefined> {
  const swept = await sweepOf(landscapeWith(parts, rest), { selection: { projects: [PROJECT] } });
  return remedy(control, swept.trail("pay"), asked);
}

const EVERYTHING = {
  service: "container.googleapis.com",
  auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
} as const;
const ON: Hierarchy = { project: { auditConfigs: [EVERYTHING] } };

/** Runs the jq program of a remedy on a policy. */
function edited(text: string, policy: object): unknown {
  const program = found(/jq '((?:[^']|'\\'')*)'/.exec(text)?.[1], "jq program").replaceAll("'\\''", "'");
  return JSON.parse(execFileSync("jq", [program], { input: JSON.stringify(policy), encoding: "utf8" }));
}

function hasJq(): boolean {
  try {
    execFileSync("jq", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

describe("reads that are not recorded", () => {
  it.each(["AUD-READS", "AUD-SECRETS", "AUD-INTERACTIVE", "AUD-DENIED"])(
    "of %s: the log types that are off",
    async (control) => {
      const parts: Hierarchy = {
        folder: { auditConfigs: [{ service: "allServices", auditLogConfigs: [{ logType: "ADMIN_READ" }] }] },
      };
      const text = await remedies(control, parts);
      expect(text).toMatch(
        /^Switch on the Data Access logs DATA_READ, DATA_WRITE of the Kubernetes Engine API in the project: gcloud projects get-iam-policy shop-prod --format=json \| jq '/,
      );
      expect(text).toMatch(/> policy\.json && gcloud projects set-iam-policy shop-prod policy\.json$/);
    },
  );

  it.runIf(hasJq())("the command adds them and keeps what is there", async () => {
    const text = found(await remedies("AUD-READS", {}), "remedy");
    const added = [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }, { logType: "DATA_WRITE" }];
    const entry = { service: "container.googleapis.com", auditLogConfigs: added };
    expect(edited(text, { etag: "x", bindings: [] })).toEqual({ etag: "x", bindings: [], auditConfigs: [entry] });
    const own = { logType: "OTHER", exemptedMembers: ["user:a@example.com"] };
    const before = [
      { service: "allServices", auditLogConfigs: [own] },
      { service: "container.googleapis.com", auditLogConfigs: [own] },
    ];
    expect(edited(text, { auditConfigs: before })).toEqual({
      auditConfigs: [before[0], { service: "container.googleapis.com", auditLogConfigs: [own, ...added] }],
    });
  });

  it("with all log types on: what stops them on the way", async () => {
    expect(
      await remedies("AUD-READS", { project: { auditConfigs: [EVERYTHING], defaultSink: { disabled: true } } }),
    ).toBe(
      "Switch the sink on that stores Data Access logs: gcloud logging sinks update _Default --project=shop-prod --no-disabled",
    );
    expect(await remedies("AUD-READS", ON)).toBeUndefined();
  });
});

describe("exemptions", () => {
  const exempting = {
    service: "allServices",
    auditLogConfigs: [{ logType: "DATA_READ" as const, exemptedMembers: ["user:a@example.com"] }],
  };

  it("of members are ended where they are made", async () => {
    const text = found(await remedies("AUD-NO-EXEMPTION", { folder: { auditConfigs: [exempting] } }), "remedy");
    expect(text).toMatch(
      /^Exempt nobody from the Data Access logs: gcloud resource-manager folders get-iam-policy 213000000001 --format=json \| jq/,
    );
  });

  it.runIf(hasJq())("of members are ended for Kubernetes and left alone for other services", async () => {
    const text = found(await remedies("AUD-NO-EXEMPTION", { project: { auditConfigs: [exempting] } }), "remedy");
    const other = { ...exempting, service: "storage.googleapis.com" };
    expect(edited(text, { auditConfigs: [exempting, other], etag: "x" })).toEqual({
      auditConfigs: [{ service: "allServices", auditLogConfigs: [{ logType: "DATA_READ" }] }, other],
      etag: "x",
    });
    expect(edited(text, { etag: "x" })).toEqual({ etag: "x" });
  });

  it("of sinks are ended sink by sink, with every name quoted", async () => {
    const filter = 'protoPayload.serviceName="k8s.io"';
    const text = await remedies("AUD-NO-EXEMPTION", {
      project: {
        ...ON.project,
        defaultSink: { filter: 'NOT resource.type="k8s_cluster"', exclusions: [{ name: "k8s; rm -rf ~", filter }] },
      },
      folder: {
        sinks: [
          {
            name: "it's",
            destination: "storage.googleapis.com/archive",
            includeChildren: true,
            exclusions: [{ name: "gke", filter }],
          },
        ],
      },
    });
    expect(text).toContain(
      "gcloud logging sinks update _Default --project=shop-prod --remove-exclusions='k8s; rm -rf ~'",
    );
    expect(text).toContain(`gcloud logging sinks update 'it'\\''s' --folder=${FOLDER} --remove-exclusions=gke`);
    expect(text).toContain(
      `gcloud logging sinks update _Default --project=shop-prod --log-filter='NOT LOG_ID("cloudaudit.googleapis.com/activity")`,
    );
  });

  it("that are none need nothing", async () => {
    expect(await remedies("AUD-NO-EXEMPTION", ON)).toBeUndefined();
  });
});

describe("stores", () => {
  it("that keep too little are changed, the fixed and the locked ones left alone", async () => {
    expect(await remedies("LOG-RETENTION", ON)).toBe(
      "Keep the bucket's entries for 365 days: gcloud logging buckets update _Default --location=global --project=shop-prod --retention-days=365",
    );
    const locked = { project: { ...ON.project, defaultBucket: { locked: true } } };
    expect(await remedies("LOG-RETENTION", locked)).toBeUndefined();
  });

  it("keep Admin Activity in a bucket of its own where more is asked for than _Required keeps", async () => {
    const hipaa = { hotDays: 90, totalDays: 2192 };
    const project = "--project=shop-prod";
    const update = `gcloud logging buckets update _Default --location=global ${project} --retention-days=2192`;
    const make = `gcloud logging buckets create audit-archive --location=global ${project} --retention-days=2192`;
    const copy = `gcloud logging sinks create audit-archive logging.googleapis.com/projects/shop-prod/locations/global/buckets/audit-archive ${project} --log-filter='LOG_ID("cloudaudit.googleapis.com/activity")'`;
    expect(await remedies("LOG-RETENTION", ON, {}, hipaa)).toBe(
      `Keep entries for 2192 days, those of _Required in a bucket beside it: ${update} && ${make} && ${copy}`,
    );
    const kept: Hierarchy = { project: { ...ON.project, defaultBucket: { retentionDays: 3000 } } };
    expect(await remedies("LOG-RETENTION", kept, {}, hipaa)).toBe(
      `Keep entries for 2192 days, those of _Required in a bucket beside it: ${make} && ${copy}`,
    );
    expect(await remedies("LOG-RETENTION", kept)).toBeUndefined();
  });

  it("are changed to the days of a set of one's own, up to what a bucket takes", async () => {
    const own = await remedies("LOG-RETENTION", ON, {}, { hotDays: 200, totalDays: 100 });
    expect(own).toContain("entries for 200 days");
    expect(own).toMatch(/--retention-days=200$/);
    expect(await remedies("LOG-RETENTION", ON, {}, { hotDays: 90, totalDays: 3651 })).toBeUndefined();
  });

  const to = (destination: string): Hierarchy => ({
    project: { ...ON.project, sinks: [{ name: "extra", destination }] },
  });
  const cases: readonly [destination: string, command: string][] = [
    [
      "logging.googleapis.com/projects/shop-prod/locations/eu/buckets/audit",
      "gcloud logging buckets create audit --location=eu --project=shop-prod --retention-days=365",
    ],
    ["storage.googleapis.com/archive", "gcloud storage buckets create gs://archive"],
    ["bigquery.googleapis.com/projects/shop-prod/datasets/audit", "bq mk --dataset shop-prod:audit"],
    ["pubsub.googleapis.com/projects/shop-prod/topics/siem", "gcloud pubsub topics create siem --project=shop-prod"],
  ];
  it.each(cases)("that are missing are made: %s", async (destination, command) => {
    expect(await remedies("LOG-DELIVERED", to(destination))).toBe(
      `Make the ${/dataset/.test(destination) ? "dataset" : /topic/.test(destination) ? "topic" : "bucket"} that the sink writes to: ${command}`,
    );
  });

  it("that nobody reads get a reader, and those about to go are taken back", async () => {
    const topics = [{ project: PROJECT, id: "siem" }];
    const text = await remedies("LOG-DELIVERED", to("pubsub.googleapis.com/projects/shop-prod/topics/siem"), {
      topics,
    });
    expect(text).toContain(
      "gcloud pubsub subscriptions create siem-reader --topic=siem --topic-project=shop-prod --project=shop-prod",
    );
    const going = to("logging.googleapis.com/projects/shop-prod/locations/eu/buckets/audit");
    const buckets = [{ id: "audit", location: "eu", lifecycleState: "DELETE_REQUESTED" as const }];
    expect(await remedies("LOG-DELIVERED", { project: { ...going.project, buckets } })).toContain(
      "gcloud logging buckets undelete audit --location=eu",
    );
  });

  it("whose key is disabled need the key", async () => {
    const key = "projects/keys-1/locations/europe/keyRings/logs/cryptoKeys/main";
    const parts = { project: { ...ON.project, defaultBucket: { kmsKeyName: key } } };
    expect(await remedies("LOG-DELIVERED", parts, { keys: [{ name: key, primary: "DISABLED" }] })).toContain(
      "gcloud kms keys versions list --key=main --keyring=logs --location=europe --project=keys-1",
    );
  });
});

it("there is none for what the user cannot change", async () => {
  expect(await remedies("CTL-CLOUDAPI", {})).toBeUndefined();
});
