import type { Explained } from "../contract.ts";
import { ArmFailure, Malformed } from "./arm-failure.ts";
import { plain } from "./text.ts";

/** What a call is about, as far as it changes what an error means. */
export interface Asked {
  /** The resource or subscription that a missing permission has to be granted on. */
  readonly on: string;
  /** Codes of a 404 that prove that the thing asked for is not there. Any other 404 proves nothing. */
  readonly missing?: readonly string[];
}

/** Sorts what a call threw. Only our words and the code of the service are kept of it. */
export function explain(error: unknown, asked: Asked): Explained {
  if (error instanceof ArmFailure) return explainFailure(error, asked);
  if (error instanceof Malformed) {
    return { outcome: "malformed", reason: `the answer makes no sense: ${error.message}`, again: false };
  }
  if (!(error instanceof Error)) return { outcome: "failed", reason: "the call failed", again: false };
  if (isZodError(error)) {
    const at = error.issues[0]?.path.map(String).join(".") ?? "";
    return {
      outcome: "malformed",
      reason: `the answer has not the shape that Azure documents${at ? ` (${plain(at)})` : ""}`,
      again: false,
    };
  }
  return SIGN_IN.has(error.name) ? explainSignIn(error) : explainTransport(error);
}

/** Names of the errors of the identity library. */
const SIGN_IN: ReadonlySet<string> = new Set([
  "AuthenticationError",
  "AuthenticationRequiredError",
  "AggregateAuthenticationError",
  "CredentialUnavailableError",
]);

function explainSignIn(error: Error): Explained {
  const code = /AADSTS\d+/.exec(error.message)?.[0] ?? error.name;
  return { outcome: "unauthenticated", reason: `signing in to Azure failed (${code})`, again: false };
}

function explainFailure(failure: ArmFailure, asked: Asked): Explained {
  const { status, code, retryAfterMs } = failure;
  const said = plain(code) || `HTTP ${status}`;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { outcome: "throttled", reason: `too many requests (${said})`, again: true, ...wait };
  if (status === 401) return explainUnauthenticated(code, said);
  if (status === 403 && code !== "")
    return { ...explainDenied(failure, asked), reason: `access was refused (${said})` };
  if (status === 404) return explainNotFound(code, said, asked);
  if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) {
    return { outcome: "unavailable", reason: `the service did not answer (${said})`, again: true, ...wait };
  }
  if (code === "MissingSubscriptionRegistration" || code === "SubscriptionNotRegistered") {
    const reason = `the resource provider is not registered in the subscription (${said})`;
    return { outcome: "failed", reason, on: asked.on, again: false };
  }
  return { outcome: "failed", reason: `Azure refused the request (${said})`, on: asked.on, again: false };
}

function explainUnauthenticated(code: string, said: string): Explained {
  if (code === "InvalidAuthenticationTokenTenant") {
    const reason = `it belongs to another tenant than the credential (${said})`;
    return { outcome: "unauthenticated", reason, again: false };
  }
  const again = code === "ExpiredAuthenticationToken";
  return { outcome: "unauthenticated", reason: `the credential was not accepted (${said})`, again };
}

/** The one place where Azure says which action is missing is the text of the message. */
function explainDenied(failure: ArmFailure, asked: Asked): Explained {
  const permission = /perform action '([A-Za-z0-9./*_-]{1,200})'/.exec(failure.text)?.[1];
  const on = /over scope '(\/[^'\s]{1,600})'/.exec(failure.text)?.[1];
  return {
    outcome: "denied",
    reason: "",
    ...(permission === undefined ? {} : { permission }),
    on: on === undefined ? asked.on : plain(on, 600),
    again: false,
  };
}

function explainNotFound(code: string, said: string, asked: Asked): Explained {
  const { on } = asked;
  if (asked.missing?.includes(code))
    return { outcome: "not-found", reason: `it does not exist (${said})`, on, again: false };
  if (code === "SubscriptionNotFound") {
    // The same words for "no access", "another tenant" and "deleted".
    const reason = `its subscription is not visible to this credential (${said})`;
    return { outcome: "denied", reason, on, again: false };
  }
  return {
    outcome: "failed",
    reason: `it was not found, and the answer does not prove that it is gone (${said})`,
    on,
    again: false,
  };
}

const PASSING: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

function explainTransport(error: Error): Explained {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "PARSE_ERROR") return { outcome: "malformed", reason: "the answer is not valid JSON", again: false };
  const reason = `no answer (${plain(code) || error.name})`;
  return { outcome: "unavailable", reason, again: PASSING.has(code) };
}

interface ZodLike extends Error {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[];
}

function isZodError(error: Error): error is ZodLike {
  return "issues" in error && Array.isArray(error.issues);
}
