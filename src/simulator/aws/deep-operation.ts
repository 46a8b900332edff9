import type { SimRequest } from "../cloud.ts";
import { bodyOf, textField } from "./wire.ts";

/** What requests to the services behind the log groups ask for. */

export interface RouteFound {
  readonly service: string;
  readonly name: string;
  readonly target: string;
  readonly owner?: string;
}

const QUESTIONS = new Map([
  ["versioning", "GetBucketVersioning"],
  ["object-lock", "GetObjectLockConfiguration"],
  ["lifecycle", "GetBucketLifecycleConfiguration"],
  ["encryption", "GetBucketEncryption"],
  ["publicAccessBlock", "GetPublicAccessBlock"],
  ["policyStatus", "GetBucketPolicyStatus"],
  ["logging", "GetBucketLogging"],
  ["ownershipControls", "GetBucketOwnershipControls"],
  ["acl", "GetBucketAcl"],
]);

const LAKE_READS = new Map([
  ["GET /v1/datalakes", "ListDataLakes"],
  ["POST /v1/datalake/logsources/list", "ListLogSources"],
  ["POST /v1/datalake/sources", "GetDataLakeSources"],
]);

/** S3, GuardDuty and Security Lake, by path and query. */
export function deepRoute(request: SimRequest, service: "s3" | "guardduty" | "securitylake"): RouteFound | undefined {
  if (service === "s3") return accountRoute(request) ?? bucketRoute(request);
  if (service === "securitylake") {
    const name = LAKE_READS.get(`${request.method} ${request.path}`);
    const isFirst = textField(bodyOf(request.body), "nextToken") === undefined;
    return name === undefined ? undefined : { service, name, target: isFirst ? "" : "next page" };
  }
  const detector = /^\/detector(?:\/([^/]+))?$/.exec(request.path);
  if (!detector || request.method !== "GET") return undefined;
  const id = detector[1];
  if (id === undefined)
    return { service, name: "ListDetectors", target: request.query.has("nextToken") ? "next page" : "" };
  return { service, name: "GetDetector", target: decodeURIComponent(id) };
}

/** Asked of the account that a header names. */
function accountRoute(request: SimRequest): RouteFound | undefined {
  if (request.path !== "/v20180820/configuration/publicAccessBlock" || request.method !== "GET") return undefined;
  const account = String(request.headers["x-amz-account-id"] ?? "");
  return { service: "s3control", name: "GetPublicAccessBlock", target: account };
}

/** The bucket stands in the path, or in front of the host's name. */
function bucketRoute(request: SimRequest): RouteFound | undefined {
  const host = /^([a-z0-9.-]+)\.(?:s3[.-]|localhost(?::|$))/.exec(request.headers.host ?? "")?.[1];
  const bucket = host ?? /^\/([^/]+)\/?$/.exec(request.path)?.[1];
  const question = [...request.query.keys()].find((key) => QUESTIONS.has(key));
  const name = QUESTIONS.get(question ?? "");
  if (bucket === undefined || name === undefined || request.method !== "GET") return undefined;
  return { service: "s3", name, target: decodeURIComponent(bucket) };
}

/** The name of what a JSON request is about. */
export function deepTarget(body: { readonly [key: string]: unknown }): string | undefined {
  const prefix = textField(body, "logStreamNamePrefix");
  const group = textField(body, "logGroupName");
  if (group !== undefined) return prefix === undefined ? group : `${group} ${prefix}`;
  const types = body["AlarmTypes"];
  if (Array.isArray(types)) return types.join(" ");
  return (
    textField(body, "DestinationNamePrefix") ??
    textField(body, "DeliveryStreamName") ??
    textField(body, "StreamName") ??
    textField(body, "TrailName") ??
    textField(body, "Rule") ??
    textField(body, "Name")
  );
}
