import type { SimOperation, SimRequest } from "../cloud.ts";
import type { Signer } from "./credentials.ts";
import type { AwsLandscape } from "./landscape.ts";
import { deepRoute, deepTarget, type RouteFound } from "./deep-operation.ts";
import { bodyOf, textField } from "./wire.ts";

/** What a request asks of which service. */
export interface Asked {
  readonly service: string;
  readonly name: string;
  /** What IAM's messages name as the resource. */
  readonly resource: string;
  readonly seen: SimOperation;
}

const READING = /^(List|Describe|Get|AssumeRole$)/;
/** Services that answer for all regions, whatever region signs. */
const GLOBAL = ["sts", "account", "organizations", "s3control"];

/** Reads service, operation and target from the request line, `x-amz-target` or the form. */
export function operationOf(request: SimRequest, signer: Signer | undefined, landscape: AwsLandscape): Asked {
  const { service, name, target, owner } = routeOf(request, signer?.service);
  const scope = owner ?? signer?.account ?? "";
  const location = signer && !GLOBAL.includes(service) ? signer.region : "-";
  const arn = `arn:${landscape.partition ?? "aws"}:eks:${location}:${scope}:cluster/${target}`;
  const seen = { operation: `${service}:${name}`, scope, location, target, mutating: !READING.test(name) };
  return { service, name, resource: name === "DescribeCluster" ? arn : "*", seen };
}

function routeOf(request: SimRequest, signed: string | undefined): RouteFound {
  const rpc = request.headers["x-amz-target"];
  if (typeof rpc === "string") return rpcRoute(rpc, request);
  const deep =
    signed === "s3" || signed === "guardduty" || signed === "securitylake" ? deepRoute(request, signed) : undefined;
  if (deep) return deep;
  const form = new URLSearchParams(request.body);
  const action = form.get("Action");
  if (action !== null) {
    const roleArn = form.get("RoleArn") ?? "";
    const owner = roleArn.split(":")[4];
    return { service: "sts", name: action, target: roleArn, ...(owner ? { owner } : {}) };
  }
  if (request.path === "/listRegions") return { service: "account", name: "ListRegions", target: "" };
  if (request.path === "/clusters" && request.method === "GET")
    // Later pages can be made to fail apart from the first.
    return { service: "eks", name: "ListClusters", target: request.query.has("nextToken") ? "next page" : "" };
  if (request.path === "/cluster-versions" && request.method === "GET")
    return {
      service: "eks",
      name: "DescribeClusterVersions",
      target: request.query.has("nextToken") ? "next page" : "",
    };
  const cluster = /^\/clusters\/([^/]+)$/.exec(request.path)?.[1];
  if (cluster !== undefined && request.method === "GET") {
    return { service: "eks", name: "DescribeCluster", target: decodeURIComponent(cluster) };
  }
  const last = request.path.slice(1);
  if (signed === "observabilityadmin" && request.method === "POST") {
    return { service: signed, name: last, target: textField(bodyOf(request.body), "RuleIdentifier") ?? "" };
  }
  return { service: signed ?? "eks", name: `${request.method} ${request.path}`, target: "" };
}

const RPC_SERVICES = new Map([
  ["Logs_20140328", "logs"],
  ["TrentService", "kms"],
  ["AWSOrganizationsV20161128", "organizations"],
  ["Firehose_20150804", "firehose"],
  ["Kinesis_20131202", "kinesis"],
  ["CloudTrail_20131101", "cloudtrail"],
  ["GraniteServiceVersion20100801", "cloudwatch"],
  ["AWSEvents", "events"],
]);

function rpcRoute(rpc: string, request: SimRequest): RouteFound {
  const dot = rpc.lastIndexOf(".");
  const [prefix, name] = [rpc.slice(0, dot).split(".").at(-1) ?? "", rpc.slice(dot + 1)];
  const body = bodyOf(request.body);
  const target =
    textField(body, "KeyId") ??
    textField(body, "ParentId") ??
    textField(body, "logGroupIdentifier") ??
    textField(body, "policyType") ??
    textField(body, "logGroupNamePrefix") ??
    deepTarget(body) ??
    (textField(body, "NextToken") === undefined ? undefined : "next page");
  return { service: RPC_SERVICES.get(prefix) ?? prefix, name, target: target ?? "" };
}
