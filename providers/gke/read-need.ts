import { known, type Fact } from "../../src/model/fact.ts";
import type { FactBag, ResourceRecord } from "../../src/model/cluster.ts";
import { factFrom } from "../contract.ts";
import type { Seat } from "./ask.ts";
import { getAncestry, getIamPolicy, getProject } from "./calls.ts";
import {
  ancestorsOf,
  auditConfigsOf,
  factFromList,
  factOrGone,
  logBucketOf,
  projectIdOf,
  resourceRecord,
  sinkOf,
} from "./facts.ts";
import { IN_SCOPE_ALL, listLogBuckets, listSinks } from "./log-calls.ts";
import { getCryptoKey, getDataset, getStorageBucket, getTopic, listSubscriptions } from "./store-calls.ts";
import { datasetOf, primaryStateOf, storageBucketOf, topicOf } from "./store-facts.ts";
import { resourceIdOf, type Need } from "./names.ts";
import type { LogBucket, Sink } from "./schema.ts";

/** Reads something that several clusters share, once in a run. */
export function readNeed(seat: Seat, need: Need): Promise<ResourceRecord> {
  return seat.run.resource(resourceIdOf(need), async () => resourceRecord(need, await factsOf(seat, need)));
}

async function factsOf(seat: Seat, { type, of }: Need): Promise<FactBag> {
  switch (type) {
    case "project":
      return { ancestors: factFrom(await getAncestry(seat, of.slice("projects/".length)), ancestorsOf) };
    case "project-number":
      return { projectId: factFrom(await getProject(seat, of.slice("projects/".length)), projectIdOf) };
    case "iam-audit-config":
      return { auditConfigs: factFrom(await getIamPolicy(seat, of), auditConfigsOf) };
    case "log-sinks":
      return of.startsWith("projects/") ? sinksOfProject(seat, of) : sinksOfContainer(seat, of);
    case "log-buckets":
      return { buckets: await logBuckets(seat, of) };
    case "gcs-bucket":
      return { bucket: factOrGone(await getStorageBucket(seat, of), storageBucketOf) };
    case "bigquery-dataset":
      return { dataset: factOrGone(await getDataset(seat, of), datasetOf) };
    case "pubsub-topic":
      return topicFacts(seat, of);
    case "kms-key":
      return { primaryState: keyState(await getCryptoKey(seat, of)) };
  }
}

/** One call shows the ancestors' intercepting sinks, too; where it fails the plain one may still show the project's own. */
async function sinksOfProject(seat: Seat, resource: string): Promise<FactBag> {
  const list = await listSinks(seat, resource, IN_SCOPE_ALL);
  const all = factFromList(list, (sinks) => sinks.map((sink) => sinkOf(sink, resource)));
  if (all.state === "known") {
    const isOwn = ({ owner }: Sink): boolean => owner === resource;
    return {
      sinks: { ...all, value: all.value.filter(isOwn) },
      interceptors: { ...all, value: all.value.filter((sink) => !isOwn(sink) && sink.interceptChildren) },
    };
  }
  return { ...(await sinksOfContainer(seat, resource)), interceptors: all };
}

async function sinksOfContainer(
  seat: Seat,
  resource: string,
): Promise<{ sinks: Fact<Sink[]>; interceptors: Fact<Sink[]> }> {
  const list = await listSinks(seat, resource, "");
  return { sinks: factFromList(list, (sinks) => sinks.map((sink) => sinkOf(sink, resource))), interceptors: known([]) };
}

/** A project that is gone has no buckets. */
async function logBuckets(seat: Seat, parent: string): Promise<Fact<LogBucket[]>> {
  const list = await listLogBuckets(seat, parent);
  if (!list.ok && list.failure.outcome === "not-found") return known([], [list.failure.evidence]);
  return factFromList(list, (buckets) => buckets.map(logBucketOf));
}

async function topicFacts(seat: Seat, name: string): Promise<FactBag> {
  const topic = factOrGone(await getTopic(seat, name), topicOf);
  if (topic.state === "known" && topic.value === null) return { topic, subscriptions: known(0, topic.evidence) };
  return { topic, subscriptions: factFromList(await listSubscriptions(seat, name), (found) => found.length) };
}

function keyState(answer: Awaited<ReturnType<typeof getCryptoKey>>): Fact<string> {
  if (!answer.ok && answer.outcome === "not-found") return known("MISSING", [answer.evidence]);
  return factFrom(answer, primaryStateOf);
}
