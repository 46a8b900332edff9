import type { ClusterRecord, ResourceRecord } from "../../src/model/cluster.ts";
import { known, mapFact, unknown, type Fact, type Unknown } from "../../src/model/fact.ts";
import type { Inapplicable, StreamState, Trail, TrailNote } from "../../src/model/trail.ts";
import type { FactReader } from "../contract.ts";
import {
  clusterFacts,
  resourceFacts,
  type ClusterFacts,
  type LogGroupFacts,
  type PipelineFact,
} from "./fact-schema.ts";
import { remedy } from "./remedy.ts";
import { rewritingOf } from "./rewriting.ts";
import { logGroupStore, type GroupSeen } from "./store.ts";

/** Facts of a snapshot to a trail. Pure. */

export const facts: FactReader = { clusterFacts, resourceFacts, trail, remedy };

const STREAMS = ["audit", "authenticator"] as const;

/** A trail that remembers the log group behind its store, for remedies. */
export interface EksTrail extends Trail {
  readonly logGroup?: LogGroupFacts;
}

function trail(cluster: ClusterRecord, resource: (id: string) => ResourceRecord | undefined): EksTrail {
  const read: ClusterFacts = clusterFacts.parse(cluster.facts);
  const common = { cluster, profile: "eks", unseenRoutes: [], depth: [] };
  if (read.connectedTo.state === "known" && read.connectedTo.value !== null) {
    const elsewhere = "a connected cluster: its control plane is not run by EKS";
    return {
      ...common,
      elsewhere,
      streams: [],
      routes: [],
      stores: [],
      rewriting: known("none"),
      inapplicable: [],
      notes: [],
    };
  }
  const seen = groupOf(read, resource);
  const store = logGroupStore(cluster, seen);
  const streams = STREAMS.map((id): StreamState => ({
    id,
    on: isOn(read.logTypes, id),
    exemptions: known([], [], "documented"),
  }));
  const audit = isOn(read.logTypes, "audit");
  return {
    ...common,
    streams,
    routes: [
      {
        id: "log-group",
        name: store.name,
        streams: [...STREAMS],
        store: store.id,
        enabled: known(true),
        filters: [],
      },
    ],
    stores: [store],
    rewriting: rewritingOf(audit, pipelinesOf(read, resource), seen.facts, cluster.id),
    inapplicable: inapplicableOf(read.authenticationMode),
    notes: notesOf(cluster, seen.facts),
    logGroup: seen.facts,
  };
}

function isOn(logTypes: Fact<readonly string[]>, stream: string): Fact<boolean> {
  return mapFact(logTypes, (types) => types.includes(stream));
}

function groupOf(read: ClusterFacts, resource: (id: string) => ResourceRecord | undefined): GroupSeen {
  const id = read.logGroup.state === "known" ? read.logGroup.value : "";
  const record = resource(id);
  if (record?.type !== "cloudwatch-log-group") return { id, facts: lostGroup(lost(id)) };
  return { id, facts: resourceFacts["cloudwatch-log-group"].parse(record.facts) };
}

function lostGroup(fact: Unknown): LogGroupFacts {
  const names = Object.keys(resourceFacts["cloudwatch-log-group"].shape);
  return Object.fromEntries(names.map((name) => [name, fact])) as unknown as LogGroupFacts;
}

function pipelinesOf(
  read: ClusterFacts,
  resource: (id: string) => ResourceRecord | undefined,
): Fact<readonly PipelineFact[]> {
  const id = read.telemetryPipelines;
  if (id.state !== "known") return id;
  const record = resource(id.value);
  if (record?.type !== "telemetry-pipelines") return lost(id.value);
  return resourceFacts["telemetry-pipelines"].parse(record.facts).pipelines;
}

function lost(id: string): Unknown {
  return unknown({ call: "snapshot", on: id, reason: "the snapshot does not hold this resource" });
}

/** With access entries alone nothing is read from the ConfigMap, so changing it changes nobody's access. */
function inapplicableOf(mode: Fact<string>): Inapplicable[] {
  const reason = "the cluster maps identities by access entries only";
  return [{ activity: "PS-AWS-AUTH", reason, holds: mapFact(mode, (value) => value === "API") }];
}

/** Tools make the group shortly before its cluster; only a longer head start means an earlier cluster of that name. */
const HEAD_START_MS = 24 * 3_600_000;

function notesOf(cluster: ClusterRecord, group: LogGroupFacts): TrailNote[] {
  const created = group.createdAt.state === "known" ? group.createdAt.value : null;
  if (created === null || cluster.createdAt === null) return [];
  if (Date.parse(created) > Date.parse(cluster.createdAt) - HEAD_START_MS) return [];
  const text = `the log group is older than the cluster: entries from before ${cluster.createdAt.slice(0, 10)} belong to an earlier cluster of that name`;
  return [{ control: "LOG-DELIVERED", text }];
}
