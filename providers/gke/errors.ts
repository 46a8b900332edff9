import { z } from "zod";
import type { Explained } from "../contract.ts";
import { codeOf, failureOf, safe, text, type Failure } from "./failure.ts";

/** A successful answer that does not have the form it must have. */
export class UnexpectedAnswer extends Error {
  override readonly name = "UnexpectedAnswer";
}

const OURS = { reason: "the answer does not have the form that Google documents", again: true } as const;

/** Sorts an error of a call. The cloud's texts are not repeated, only its codes. */
export function explain(error: unknown, on: string): Explained {
  if (error instanceof UnexpectedAnswer) return { outcome: "malformed", ...OURS, reason: error.message, on };
  if (error instanceof z.ZodError) return { outcome: "malformed", ...OURS, on };
  if (isUndecodable(error)) return { outcome: "malformed", ...OURS, on };
  const unsigned = credentialFailure(error);
  if (unsigned) return { ...unsigned, on };
  const failure = failureOf(error);
  return { on, ...explainFailure(failure) };
}

function explainFailure(failure: Failure): Explained {
  const code = failure.reason === "" ? "" : ` (${failure.reason})`;
  const wait = failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs };
  switch (failure.status) {
    case undefined:
      return { outcome: "unavailable", reason: `no answer from Google${code}`, again: true };
    case 401:
      return { outcome: "unauthenticated", reason: `Google does not accept the credential${code}`, again: false };
    case 403:
      return explainForbidden(failure, code);
    case 404:
      if (!failure.isGoogles)
        return { outcome: "malformed", reason: "something other than Google answered 404", again: true };
      return { outcome: "not-found", reason: `Google does not know it${code}`, again: false };
    case 408:
    case 504:
      return { outcome: "timed-out", reason: "Google did not answer in time (504)", again: true };
    case 429:
      return { outcome: "throttled", reason: `Google asks to slow down${code}`, again: true, ...wait };
    case 499:
      return { outcome: "cancelled", reason: "interrupted before it was read", again: false };
    default: {
      const again = failure.status >= 500 && failure.status !== 501;
      const outcome = again ? "unavailable" : "failed";
      return { outcome, reason: `Google answered ${failure.status}${code}`, again, ...wait };
    }
  }
}

/** Reasons of ErrorInfo: https://github.com/googleapis/googleapis/blob/master/google/api/error_reason.proto (2026-11). */
function explainForbidden({ reason, metadata, retryAfterMs }: Failure, code: string): Explained {
  const failed = (text: string): Explained => ({ outcome: "failed", reason: `${text}${code}`, again: false });
  const where = safe(metadata.get("consumer") ?? "the project that pays for the call");
  switch (reason) {
    case "SERVICE_DISABLED":
      return failed(`the API ${safe(metadata.get("service") ?? "")} is switched off in ${where}`);
    case "USER_PROJECT_DENIED":
      return {
        outcome: "denied",
        reason: `the credential may not use the quota project ${where}${code}`,
        permission: "serviceusage.services.use",
        ...(metadata.has("consumer") ? { on: where } : {}),
        again: false,
      };
    case "rateLimitExceeded":
    case "userRateLimitExceeded":
      return {
        outcome: "throttled",
        reason: `Google asks to slow down${code}`,
        again: true,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    case "RESOURCE_QUOTA_EXCEEDED":
    case "quotaExceeded":
      return { outcome: "throttled", reason: `the quota for today is used up${code}`, again: false };
    case "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
      return {
        outcome: "unauthenticated",
        reason: `the credential lacks the scope cloud-platform${code}`,
        again: false,
      };
    case "SECURITY_POLICY_VIOLATED":
    case "ORG_RESTRICTION_VIOLATION":
    case "LOCATION_ORG_POLICY_VIOLATED":
      return failed("a service perimeter or an organization policy forbids the call");
    case "BILLING_DISABLED":
    case "CONSUMER_SUSPENDED":
    case "CONSUMER_INVALID":
      return failed(`the project cannot be used or does not exist`);
    default: {
      const permission = metadata.get("permission");
      const isName = permission !== undefined && /^[\w.]{3,100}$/.test(permission);
      return {
        outcome: "denied",
        reason: `Google refused the call${code}`,
        ...(isName ? { permission } : {}),
        again: false,
      };
    }
  }
}

/** The generated client reports a good status with a body it cannot read as UNAVAILABLE, with the reader's error as cause. */
function isUndecodable(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  const shape = z.object({ code: z.literal(14), httpStatusCode: z.undefined().optional(), cause: z.unknown() });
  const parsed = shape.safeParse(error);
  if (!parsed.success || !(parsed.data.cause instanceof Error)) return false;
  return !("config" in parsed.data.cause) && codeOf(parsed.data.cause) === "";
}

/** Failures to get a token, from the metadata server or a token endpoint. */
function credentialFailure(error: unknown): Explained | undefined {
  const shape = z.object({
    config: z.object({ url: z.unknown() }),
    response: z.object({ status: z.number(), data: z.unknown() }).optional(),
  });
  const parsed = shape.safeParse(error);
  if (!parsed.success) return undefined;
  const { config, response } = parsed.data;
  const url = String(config.url);
  const isToken =
    url.includes("/computeMetadata/") || /\/\/(?:[^/]*\/)?(?:oauth2|sts|iamcredentials)\.googleapis\.com\//.test(url);
  if (!isToken) return undefined;
  const oauth = z.object({ error: text }).safeParse(response?.data);
  const code = oauth.success ? ` (${safe(oauth.data.error)})` : "";
  const again = response === undefined || response.status >= 500 || response.status === 429;
  return { outcome: again ? "unavailable" : "unauthenticated", reason: `no token for the credential${code}`, again };
}
