import type { SimReply } from "../cloud.ts";

/** Google's JSON: proto3 leaves out whatever has its default value, empty lists and empty objects of lists included. */
export function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => !isDefault(child));
  return Object.fromEntries(entries.map(([key, child]) => [key, withoutDefaults(child)]));
}

function isDefault(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

export function json(body: unknown, status = 200): SimReply {
  return { status, headers: { "content-type": "application/json; charset=UTF-8" }, body: JSON.stringify(body) };
}

export function protoJson(body: unknown): SimReply {
  return json(withoutDefaults(body));
}

const STATUS_NAMES = new Map([
  [400, "INVALID_ARGUMENT"],
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [429, "RESOURCE_EXHAUSTED"],
  [503, "UNAVAILABLE"],
]);

export interface ErrorInfo {
  readonly reason: string;
  readonly domain?: string;
  readonly metadata?: { readonly [key: string]: string };
}

/** A google.rpc.Status, as most of Google's APIs answer errors. */
export function rpcError(code: number, message: string, info?: ErrorInfo, more: readonly object[] = []): SimReply {
  const details = [...(info ? [errorInfo(info)] : []), ...more];
  const error = {
    code,
    message,
    status: STATUS_NAMES.get(code) ?? "UNKNOWN",
    ...(details.length > 0 ? { details } : {}),
  };
  return json({ error }, code);
}

function errorInfo(info: ErrorInfo): object {
  return {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: info.reason,
    domain: info.domain ?? "googleapis.com",
    ...(info.metadata ? { metadata: info.metadata } : {}),
  };
}

export function retryInfo(seconds: number): object {
  return { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${seconds}s` };
}

/** The older shape of Cloud Storage and BigQuery, with a list of errors. */
export function legacyError(code: number, message: string, reason: string, withStatus: boolean): SimReply {
  const error = {
    code,
    message,
    errors: [{ message, domain: code === 429 ? "usageLimits" : "global", reason }],
    ...(withStatus ? { status: STATUS_NAMES.get(code) ?? "UNKNOWN" } : {}),
  };
  return json({ error }, code);
}
