import { known } from "../../src/model/fact.ts";
import type { ClusterRecord } from "../../src/model/cluster.ts";
import type { Trail } from "../../src/model/trail.ts";
import type { FactReader } from "../contract.ts";
import { remedy } from "./remedy.ts";
import { clusterFacts, resourceFacts } from "./schema.ts";
import { factsFrom, type FindResource } from "./trail-facts.ts";
import { routingOf } from "./trail-routes.ts";
import { streamsOf } from "./trail-streams.ts";

/** Judges the facts of a snapshot; needs no cloud SDK. */
export const facts: FactReader = { clusterFacts, resourceFacts, trail: trailOf, remedy };

function trailOf(cluster: ClusterRecord, resource: FindResource): Trail {
  const shared = factsFrom(resource);
  const { streams, notes } = streamsOf(cluster.scope, shared);
  const { name, location } = cluster;
  return {
    cluster,
    profile: "gke",
    streams,
    ...routingOf({ project: cluster.scope, facts: shared, cluster: { name, location } }),
    // Nothing in Cloud Logging changes an entry on its way.
    rewriting: known("none", [], "documented"),
    inapplicable: [],
    depth: [],
    notes,
  };
}
