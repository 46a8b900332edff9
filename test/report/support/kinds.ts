import type { Evidence } from "../../../src/model/evidence.ts";
import type { CoverageRow, Result } from "../../../src/model/result.ts";
import { ACTIVITIES, CONTROLS } from "./catalogue.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** Clusters in the states that are met most. */

type Place = Pick<FakeCluster, "name" | "scope" | "location">;

export function fine(place: Place): FakeCluster {
  return { provider: "eks", ...place };
}

/** EKS with the audit stream off: one cause, everything else follows. */
export function silent(place: Place): FakeCluster {
  const logging = `'{"clusterLogging":[{"types":["audit"],"enabled":true}]}'`;
  const remedy = `Switch on the log type audit: aws eks update-cluster-config --name ${place.name} --region ${place.location} --logging ${logging}`;
  const follows = (control: string): Partial<Result> => ({
    status: "fail",
    message: control.startsWith("LOG-")
      ? "No stream of API server events reaches a store."
      : "0 of 3 activities are recorded in full; not recorded (lost at stream): all of them.",
    causedBy: "AUD-ENABLED",
    remedy,
  });
  const spared = new Set(["AUD-ENABLED", "AUD-ATTRIBUTION", "AUD-NO-EXEMPTION", "AUD-AUTHN"]);
  return {
    provider: "eks",
    ...place,
    results: {
      ...Object.fromEntries(CONTROLS.filter(({ id }) => !spared.has(id)).map(({ id }) => [id, follows(id)])),
      "AUD-ENABLED": {
        status: "fail",
        message: "No API server audit event leaves the control plane: audit is off.",
        remedy,
      },
      "AUD-ATTRIBUTION": { status: "not-applicable", message: "There is no record to attribute." },
      "AUD-NO-EXEMPTION": { status: "not-applicable", message: "There is nothing to exempt from." },
    },
    coverage: () => ({ verdict: "blind", lostAt: "stream" }),
  };
}

/** EKS with a log group that forgets after 30 days. */
export function shortLived(place: Place): FakeCluster {
  const group = `/aws/eks/${place.name}/cluster`;
  return {
    provider: "eks",
    ...place,
    results: {
      "LOG-RETENTION": {
        status: "fail",
        message: `Not kept long enough: ${group} keeps 30 days; pci-dss-4.0.1 asks for 90 days hot and 365 in total.`,
        remedy: `Keep the log group's entries for 365 days: aws logs put-retention-policy --log-group-name ${group} --region ${place.location} --retention-in-days 365`,
      },
    },
    coverage: () => ({ hotDays: 30, totalDays: 30 }),
  };
}

const READS = new Set(["AUD-READS", "AUD-SECRETS"]);
const INTERACTIVE = new Set(["EX-EXEC-GET", "EX-ATTACH"]);

/** GKE without Data Access logs: reads are lost, interactive access is disputed. */
export function readsOff(place: Place): FakeCluster {
  const remedy = `Switch on ADMIN_READ and DATA_READ for container.googleapis.com: gcloud projects get-iam-policy ${place.scope} --format=json`;
  return {
    provider: "gke",
    ...place,
    results: {
      "AUD-READS": {
        status: "fail",
        message: "0 of 3 activities are recorded in full; not recorded (lost at stream).",
        remedy,
      },
      "AUD-SECRETS": {
        status: "fail",
        message: "0 of 3 activities are recorded in full; not recorded (lost at stream).",
        remedy,
      },
      "AUD-INTERACTIVE": {
        status: "warn",
        severity: "medium",
        basis: "disputed",
        message: "2 of 4 activities are recorded in full; not recorded by one of the sources: exec and attach by GET.",
      },
      "LOG-CENTRAL": { status: "warn", severity: "medium", basis: "declared", message: "Declared: SIEM contract." },
    },
    coverage: (id) => {
      const control = ACTIVITIES.find((activity) => activity.id === id)?.control ?? "";
      if (READS.has(control)) return { verdict: "blind", lostAt: "stream" };
      return INTERACTIVE.has(id) ? { verdict: "degraded", lostAt: "policy", basis: "disputed" } : {};
    },
  };
}

/** GKE below a folder whose sinks cannot be read. */
export function open(place: Place, folder: string): FakeCluster {
  const call: Evidence = {
    id: `e-${folder}`,
    operation: "logging.sinks.list",
    scope: folder,
    location: "-",
    at: "2026-11-24T09:59:58Z",
    outcome: "denied",
    excerpt: { code: 403 },
  };
  const unknown: Partial<Result> = {
    status: "unknown",
    message: `It may be fail or pass: permission denied (logging.sinks.list on ${folder}).`,
    evidence: [call.id],
    missing: ["logging.sinks.list"],
  };
  return {
    provider: "gke",
    ...place,
    results: { "LOG-CENTRAL": unknown, "LOG-RETENTION": unknown, "LOG-IMMUTABLE": unknown },
    evidence: [call],
    coverage: (id): Partial<CoverageRow> =>
      id === "DE-EVENTS-DELETE"
        ? { verdict: "blind", lostAt: "policy" }
        : id === "EX-EXEC-GET"
          ? { verdict: "unknown", totalDays: null }
          : {},
  };
}

/** A cluster whose control plane runs elsewhere. */
export function elsewhere(place: Place): FakeCluster {
  const result: Partial<Result> = {
    status: "not-applicable",
    basis: "documented",
    message: "Its control plane runs elsewhere.",
  };
  return {
    provider: "aks",
    ...place,
    results: Object.fromEntries(CONTROLS.map(({ id }) => [id, result])),
    coverage: () => ({ verdict: "not-applicable" }),
  };
}

/** Accepted by somebody until a day. */
export function waive(fake: FakeCluster, control: string, reason: string, owner: string): FakeCluster {
  const waiver = { reason, owner, until: "2027-01-31" };
  return { ...fake, results: { ...fake.results, [control]: { ...fake.results?.[control], waiver } } };
}
