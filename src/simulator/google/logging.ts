import type { SimReply } from "../cloud.ts";
import type { GoogleLandscape, SimLogBucket, SimSink } from "./landscape.ts";
import { ancestorsOf, bucketsOf, findAudited, findProject, sinksOf } from "./lookup.ts";
import { page } from "./paging.ts";
import type { RouteContext, SimRoute } from "./route.ts";
import { rpcError } from "./wire.ts";

const HOST = "logging.googleapis.com";
const PAGE = 1000;
const SCOPES = ["", 'in_scope("ALL")', 'in_scope("ANCESTOR")', 'in_scope("DEFAULT")'];

export const loggingRoutes: readonly SimRoute[] = [
  {
    host: HOST,
    method: "GET",
    path: /^\/v2\/(?<resource>(?:projects|folders|organizations)\/[^/]+)\/sinks$/,
    operation: "logging.sinks.list",
    resource: (names) => names["resource"] ?? "",
    target: (_, request) => request.query.get("filter") ?? "",
    answer: listSinks,
  },
  {
    host: HOST,
    method: "GET",
    path: /^\/v2\/(?<resource>projects\/[^/]+)\/locations\/(?<location>[^/]+)\/buckets$/,
    operation: "logging.buckets.list",
    resource: (names) => names["resource"] ?? "",
    location: (names) => names["location"] ?? "-",
    answer: listBuckets,
  },
];

function noRight(permission: string, resource: string): SimReply {
  return rpcError(403, `Permission '${permission}' denied on resource (or it may not exist).`, {
    reason: "IAM_PERMISSION_DENIED",
    domain: "iam.googleapis.com",
    metadata: { permission, resource },
  });
}

function listSinks({ request, names, landscape, knobs }: RouteContext): SimReply {
  const resource = names["resource"] ?? "";
  const owner = findAudited(landscape, resource);
  if (!owner) return noRight("logging.sinks.list", resource);
  const scope = request.query.get("filter") ?? "";
  if (!SCOPES.includes(scope)) return rpcError(400, `Invalid filter: ${scope}`);
  const own = scope === 'in_scope("ANCESTOR")' ? [] : sinksOf(resource, owner).map((sink) => wireSink(resource, sink));
  const above = /ALL|ANCESTOR/.test(scope) ? interceptors(landscape, resource) : [];
  return page(request, knobs, "sinks", [...own, ...above], PAGE);
}

/** The intercepting sinks of the ancestors, which are shown to whoever may list the project's sinks. */
function interceptors(landscape: GoogleLandscape, resource: string): readonly object[] {
  const project = findProject(landscape, resource.slice("projects/".length));
  if (!project || !resource.startsWith("projects/")) return [];
  return ancestorsOf(landscape, project).flatMap((ancestor) => {
    const sinks = findAudited(landscape, ancestor)?.sinks ?? [];
    return sinks.filter((sink) => sink.interceptChildren).map((sink) => wireSink(ancestor, sink));
  });
}

function wireSink(resource: string, sink: SimSink): object {
  const isSystem = sink.name === "_Required" || sink.name === "_Default";
  return {
    name: sink.name,
    resourceName: `${resource}/sinks/${sink.name}`,
    destination: sink.destination,
    filter: sink.filter,
    exclusions: sink.exclusions,
    disabled: sink.disabled,
    includeChildren: sink.includeChildren,
    interceptChildren: sink.interceptChildren,
    bigqueryOptions: sink.destination.startsWith("bigquery.")
      ? { usePartitionedTables: sink.usePartitionedTables ?? false, usesTimestampColumnPartitioning: true }
      : undefined,
    writerIdentity: isSystem ? undefined : "serviceAccount:service-1@gcp-sa-logging.iam.gserviceaccount.com",
    createTime: isSystem ? undefined : "2025-03-01T10:00:00.000000000Z",
  };
}

function listBuckets({ request, names, landscape, knobs }: RouteContext): SimReply {
  const resource = names["resource"] ?? "";
  const project = findProject(landscape, resource.slice("projects/".length));
  if (!project) return noRight("logging.buckets.list", resource);
  const location = names["location"] ?? "-";
  const buckets = bucketsOf(project).filter((bucket) => location === "-" || locationOf(bucket) === location);
  return page(
    request,
    knobs,
    "buckets",
    buckets.map((bucket) => wireBucket(project.id, bucket)),
    PAGE,
  );
}

function locationOf(bucket: SimLogBucket): string {
  return bucket.location ?? "global";
}

function wireBucket(project: string, bucket: SimLogBucket): object {
  return {
    name: `projects/${project}/locations/${locationOf(bucket)}/buckets/${bucket.id}`,
    description: bucket.id === "_Required" ? "Audit bucket" : undefined,
    retentionDays: bucket.retentionDays ?? 30,
    locked: bucket.locked,
    lifecycleState: bucket.lifecycleState ?? "ACTIVE",
    cmekSettings: bucket.kmsKeyName
      ? { kmsKeyName: bucket.kmsKeyName, kmsKeyVersionName: `${bucket.kmsKeyName}/cryptoKeyVersions/1` }
      : undefined,
  };
}
