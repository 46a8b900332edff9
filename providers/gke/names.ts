import type { ResourceType } from "./schema.ts";

/** Where a sink writes to. */
export type Destination =
  | { readonly kind: "log-bucket"; readonly parent: string; readonly location: string; readonly bucket: string }
  | { readonly kind: "project"; readonly project: string }
  | { readonly kind: "gcs-bucket"; readonly bucket: string }
  | { readonly kind: "bigquery-dataset"; readonly project: string; readonly dataset: string }
  | { readonly kind: "pubsub-topic"; readonly project: string; readonly topic: string }
  | { readonly kind: "unknown"; readonly text: string };

/** https://docs.cloud.google.com/logging/docs/export/configure_export_v2#destination-formats (2026-11) */
export function parseDestination(text: string): Destination {
  const parts = text.split("/");
  const [host, collection = "", owner = "", kind = "", name = "", last = "", bucket = ""] = parts;
  if (host === "storage.googleapis.com" && parts.length === 2 && collection !== "")
    return { kind: "gcs-bucket", bucket: collection };
  const isOfProject = collection === "projects" && owner !== "";
  if (host === "logging.googleapis.com") {
    if (parts.length === 3 && isOfProject) return { kind: "project", project: owner };
    const isBucket = parts.length === 7 && kind === "locations" && last === "buckets" && name !== "" && bucket !== "";
    if (isBucket) return { kind: "log-bucket", parent: `${collection}/${owner}`, location: name, bucket };
  }
  if (isOfProject && parts.length === 5 && name !== "") {
    if (host === "bigquery.googleapis.com" && kind === "datasets")
      return { kind: "bigquery-dataset", project: owner, dataset: name };
    if (host === "pubsub.googleapis.com" && kind === "topics")
      return { kind: "pubsub-topic", project: owner, topic: name };
  }
  return { kind: "unknown", text };
}

export function isProjectNumber(project: string): boolean {
  return /^\d+$/.test(project);
}

export function logBucketName(parent: string, location: string, bucket: string): string {
  return `logging.googleapis.com/${parent}/locations/${location}/buckets/${bucket}`;
}

/** Something shared that a trail is made of: its type, and what it is about. */
export interface Need {
  readonly type: ResourceType;
  /** `projects/p`, `folders/1`; a bucket, dataset, topic or key by its name. */
  readonly of: string;
}

/** Full resource names: https://docs.cloud.google.com/iam/docs/full-resource-names (2026-11) */
export function resourceIdOf({ type, of }: Need): string {
  switch (type) {
    case "project":
    case "project-number":
      return `//cloudresourcemanager.googleapis.com/${of}`;
    case "iam-audit-config":
      return `//cloudresourcemanager.googleapis.com/${of}/iamPolicy`;
    case "log-sinks":
      return `//logging.googleapis.com/${of}/sinks`;
    case "log-buckets":
      return `//logging.googleapis.com/${of}/buckets`;
    case "gcs-bucket":
      return `//storage.googleapis.com/${of}`;
    case "bigquery-dataset":
      return `//bigquery.googleapis.com/${of}`;
    case "pubsub-topic":
      return `//pubsub.googleapis.com/${of}`;
    case "kms-key":
      return `//cloudkms.googleapis.com/${of}`;
  }
}
