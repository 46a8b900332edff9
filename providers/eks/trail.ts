import type { ClusterRecord, ResourceRecord } from "../../src/model/cluster.ts";
import { known, mapFact, type Fact } from "../../src/model/fact.ts";
import { DEPTHS, type Attribution, type Inapplicable, type StreamState } from "../../src/model/trail.ts";
import type { FactReader } from "../contract.ts";
import { cloudApiOf, objectReadsOf, seenTrails } from "./cloudtrail/trails.ts";
import { STREAMS } from "./copies/part.ts";
import { clusterFacts, resourceFacts, type ClusterFacts, type PipelineFact } from "./fact-schema.ts";
import { eventRulesOf } from "./events/seen-rules.ts";
import type { EksTrail } from "./eks-trail.ts";
import { lost, lostGroup } from "./found.ts";
import { lakeCopies, lakeNotes } from "./lake/copies.ts";
import { remedy } from "./remedy.ts";
import { rewritingOf } from "./group/rewriting.ts";
import { logGroupStore, type GroupSeen } from "./group/store.ts";
import { tamperingOf } from "./tampering/tampering.ts";
import { copiesOf } from "./copies/trail.ts";
import { notesOf } from "./trail-notes.ts";
import { attributionOf, detectionOf, detectorIdsOf, flowOf, platformOf } from "./watch/trail.ts";

/** Facts of a snapshot to a trail. Pure. */

export const facts: FactReader = { clusterFacts, resourceFacts, trail, remedy };

function trail(cluster: ClusterRecord, resource: (id: string) => ResourceRecord | undefined): EksTrail {
  const read: ClusterFacts = clusterFacts.parse(cluster.facts);
  const common = { cluster, profile: "eks", depth: DEPTHS };
  if (read.connectedTo.state === "known" && read.connectedTo.value !== null) {
    const elsewhere = "a connected cluster: its control plane is not run by EKS";
    return {
      ...common,
      elsewhere,
      streams: [],
      routes: [],
      stores: [],
      unseenRoutes: [],
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
  const trails = seenTrails(read, resource);
  const copies = copiesOf(cluster, read, seen, resource, objectReadsOf(trails));
  const lakes = lakeCopies(read.securityLake, cluster, resource);
  const detection = detectionOf(read, resource);
  const tampering = tamperingOf(trails, eventRulesOf(read, resource), cluster);
  const attribution = attributionOf(cluster, read);
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
      ...copies.routes,
    ],
    stores: [store, ...copies.stores],
    unseenRoutes: copies.unseen,
    sideCopies: lakes,
    rewriting: rewritingOf(audit, pipelinesOf(read, resource), seen.facts, cluster.id),
    inapplicable: inapplicableOf(attribution),
    notes: [
      ...notesOf(cluster, read, seen.facts, store, detection),
      ...copies.notes,
      ...lakeNotes(lakes, store),
      ...tampering.notes,
    ],
    flow: flowOf(cluster, read),
    detection,
    tampering: tampering.alarms,
    cloudApi: cloudApiOf(trails, cluster.location),
    attribution,
    platform: platformOf(cluster, read, resource),
    logGroup: seen.facts,
    cloudTrails: trails,
    detectorIds: detectorIdsOf(read, resource),
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

/** With access entries alone nothing is read from the ConfigMap, so changing it changes nobody's access. */
function inapplicableOf(attribution: Fact<Attribution>): Inapplicable[] {
  const reason = "the cluster maps identities by access entries only";
  return [{ activity: "PS-AWS-AUTH", reason, holds: mapFact(attribution, (value) => value === "personal") }];
}
