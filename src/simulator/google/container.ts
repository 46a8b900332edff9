import type { SimReply } from "../cloud.ts";
import type { SimCluster, SimProject } from "./landscape.ts";
import { findProject } from "./lookup.ts";
import type { RouteContext, SimRoute } from "./route.ts";
import { protoJson, rpcError } from "./wire.ts";

const HOST = "container.googleapis.com";

/** google.container.v1 Cluster.Status. */
const STATUS_NUMBERS = [
  "STATUS_UNSPECIFIED",
  "PROVISIONING",
  "RUNNING",
  "RECONCILING",
  "STOPPING",
  "ERROR",
  "DEGRADED",
];

/** google.container.v1 LoggingComponentConfig.Component. */
const COMPONENT_NUMBERS = [
  "COMPONENT_UNSPECIFIED",
  "SYSTEM_COMPONENTS",
  "WORKLOADS",
  "APISERVER",
  "SCHEDULER",
  "CONTROLLER_MANAGER",
];

export const containerRoutes: readonly SimRoute[] = [
  {
    host: HOST,
    method: "GET",
    path: /^\/v1\/projects\/(?<project>[^/]+)\/locations\/(?<location>[^/]+)\/clusters$/,
    operation: "container.clusters.list",
    resource: (names) => `projects/${names["project"] ?? ""}`,
    location: (names) => names["location"] ?? "-",
    answer: listClusters,
  },
];

function listClusters(context: RouteContext): SimReply {
  const name = context.names["project"] ?? "";
  const project = findProject(context.landscape, name);
  if (!project || project.state === "DELETE_REQUESTED") return unknownProject(name);
  if (project.disabledServices?.includes(HOST)) return serviceDisabled(project);
  const location = context.names["location"] ?? "-";
  const isNumeric = context.request.query.get("$alt") === "json;enum-encoding=int";
  const missing = project.missingZones ?? [];
  const clusters = (project.clusters ?? [])
    .filter((cluster) => location === "-" || cluster.location === location)
    .filter((cluster) => !missing.includes(cluster.location));
  return protoJson({
    clusters: clusters.map((cluster) => wireCluster(project, cluster, isNumeric)),
    missingZones: missing,
  });
}

function wireCluster(project: SimProject, cluster: SimCluster, isNumeric: boolean): object {
  const encode = (names: readonly string[], value: string): string | number =>
    isNumeric ? names.indexOf(value) : value;
  const zone = `https://${HOST}/v1/projects/${project.id}/locations/${cluster.location}/clusters/${cluster.name}`;
  const components = cluster.loggingComponents ?? ["SYSTEM_COMPONENTS", "WORKLOADS"];
  return {
    name: cluster.name,
    id: Buffer.from(`${project.id}/${cluster.location}/${cluster.name}`).toString("hex").slice(0, 64),
    selfLink: zone,
    location: cluster.location,
    zone: cluster.location,
    locations: [cluster.location],
    status: encode(STATUS_NUMBERS, cluster.status ?? "RUNNING"),
    currentMasterVersion: cluster.version ?? "1.34.1-gke.1829001",
    createTime: cluster.createTime ?? "2026-02-01T08:00:00+00:00",
    resourceLabels: cluster.labels,
    loggingService: components.length > 0 ? "logging.googleapis.com/kubernetes" : "none",
    loggingConfig: {
      componentConfig: { enableComponents: components.map((name) => encode(COMPONENT_NUMBERS, name)) },
    },
    masterAuth: { clientCertificateConfig: { issueClientCertificate: cluster.clientCertificate ?? false } },
    autopilot: cluster.autopilot ? { enabled: true } : undefined,
  };
}

function unknownProject(name: string): SimReply {
  return rpcError(403, `Permission denied on resource project ${name}.`, {
    reason: "CONSUMER_INVALID",
    metadata: { service: HOST, consumer: `projects/${name}`, containerInfo: name },
  });
}

function serviceDisabled(project: SimProject): SimReply {
  return rpcError(
    403,
    `Kubernetes Engine API has not been used in project ${project.number} before or it is disabled.`,
    {
      reason: "SERVICE_DISABLED",
      metadata: {
        service: HOST,
        serviceTitle: "Kubernetes Engine API",
        consumer: `projects/${project.number}`,
        containerInfo: project.number,
      },
    },
  );
}
