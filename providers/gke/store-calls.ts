import type { Answer } from "../contract.ts";
import {
  cryptoKey,
  dataset,
  readSubscriptions,
  storageBucket,
  topic,
  type CryptoKeyAnswer,
  type DatasetAnswer,
  type StorageBucketAnswer,
  type TopicAnswer,
} from "./answers.ts";
import { ask, askAll, scopeOf, type Seat, type Whole } from "./ask.ts";
import { encoded, filled, lastPart } from "./request.ts";

export function getStorageBucket(seat: Seat, bucket: string): Promise<Answer<StorageBucketAnswer>> {
  return ask(seat, {
    operation: "storage.buckets.get",
    on: `projects/_/buckets/${bucket}`,
    scope: "-",
    target: bucket,
    attempt: (signal) =>
      seat.client
        .get(`storage.googleapis.com/storage/v1/b/${encoded(bucket)}`, {}, signal)
        .then((answer) => storageBucket.parse(answer)),
    excerpt: ({ retentionPolicy, lifecycle }) => ({
      retentionSeconds: retentionPolicy?.retentionPeriod ?? null,
      deleteRules: (lifecycle?.rule ?? []).filter(({ action }) => action.type === "Delete").length,
    }),
  });
}

/** @param name `projects/p/datasets/d` */
export function getDataset(seat: Seat, name: string): Promise<Answer<DatasetAnswer>> {
  return ask(seat, {
    operation: "bigquery.datasets.get",
    on: name,
    target: lastPart(name),
    attempt: (signal) =>
      seat.client
        .get(`bigquery.googleapis.com/bigquery/v2/${encoded(name)}`, {}, signal)
        .then((answer) => dataset.parse(answer)),
    excerpt: ({ defaultPartitionExpirationMs, defaultTableExpirationMs }) => ({
      defaultPartitionExpirationMs: defaultPartitionExpirationMs ?? null,
      defaultTableExpirationMs: defaultTableExpirationMs ?? null,
    }),
  });
}

/** @param name `projects/p/topics/t` */
export function getTopic(seat: Seat, name: string): Promise<Answer<TopicAnswer>> {
  return ask(seat, {
    operation: "pubsub.topics.get",
    on: name,
    target: lastPart(name),
    attempt: (signal) =>
      seat.client.get(`pubsub.googleapis.com/v1/${encoded(name)}`, {}, signal).then((answer) => topic.parse(answer)),
    excerpt: ({ messageRetentionDuration }) => ({ messageRetentionDuration: messageRetentionDuration ?? null }),
  });
}

export function listSubscriptions(seat: Seat, name: string): Promise<Whole<string>> {
  return askAll(seat, {
    operation: "pubsub.topics.subscriptions.list",
    on: name,
    scope: scopeOf(name),
    target: lastPart(name),
    attempt: (pageToken, signal) =>
      seat.client
        .get(`pubsub.googleapis.com/v1/${encoded(name)}/subscriptions`, filled({ pageToken }), signal)
        .then(readSubscriptions),
    excerpt: ({ items }) => ({ subscriptions: items.length }),
  });
}

/** @param name `projects/p/locations/l/keyRings/r/cryptoKeys/k` */
export function getCryptoKey(seat: Seat, name: string): Promise<Answer<CryptoKeyAnswer>> {
  return ask(seat, {
    operation: "cloudkms.cryptoKeys.get",
    on: name,
    target: lastPart(name),
    attempt: (signal) =>
      seat.client
        .get(`cloudkms.googleapis.com/v1/${encoded(name)}`, {}, signal)
        .then((answer) => cryptoKey.parse(answer)),
    excerpt: ({ primary }) => ({ primaryState: primary?.state ?? null }),
  });
}
