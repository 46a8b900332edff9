import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { ClusterRecord, ClusterState, FactBag, ResourceRecord } from "../../src/model/cluster.ts";
import { factFrom, type Answer } from "../contract.ts";
import type { Ancestry, Cluster, IamPolicy, LogBucketAnswer, Project, SinkAnswer } from "./answers.ts";
import { ALL_LOCATIONS, scopeOf, type Whole } from "./ask.ts";
import { isJudged } from "./calls.ts";
import { resourceIdOf, type Need } from "./names.ts";
import type { AuditConfig, LogBucket, Sink } from "./schema.ts";

/** Google's words into ours; nothing else in this provider does that. */

const STATES = new Map<string, ClusterState>([
  ["PROVISIONING", "creating"],
  ["RUNNING", "running"],
  ["RECONCILING", "updating"],
  ["STOPPING", "deleting"],
  ["ERROR", "failed"],
  ["DEGRADED", "running"],
]);

export function clusterRecord(
  project: string,
  cluster: Cluster,
  evidence: string,
  resources: readonly string[],
): ClusterRecord {
  const components = cluster.loggingConfig?.componentConfig?.enableComponents ?? [];
  const certificate = cluster.masterAuth?.clientCertificateConfig?.issueClientCertificate ?? false;
  return {
    kind: "cluster",
    provider: "gke",
    id: `projects/${project}/locations/${cluster.location}/clusters/${cluster.name}`,
    name: cluster.name,
    scope: project,
    location: cluster.location,
    version: cluster.currentMasterVersion || null,
    flavour: cluster.autopilot?.enabled ? "autopilot" : "standard",
    labels: cluster.resourceLabels ?? {},
    state: STATES.get(cluster.status) ?? "unknown",
    createdAt: utcOf(cluster.createTime),
    facts: {
      loggingComponents: known(components.toSorted(), [evidence]),
      issuesClientCertificate: known(certificate, [evidence]),
    },
    resources,
  };
}

function utcOf(time: string): string | null {
  const parsed = new Date(time);
  return Number.isNaN(parsed.getTime()) ? null : `${parsed.toISOString().slice(0, 19)}Z`;
}

export function resourceRecord(need: Need, facts: FactBag): ResourceRecord {
  const isNamed = need.of.includes("/");
  return {
    kind: "resource",
    provider: "gke",
    id: resourceIdOf(need),
    type: need.type,
    name: need.of.slice(need.of.lastIndexOf("/") + 1),
    scope: isNamed ? scopeOf(need.of) : ALL_LOCATIONS,
    location: /\/locations\/([^/]+)/.exec(need.of)?.[1] ?? ALL_LOCATIONS,
    facts,
  };
}

/** The fact that a list gives; one that was cut gives none. */
export function factFromList<T, V>(list: Whole<T>, pick: (value: readonly T[]) => V): Fact<V> {
  if (!list.ok) return unknown(list.failure.gap, [list.failure.evidence]);
  return known(pick(list.value), list.evidence);
}

/** The fact of something that may be gone, which is known then, too. */
export function factOrGone<T, V>(answer: Answer<T>, pick: (value: T) => V): Fact<V | null> {
  if (!answer.ok && answer.outcome === "not-found") return known(null, [answer.evidence]);
  return factFrom(answer, pick);
}

export function ancestorsOf({ ancestor }: Ancestry): string[] {
  return ancestor
    .filter(({ resourceId }) => resourceId.type !== "project")
    .map(({ resourceId }) => `${resourceId.type}s/${resourceId.id}`);
}

export function projectIdOf({ projectId }: Project): string {
  return projectId;
}

export function auditConfigsOf({ auditConfigs }: IamPolicy): AuditConfig[] {
  return auditConfigs
    .filter(({ service }) => isJudged(service))
    .flatMap(({ service, auditLogConfigs }) =>
      auditLogConfigs.map(({ logType, exemptedMembers }) => ({ service, logType, exemptedMembers })),
    );
}

/** Owner of an intercepting sink that an answer does not name. */
const SOME_ANCESTOR = "folders/-";

/** @param asked the resource whose sinks were asked for; older answers do not name the owner */
export function sinkOf(answer: SinkAnswer, asked: string): Sink {
  return {
    owner: ownerOf(answer, asked),
    name: answer.name,
    destination: answer.destination,
    filter: answer.filter,
    exclusions: answer.exclusions.filter(({ disabled }) => !disabled).map(({ name, filter }) => ({ name, filter })),
    disabled: answer.disabled,
    includeChildren: answer.includeChildren,
    interceptChildren: answer.interceptChildren,
    partitioned: answer.bigqueryOptions?.usePartitionedTables ?? false,
  };
}

/** A project may be named by its number; only what is above projects can intercept. */
function ownerOf({ resourceName, interceptChildren }: SinkAnswer, asked: string): string {
  const named = /^((?:folders|organizations)\/\d+)\/sinks\//.exec(resourceName)?.[1];
  if (named !== undefined) return named;
  return interceptChildren && asked.startsWith("projects/") ? SOME_ANCESTOR : asked;
}

export function logBucketOf(answer: LogBucketAnswer): LogBucket {
  const [, location = "", id = ""] = /\/locations\/([^/]+)\/buckets\/([^/]+)$/.exec(answer.name) ?? [];
  return {
    id,
    location,
    retentionDays: answer.retentionDays ?? null,
    locked: answer.locked,
    lifecycleState: answer.lifecycleState,
    kmsKey: answer.cmekSettings?.kmsKeyName || null,
  };
}
