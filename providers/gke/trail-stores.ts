import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { StoreState } from "../../src/model/trail.ts";
import type { Destination } from "./names.ts";
import type { Sink } from "./schema.ts";
import { daysOfDataset, daysOfStorageBucket, daysOfTopic } from "./trail-days.ts";
import { evidenceOf, stillUnknown, valueOf } from "./trail-facts.ts";
import { logBucketStore } from "./trail-log-bucket.ts";
import {
  SOMEWHERE,
  gone,
  projectIdOf,
  keyFacts,
  unknownStore,
  type KnownStore,
  type StoreSite,
} from "./trail-store.ts";

export type StoreDestination = Exclude<Destination, { readonly kind: "project" }>;

/** That the sink's writer may write to what is there is not read, and taken for granted. */
const WRITABLE = "inferred";

/** The store behind a destination; projects are not stores. */
export function storeOf(site: StoreSite, destination: StoreDestination, sink?: Sink): KnownStore {
  switch (destination.kind) {
    case "log-bucket":
      return logBucketStore(site, destination);
    case "gcs-bucket":
      return gcsStore(site, destination.bucket);
    case "bigquery-dataset":
      return datasetStore(site, destination.project, destination.dataset, sink?.partitioned ?? false);
    case "pubsub-topic":
      return topicStore(site, destination.project, destination.topic);
    case "unknown": {
      const reason = "the destination of the sink is of no known kind";
      const fact = unknown({ call: "logging.sinks.list", on: sink?.owner ?? site.project, reason });
      return unknownStore({ id: destination.text, kind: "unknown", name: destination.text, scope: SOMEWHERE }, fact);
    }
  }
}

function gcsStore(site: StoreSite, bucketName: string): KnownStore {
  const fact = site.facts.get("gcs-bucket", bucketName).bucket;
  const name = { id: `storage.googleapis.com/${bucketName}`, kind: "gcs-bucket", name: bucketName, scope: SOMEWHERE };
  const bucket = valueOf(fact);
  if (bucket === undefined) return { ...unknownStore(name, fact), hotDays: known(0, [], "documented") };
  const evidence = evidenceOf(fact);
  if (bucket === null) return { ...name, location: SOMEWHERE, ...gone("there is no such bucket", evidence) };
  return {
    ...name,
    scope: projectIdOf(site, bucket.projectNumber),
    location: bucket.location.toLowerCase(),
    state: known("live", evidence, WRITABLE),
    hotDays: known(0, evidence, "documented"),
    totalDays: daysOfStorageBucket(bucketName, bucket, evidence),
    ...keyFacts(site.facts, bucket.kmsKey, evidence),
  };
}

function datasetStore(site: StoreSite, project: string, datasetName: string, isPartitioned: boolean): KnownStore {
  const resource = `projects/${project}/datasets/${datasetName}`;
  const fact = site.facts.get("bigquery-dataset", resource).dataset;
  const name = {
    id: `bigquery.googleapis.com/${resource}`,
    kind: "bigquery-dataset",
    name: datasetName,
    scope: project,
  };
  const dataset = valueOf(fact);
  if (dataset === undefined) return unknownStore(name, fact);
  const evidence = evidenceOf(fact);
  if (dataset === null) return { ...name, location: SOMEWHERE, ...gone("there is no such dataset", evidence) };
  return {
    ...name,
    location: dataset.location.toLowerCase(),
    state: known("live", evidence, WRITABLE),
    hotDays: daysOfDataset(dataset, isPartitioned, evidence),
    totalDays: daysOfDataset(dataset, isPartitioned, evidence),
    ...keyFacts(site.facts, dataset.kmsKey, evidence),
  };
}

function topicStore(site: StoreSite, project: string, topicName: string): KnownStore {
  const resource = `projects/${project}/topics/${topicName}`;
  const { topic: fact, subscriptions } = site.facts.get("pubsub-topic", resource);
  const name = { id: `pubsub.googleapis.com/${resource}`, kind: "pubsub-topic", name: topicName, scope: project };
  const topic = valueOf(fact);
  if (topic === undefined) return unknownStore(name, fact);
  const evidence = [...evidenceOf(fact), ...evidenceOf(subscriptions)];
  if (topic === null) return { ...name, location: SOMEWHERE, ...gone("there is no such topic", evidence) };
  const readers = valueOf(subscriptions);
  if (readers === 0 && topic.retentionSeconds === null) {
    const reason = "nobody subscribes to the topic, and it keeps nothing";
    return { ...name, location: SOMEWHERE, ...gone(reason, evidence) };
  }
  const live: Fact<StoreState> = known("live", evidence, WRITABLE);
  return {
    ...name,
    location: SOMEWHERE,
    state: readers === undefined && topic.retentionSeconds === null ? stillUnknown(subscriptions) : live,
    ...daysOfTopic(resource, topic, readers, evidence),
    ...keyFacts(site.facts, topic.kmsKey, evidence),
  };
}
