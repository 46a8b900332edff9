import type { Fault, SimOperation, SimReply } from "../cloud.ts";
import type { SimRoute } from "./route.ts";
import { legacyError, retryInfo, rpcError } from "./wire.ts";

type Refusal = "denied" | "throttled" | "not-found" | "unavailable";

/** Google's own way of saying no, which differs between its newer and its older APIs. */
export function refuseAs(kind: Refusal, operation: SimOperation, fault: Fault, routes: readonly SimRoute[]): SimReply {
  const service = operation.operation.split(".")[0] ?? "";
  if (kind === "unavailable") return rpcError(503, "The service is currently unavailable.");
  if (service === "storage" || service === "bigquery") return legacyRefusal(kind, operation, service);
  if (kind === "throttled") return quotaExceeded(operation, fault);
  if (kind === "not-found") return rpcError(404, "Requested entity was not found.");
  return permissionDenied(operation, routes);
}

function permissionDenied(operation: SimOperation, routes: readonly SimRoute[]): SimReply {
  const route = routes.find((candidate) => candidate.operation === operation.operation);
  const permission = route?.permission ?? operation.operation;
  const resource = operation.scope.includes("/") ? operation.scope : `projects/${operation.scope}`;
  return rpcError(403, `Permission '${permission}' denied on resource '//${resource}' (or it may not exist).`, {
    reason: "IAM_PERMISSION_DENIED",
    domain: "iam.googleapis.com",
    metadata: { permission, resource },
  });
}

function quotaExceeded(operation: SimOperation, fault: Fault): SimReply {
  const [service = "", collection = ""] = operation.operation.split(".");
  const info = {
    reason: "RATE_LIMIT_EXCEEDED",
    metadata: {
      service: `${service}.googleapis.com`,
      quota_limit: "ReadRequestsPerMinutePerProject",
      quota_metric: `${service}.googleapis.com/${collection}_read_requests`,
      quota_limit_value: "600",
      consumer: "projects/1001",
    },
  };
  const wait = fault.retryAfterSeconds === undefined ? [] : [retryInfo(fault.retryAfterSeconds)];
  return rpcError(429, "Quota exceeded for quota metric 'Read requests'.", info, wait);
}

function legacyRefusal(kind: Refusal, operation: SimOperation, service: string): SimReply {
  const isBigQuery = service === "bigquery";
  if (kind === "not-found") return legacyError(404, `Not found: ${operation.target}`, "notFound", isBigQuery);
  if (kind === "throttled") {
    // BigQuery says 403 for a rate limit: https://cloud.google.com/bigquery/docs/error-messages (2026-11).
    return isBigQuery
      ? legacyError(403, "Exceeded rate limits: too many api requests.", "rateLimitExceeded", true)
      : legacyError(429, "The rate of requests is too high.", "rateLimitExceeded", false);
  }
  const text = `Permission '${operation.operation}' denied on resource ${operation.target} (or it may not exist).`;
  return legacyError(403, text, isBigQuery ? "accessDenied" : "forbidden", isBigQuery);
}
