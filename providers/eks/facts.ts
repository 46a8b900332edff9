import type { ClusterRecord, ClusterState } from "../../src/model/cluster.ts";
import { known, notApplicable, unknown, type Fact, type Gap } from "../../src/model/fact.ts";
import type { Answer } from "../contract.ts";
import type { DeepClusterFacts } from "./deep-fact-schema.ts";
import type { ClusterFacts } from "./fact-schema.ts";
import { clusterArn, logGroupArn, pipelinesArn, type Site } from "./names.ts";
import type { ClusterAnswer } from "./schema.ts";

/** Answers of EKS in our words. Log groups: `log-facts.ts`. */

/** Whether a cluster's control plane is run by EKS and writes, or may write, an audit log. */
export function mayAudit(answer: Answer<ClusterAnswer>): boolean {
  if (!answer.ok || isConnected(answer.value)) return false;
  const types = logTypes(answer.value, "", "");
  return types.state === "known" && types.value.includes("audit");
}

/** What was read of a cluster beyond its description and its log group. */
export interface Deep {
  readonly facts: DeepClusterFacts;
  /** Ids of records, all of them written. */
  readonly resources: readonly string[];
}

/** @param answer of DescribeCluster; when it failed, the record says so in every fact */
export function clusterRecord(site: Site, name: string, answer: Answer<ClusterAnswer>, deep: Deep): ClusterRecord {
  const id = clusterArn(site, name);
  const common = { kind: "cluster", provider: "eks", id, name, scope: site.account, location: site.region } as const;
  const places = {
    logGroup: known(logGroupArn(site, name), [], "documented"),
    telemetryPipelines: known(pipelinesArn(site)),
  };
  if (!answer.ok) {
    const open = unknown({ ...answer.gap }, [answer.evidence]);
    const facts: ClusterFacts = {
      logTypes: open,
      authenticationMode: open,
      platformVersion: open,
      connectedTo: open,
      logGroup: places.logGroup,
      telemetryPipelines: open,
      ...deep.facts,
    };
    const none = { version: null, flavour: "unknown", labels: {}, state: "unknown", createdAt: null } as const;
    return { ...common, ...none, facts: { ...facts }, resources: [places.logGroup.value, ...deep.resources] };
  }
  const cluster = answer.value;
  const described = {
    ...common,
    version: cluster.version ?? null,
    flavour: flavourOf(cluster),
    labels: Object.fromEntries(cluster.tags),
    state: stateOf(cluster),
    createdAt: utc(cluster.createdAt),
  };
  if (isConnected(cluster)) {
    return { ...described, facts: { ...connectedFacts(cluster, answer.evidence, deep) }, resources: [] };
  }
  const asked = mayAudit(answer);
  const facts: ClusterFacts = {
    logTypes: logTypes(cluster, id, answer.evidence),
    authenticationMode: stated(cluster.accessConfig?.authenticationMode, "authentication mode", id, answer.evidence),
    platformVersion: stated(cluster.platformVersion, "platform version", id, answer.evidence),
    connectedTo: known(null, [answer.evidence]),
    logGroup: places.logGroup,
    telemetryPipelines: asked ? places.telemetryPipelines : notApplicable("audit logging is not known to be on"),
    ...deep.facts,
  };
  const resources = asked ? [places.logGroup.value, places.telemetryPipelines.value] : [places.logGroup.value];
  return { ...described, facts: { ...facts }, resources: [...resources, ...deep.resources] };
}

function connectedFacts(cluster: ClusterAnswer, evidence: string, deep: Deep): ClusterFacts {
  const elsewhere = notApplicable("the control plane of a connected cluster is not run by EKS");
  return {
    logTypes: elsewhere,
    authenticationMode: elsewhere,
    platformVersion: elsewhere,
    connectedTo: known(cluster.connectorConfig?.provider ?? "unknown", [evidence]),
    logGroup: elsewhere,
    telemetryPipelines: elsewhere,
    ...deep.facts,
  };
}

/** The union over all entries that are on: EKS answers one entry or two, in either order. */
export function logTypes(cluster: ClusterAnswer, on: string, evidence: string): Fact<string[]> {
  const entries = cluster.logging?.clusterLogging;
  if (!entries) return unknown(silent("logging", on), [evidence]);
  if (entries.some((entry) => typeof entry.enabled !== "boolean" || !entry.types)) {
    return unknown(silent("whether an entry of its logging is on", on), [evidence]);
  }
  const types = new Set(entries.filter((entry) => entry.enabled).flatMap((entry) => entry.types ?? []));
  return known([...types].toSorted(), [evidence]);
}

function stated(value: string | null | undefined, what: string, on: string, evidence: string): Fact<string> {
  return value ? known(value, [evidence]) : unknown(silent(what, on), [evidence]);
}

function silent(what: string, on: string): Gap {
  return { call: "eks:DescribeCluster", on, reason: `the answer says nothing about ${what}` };
}

const STATES = new Map<string, ClusterState>([
  ["CREATING", "creating"],
  ["ACTIVE", "running"],
  ["UPDATING", "updating"],
  ["DELETING", "deleting"],
  ["FAILED", "failed"],
]);

function stateOf(cluster: ClusterAnswer): ClusterState {
  return isConnected(cluster) ? "connected" : (STATES.get(cluster.status ?? "") ?? "unknown");
}

/** Registered with EKS, run by somebody else; `PENDING` until its agent has reported. */
export function isConnected(cluster: ClusterAnswer): boolean {
  return Boolean(cluster.connectorConfig) || cluster.status === "PENDING";
}

function flavourOf(cluster: ClusterAnswer): string {
  if (isConnected(cluster)) return "connected";
  if (cluster.outpostConfig) return "outposts-local";
  const { computeConfig, storageConfig, kubernetesNetworkConfig } = cluster;
  const parts = [computeConfig, storageConfig?.blockStorage, kubernetesNetworkConfig?.elasticLoadBalancing];
  return parts.every((part) => part?.enabled === true) ? "auto" : "standard";
}

/** UTC in whole seconds, of seconds since 1970 or a text; null when it is no time. */
export function utc(time: number | string | null | undefined): string | null {
  if (time === null || time === undefined) return null;
  const date = new Date(typeof time === "number" ? time * 1000 : time);
  return Number.isNaN(date.getTime()) ? null : `${date.toISOString().slice(0, 19)}Z`;
}
