import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { mapFact, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Attribution, Flow, PlatformSupport, Watcher } from "../../../src/model/trail.ts";
import type { ClusterFacts } from "../fact-schema.ts";
import { findResource, lost, type Resources } from "../found.ts";

/** Flow, detection, attribution and support of one cluster. */

const STALE_MINUTES = 120;

export function flowOf(cluster: ClusterRecord, { newestAudit }: ClusterFacts): Fact<Flow> {
  if (newestAudit.state !== "known") return newestAudit;
  const { ageMinutes } = newestAudit.value;
  const isFresh = ageMinutes !== null && ageMinutes <= STALE_MINUTES;
  const open = (reason: string): Fact<Flow> =>
    unknown({ call: "logs:DescribeLogStreams", on: cluster.id, reason }, newestAudit.evidence);
  if (cluster.state === "creating") return open("the cluster is being created");
  if (cluster.state === "failed" && ageMinutes === null) return open("the cluster's state is failed");
  if (cluster.flavour === "outposts-local" && !isFresh) {
    return open("a local cluster on Outposts keeps its logs while it is cut off, and sends them later");
  }
  return newestAudit;
}

export function detectionOf(read: ClusterFacts, resource: Resources): Fact<readonly Watcher[]> {
  const id = read.detectors;
  if (id.state !== "known") return id;
  const detectors = findResource(resource, "guardduty-detectors", id.value)?.facts.detectors ?? lost(id.value);
  return mapFact(detectors, (all) =>
    all.map(({ status, auditLogs }) => ({
      name: "GuardDuty on EKS audit logs",
      active: status === "ENABLED" && auditLogs === "ENABLED",
    })),
  );
}

export function detectorIdsOf({ detectors }: ClusterFacts, resource: Resources): readonly string[] {
  if (detectors.state !== "known") return [];
  const found = findResource(resource, "guardduty-detectors", detectors.value)?.facts.detectors;
  return found?.state === "known" ? found.value.map(({ id }) => id) : [];
}

const ATTRIBUTIONS = new Map<string, Attribution>([
  ["API", "personal"],
  ["API_AND_CONFIG_MAP", "mixed"],
  ["CONFIG_MAP", "shared"],
]);

/** By how identities are mapped: every record of an IAM caller carries its access key, at every version. */
export function attributionOf(cluster: ClusterRecord, { authenticationMode: mode }: ClusterFacts): Fact<Attribution> {
  if (mode.state !== "known") return mode;
  const value = ATTRIBUTIONS.get(mode.value);
  if (value !== undefined) return { ...mode, value };
  const reason = "the authentication mode is one that is not known here";
  return unknown({ call: "eks:DescribeCluster", on: cluster.id, reason }, mode.evidence);
}

const ENDING_DAYS = 60;
const DAY_MS = 86_400_000;

export function platformOf(cluster: ClusterRecord, read: ClusterFacts, resource: Resources): Fact<PlatformSupport> {
  const id = read.versions;
  if (id.state !== "known") return id;
  const facts = findResource(resource, "eks-versions", id.value)?.facts;
  const versions = facts?.versions ?? lost(id.value);
  const readOn = facts?.readOn ?? lost(id.value);
  if (versions.state !== "known") return versions;
  if (readOn.state !== "known") return readOn;
  const found = versions.value.find(({ version }) => version === cluster.version);
  const value = found && supportOf(found, readOn.value);
  if (value) return { ...versions, value };
  const call = cluster.version === null ? "eks:DescribeCluster" : "eks:DescribeClusterVersions";
  const reason =
    cluster.version === null
      ? "the cluster's version is not known"
      : "what EKS lists says nothing about the cluster's version";
  return unknown({ call, on: cluster.id, reason }, versions.evidence);
}

interface Listed {
  readonly status: string;
  readonly standardUntil: string | null;
  readonly extendedUntil: string | null;
}

function supportOf({ status, standardUntil, extendedUntil }: Listed, readOn: string): PlatformSupport | undefined {
  switch (status) {
    case "STANDARD_SUPPORT": {
      if (standardUntil === null) return { support: "standard" };
      const days = (Date.parse(standardUntil) - Date.parse(readOn)) / DAY_MS;
      return { support: days <= ENDING_DAYS ? "ending" : "standard", until: standardUntil };
    }
    case "EXTENDED_SUPPORT":
      return { support: "extended", ...(extendedUntil === null ? {} : { until: extendedUntil }) };
    case "UNSUPPORTED":
      return { support: "unsupported" };
    default:
      return undefined;
  }
}
