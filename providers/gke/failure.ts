import { z } from "zod";

/** What is known of a failure, whichever of Google's clients reported it. */
export interface Failure {
  readonly status?: number;
  /** The error has the form of Google's, not of something in between. */
  readonly isGoogles: boolean;
  /** ErrorInfo's reason, or that of the older APIs. */
  readonly reason: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly retryAfterMs?: number;
}

export const text = z.string().max(200);
const errorInfo = z.object({ reason: text, metadata: z.record(z.string(), z.string()).optional() });
const retryInfo = z.object({ retryDelay: z.string() });
const errorBody = z.object({
  error: z.object({
    status: text.optional(),
    errors: z.array(z.object({ reason: text })).optional(),
    details: z.array(z.unknown()).optional(),
  }),
});
/** Raw REST: GaxiosError. */
const httpError = z.object({ response: z.object({ status: z.number(), data: z.unknown() }) });
/** Generated client: GoogleError. */
const rpcError = z.object({
  code: z.number(),
  httpStatusCode: z.number().optional(),
  reason: text.optional(),
  errorInfoMetadata: z.record(z.string(), z.string()).optional(),
  statusDetails: z.array(z.unknown()).optional(),
});

/** Takes an error of either client apart. */
export function failureOf(error: unknown): Failure {
  const http = httpError.safeParse(error);
  if (http.success) return httpFailure(http.data.response.status, http.data.response.data);
  const rpc = rpcError.safeParse(error);
  if (rpc.success) return rpcFailure(rpc.data);
  return { isGoogles: false, reason: codeOf(error), metadata: new Map() };
}

function httpFailure(status: number, data: unknown): Failure {
  const body = errorBody.safeParse(typeof data === "string" ? parseJson(data) : data);
  if (!body.success) return { status, isGoogles: false, reason: "", metadata: new Map() };
  const { status: name, errors, details } = body.data.error;
  const info = firstOf(errorInfo, details);
  const reason = info?.reason ?? errors?.[0]?.reason ?? name ?? "";
  return {
    status,
    isGoogles: true,
    reason: safe(reason),
    metadata: new Map(Object.entries(info?.metadata ?? {})),
    ...retryOf(details),
  };
}

/** gRPC codes that come without a status of HTTP: https://github.com/grpc/grpc/blob/master/doc/statuscodes.md (2026-11). */
const RPC_STATUS = new Map([
  [1, 499],
  [4, 504],
]);

function rpcFailure(error: z.infer<typeof rpcError>): Failure {
  const status = error.httpStatusCode ?? RPC_STATUS.get(error.code);
  return {
    ...(status === undefined ? {} : { status }),
    isGoogles: true,
    reason: safe(error.reason ?? ""),
    metadata: new Map(Object.entries(error.errorInfoMetadata ?? {})),
    ...retryOf(error.statusDetails),
  };
}

function firstOf<T>(schema: z.ZodType<T>, details: readonly unknown[] | undefined): T | undefined {
  for (const detail of details ?? []) {
    const parsed = schema.safeParse(detail);
    if (parsed.success) return parsed.data;
  }
  return undefined;
}

const LONGEST_WAIT_MS = 60_000;
const durationObject = z.object({ retryDelay: z.object({ seconds: z.coerce.number() }) });

/** RetryInfo, as JSON over REST and as a decoded message from the generated client. */
function retryOf(details: readonly unknown[] | undefined): { readonly retryAfterMs?: number } {
  const written = /^(\d+(?:\.\d+)?)s$/.exec(firstOf(retryInfo, details)?.retryDelay ?? "")?.[1];
  const seconds = written === undefined ? firstOf(durationObject, details)?.retryDelay.seconds : Number(written);
  if (seconds === undefined || !(seconds > 0)) return {};
  return { retryAfterMs: Math.min(seconds * 1000, LONGEST_WAIT_MS) };
}

export function codeOf(error: unknown): string {
  const parsed = z.object({ code: z.string() }).safeParse(error);
  return parsed.success ? safe(parsed.data.code) : "";
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Codes and resource names only: what else there is could hold anything. */
export function safe(code: string): string {
  return code.replace(/[^\w./:-]/g, "").slice(0, 100);
}
