import type { SimReply } from "../cloud.ts";
import type { SimStorageBucket } from "./landscape.ts";
import { findProject } from "./lookup.ts";
import { page } from "./paging.ts";
import type { RouteContext, SimRoute } from "./route.ts";
import { json, legacyError, protoJson, rpcError } from "./wire.ts";

const TOPIC = "(?<resource>projects/(?<project>[^/]+)/topics/(?<topic>[^/]+))";

/** What sinks may write to besides log buckets, and the keys that encrypt it. */
export const storeRoutes: readonly SimRoute[] = [
  {
    host: "storage.googleapis.com",
    method: "GET",
    path: /^\/storage\/v1\/b\/(?<bucket>[^/]+)$/,
    operation: "storage.buckets.get",
    resource: (names) => `projects/_/buckets/${names["bucket"] ?? ""}`,
    scope: () => "-",
    target: (names) => names["bucket"] ?? "",
    answer: getBucket,
  },
  {
    host: "bigquery.googleapis.com",
    method: "GET",
    path: /^\/bigquery\/v2\/projects\/(?<project>[^/]+)\/datasets\/(?<dataset>[^/]+)$/,
    operation: "bigquery.datasets.get",
    resource: (names) => `projects/${names["project"] ?? ""}`,
    target: (names) => names["dataset"] ?? "",
    answer: getDataset,
  },
  {
    host: "pubsub.googleapis.com",
    method: "GET",
    path: new RegExp(`^/v1/${TOPIC}$`),
    operation: "pubsub.topics.get",
    resource: (names) => names["resource"] ?? "",
    scope: (names) => names["project"] ?? "",
    target: (names) => names["topic"] ?? "",
    answer: (context) => getTopic(context, false),
  },
  {
    host: "pubsub.googleapis.com",
    method: "GET",
    path: new RegExp(`^/v1/${TOPIC}/subscriptions$`),
    operation: "pubsub.topics.subscriptions.list",
    permission: "pubsub.subscriptions.list",
    resource: (names) => names["resource"] ?? "",
    scope: (names) => names["project"] ?? "",
    target: (names) => names["topic"] ?? "",
    answer: (context) => getTopic(context, true),
  },
  {
    host: "cloudkms.googleapis.com",
    method: "GET",
    path: /^\/v1\/(?<resource>projects\/(?<project>[^/]+)\/locations\/(?<location>[^/]+)\/keyRings\/[^/]+\/cryptoKeys\/(?<key>[^/]+))$/,
    operation: "cloudkms.cryptoKeys.get",
    resource: (names) => names["resource"] ?? "",
    scope: (names) => names["project"] ?? "",
    location: (names) => names["location"] ?? "-",
    target: (names) => names["key"] ?? "",
    answer: getKey,
  },
];

function getBucket({ names, landscape }: RouteContext): SimReply {
  const bucket = landscape.storageBuckets?.find((one) => one.name === names["bucket"]);
  if (!bucket) return legacyError(404, "The specified bucket does not exist.", "notFound", false);
  return json(wireBucket(bucket));
}

function wireBucket(bucket: SimStorageBucket): object {
  return {
    kind: "storage#bucket",
    id: bucket.name,
    name: bucket.name,
    projectNumber: bucket.projectNumber ?? "1001",
    location: bucket.location ?? "EU",
    storageClass: "STANDARD",
    ...(bucket.retentionPeriod === undefined
      ? {}
      : {
          retentionPolicy: {
            retentionPeriod: bucket.retentionPeriod,
            effectiveTime: "2025-04-01T00:00:00.000Z",
            ...(bucket.retentionLocked ? { isLocked: true } : {}),
          },
        }),
    ...(bucket.lifecycle ? { lifecycle: { rule: bucket.lifecycle } } : {}),
    ...(bucket.kmsKeyName ? { encryption: { defaultKmsKeyName: bucket.kmsKeyName } } : {}),
  };
}

function getDataset({ names, landscape }: RouteContext): SimReply {
  const project = names["project"] ?? "";
  const id = names["dataset"] ?? "";
  const dataset = landscape.datasets?.find((one) => one.project === project && one.id === id);
  if (!dataset) return legacyError(404, `Not found: Dataset ${project}:${id}`, "notFound", true);
  return json({
    kind: "bigquery#dataset",
    id: `${project}:${id}`,
    datasetReference: { datasetId: id, projectId: project },
    location: dataset.location ?? "EU",
    ...(dataset.partitionExpirationMs ? { defaultPartitionExpirationMs: dataset.partitionExpirationMs } : {}),
    ...(dataset.tableExpirationMs ? { defaultTableExpirationMs: dataset.tableExpirationMs } : {}),
    ...(dataset.kmsKeyName ? { defaultEncryptionConfiguration: { kmsKeyName: dataset.kmsKeyName } } : {}),
  });
}

function getTopic({ request, names, landscape, knobs }: RouteContext, isSubscriptions: boolean): SimReply {
  const project = findProject(landscape, names["project"] ?? "")?.id ?? names["project"];
  const topic = landscape.topics?.find((one) => one.project === project && one.id === names["topic"]);
  if (!topic) return rpcError(404, `Resource not found (resource=${names["topic"] ?? ""}).`);
  if (isSubscriptions) return page(request, knobs, "subscriptions", topic.subscriptions ?? [], 100);
  return protoJson({
    name: `projects/${topic.project}/topics/${topic.id}`,
    messageRetentionDuration: topic.messageRetention,
    kmsKeyName: topic.kmsKeyName,
    state: "ACTIVE",
  });
}

function getKey({ names, landscape }: RouteContext): SimReply {
  const name = names["resource"] ?? "";
  const key = landscape.keys?.find((one) => one.name === name);
  if (!key) return rpcError(404, `CryptoKey ${name} not found.`);
  const primary = key.primary && {
    name: `${name}/cryptoKeyVersions/1`,
    state: key.primary,
    protectionLevel: "SOFTWARE",
    algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION",
  };
  return protoJson({ name, primary, purpose: "ENCRYPT_DECRYPT", createTime: "2025-01-01T00:00:00.000000000Z" });
}
