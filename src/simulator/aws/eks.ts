import type { Json } from "../../model/json.ts";
import type { SimReply, SimRequest } from "../cloud.ts";
import type { Seat } from "./seat.ts";
import { AWS_VERSIONS } from "./deep-landscape.ts";
import { AWS_LOG_TYPES, type AwsCluster } from "./landscape.ts";
import { errorReply, jsonReply, pageOf } from "./wire.ts";

export function answerEks(request: SimRequest, operation: string, target: string, seat: Seat): SimReply {
  if (operation === "ListClusters") return listClusters(request, seat);
  if (operation === "DescribeClusterVersions") return describeVersions(request, seat);
  const cluster = seat.region.clusters?.find((candidate) => candidate.name === target);
  if (!cluster || cluster.vanished) {
    return errorReply("eks", {
      code: "ResourceNotFoundException",
      status: 404,
      message: `No cluster found for name: ${target}.`,
    });
  }
  return jsonReply("eks", { cluster: clusterBody(cluster, seat) });
}

function listClusters(request: SimRequest, seat: Seat): SimReply {
  const include = request.query.getAll("include");
  if (include.some((value) => value !== "all")) return badParameter("include accepts only the value all");
  const names = (seat.region.clusters ?? [])
    .filter((cluster) => include.length > 0 || !cluster.connector)
    .map((cluster) => cluster.name);
  const token = request.query.get("nextToken") ?? undefined;
  const page = pageOf(names.toSorted(), { token, size: Number(request.query.get("maxResults") ?? 100) }, seat.pageSize);
  if (!page) return badParameter("nextToken is invalid");
  return jsonReply("eks", { clusters: page.items, nextToken: page.next ?? null });
}

function describeVersions(request: SimRequest, seat: Seat): SimReply {
  const all = seat.region.versions ?? AWS_VERSIONS;
  const shown = request.query.get("includeAll") === "true" ? all : all.filter(({ status }) => status !== "UNSUPPORTED");
  const token = request.query.get("nextToken") ?? undefined;
  const page = pageOf(shown, { token, size: 100 }, seat.pageSize);
  if (!page) return badParameter("nextToken is invalid");
  const clusterVersions = page.items.map(({ version, status, standardUntil, extendedUntil }) => ({
    clusterVersion: version,
    clusterType: "eks",
    defaultVersion: false,
    status: status.toLowerCase().replaceAll("_", "-"),
    versionStatus: status,
    endOfStandardSupportDate: Date.parse(standardUntil) / 1000,
    endOfExtendedSupportDate: Date.parse(extendedUntil) / 1000,
  }));
  return jsonReply("eks", { clusterVersions, nextToken: page.next ?? null });
}

function badParameter(message: string): SimReply {
  return errorReply("eks", { code: "InvalidParameterException", status: 400, message });
}

function clusterBody(cluster: AwsCluster, seat: Seat): Json {
  const arn = `arn:${seat.partition}:eks:${seat.region.name}:${seat.account.id}:cluster/${cluster.name}`;
  const common = {
    name: cluster.name,
    arn,
    createdAt: Date.parse(cluster.createdAt ?? "2025-03-01T08:00:00Z") / 1000,
    status: cluster.status ?? "ACTIVE",
    tags: Object.fromEntries(cluster.tags ?? []),
  };
  if (cluster.connector) {
    const activation = {
      activationId: "a0000000-0000-4000-8000-000000000001",
      activationCode: "SECRET-ACTIVATION-CODE",
    };
    const roleArn = `arn:${seat.partition}:iam::${seat.account.id}:role/AmazonEKSConnectorAgentRole`;
    return { ...common, connectorConfig: { ...activation, provider: cluster.connector.provider, roleArn } };
  }
  const auto = cluster.autoMode ?? false;
  return {
    ...common,
    version: cluster.version ?? "1.34",
    platformVersion: cluster.platformVersion ?? "eks.9",
    endpoint: `https://0123456789ABCDEF0123456789ABCDEF.gr7.${seat.region.name}.eks.amazonaws.com`,
    roleArn: `arn:${seat.partition}:iam::${seat.account.id}:role/eks`,
    resourcesVpcConfig: {
      subnetIds: [],
      securityGroupIds: [],
      endpointPublicAccess: true,
      endpointPrivateAccess: true,
      publicAccessCidrs: [],
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: "172.20.0.0/16",
      ipFamily: "ipv4",
      elasticLoadBalancing: { enabled: auto },
    },
    computeConfig: { enabled: auto },
    storageConfig: { blockStorage: { enabled: auto } },
    certificateAuthority: { data: "U0lNVUxBVEVE" },
    health: { issues: [] },
    ...(cluster.logTypes === null ? {} : { logging: { clusterLogging: loggingEntries(cluster) } }),
    ...(cluster.authenticationMode === null
      ? {}
      : { accessConfig: { authenticationMode: cluster.authenticationMode ?? "API_AND_CONFIG_MAP" } }),
    ...(cluster.outposts
      ? {
          id: "c0000000-0000-4000-8000-000000000002",
          outpostConfig: { outpostArns: [], controlPlaneInstanceType: "m5.large" },
        }
      : {}),
  };
}

/** One entry when all types agree, otherwise one for each side, as EKS answers. */
function loggingEntries(cluster: AwsCluster): Json[] {
  const on = AWS_LOG_TYPES.filter((type) => cluster.logTypes?.includes(type));
  const off = AWS_LOG_TYPES.filter((type) => !on.includes(type));
  const entries = [
    { types: on, enabled: true },
    { types: off, enabled: false },
  ].filter((entry) => entry.types.length > 0);
  return cluster.offFirst ? entries.toReversed() : entries;
}
