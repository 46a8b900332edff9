import type { Explained } from "../../contract.ts";
import { deniedBecause } from "./denied.ts";
import { EndpointRefused } from "../client/endpoint.ts";
import * as codes from "./error-codes.ts";

/** What is used of an error, whoever made it. */
interface Seen {
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
}

/** What is known of the call besides its error. */
export interface Asked {
  /** It went to one region, with credentials that a call for all regions was answered with before. */
  readonly isRegional?: boolean;
  /** Other credentials can be had in place of those that have ended. */
  readonly isRenewable?: boolean;
}

/** Whether a call was refused because its credentials have ended. */
export function isExpired(error: unknown): boolean {
  return codes.EXPIRED.has(look(error).code);
}

/**
 * Sorts an error of the SDK, of the network or of reading an answer.
 * @throws EndpointRefused as it is: a mistake in the configuration is no answer of the cloud
 */
export function explain(error: unknown, asked: Asked = {}): Explained {
  if (error instanceof EndpointRefused) throw error;
  const seen = look(error);
  return fromNetwork(seen) ?? fromCode(seen, asked) ?? fromShape(error, seen) ?? fromStatus(seen);
}

function fromNetwork({ code }: Seen): Explained | undefined {
  if (code === "ENOTFOUND") {
    const reason = "the service's host name does not resolve: no endpoint in this region, or no DNS (ENOTFOUND)";
    return { outcome: "unavailable", reason, again: false };
  }
  if (code === "TimeoutError" || code === "ETIMEDOUT") {
    return { outcome: "timed-out", reason: `no answer in time (${code})`, again: true };
  }
  if (codes.BROKEN_LINE.has(code))
    return { outcome: "unavailable", reason: `the connection failed (${code})`, again: true };
  if (code === "AbortError") return { outcome: "cancelled", reason: "interrupted before it was read", again: false };
  return undefined;
}

function fromCode(seen: Seen, asked: Asked): Explained | undefined {
  const { code, status, retryAfterMs } = seen;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (codes.THROTTLED.has(code) || status === 429) {
    return { outcome: "throttled", reason: `AWS asked to slow down (${code})`, again: true, ...wait };
  }
  if (codes.DENIED.has(code)) return { outcome: "denied", again: false, ...deniedBecause(seen.message, code) };
  if (codes.NOT_FOUND.has(code)) return { outcome: "not-found", reason: `it does not exist (${code})`, again: false };
  if (codes.NOT_SUBSCRIBED.has(code)) {
    return failed(`the account is not subscribed to the service, not yet active or suspended (${code})`);
  }
  if (code === "AWSOrganizationsNotInUseException") {
    return failed(
      `the account is in no organization; leave --aws-organization out to scan the caller's account (${code})`,
    );
  }
  if (code === "RegionDisabledException") return failed(`STS is switched off in this region for the account (${code})`);
  if (codes.UNAVAILABLE.has(code))
    return { outcome: "unavailable", reason: `AWS failed to answer (${code})`, again: true, ...wait };
  return fromCredentials(seen, asked);
}

function fromCredentials(
  { code, message }: Seen,
  { isRegional = false, isRenewable = false }: Asked,
): Explained | undefined {
  const refused = (reason: string, again = false): Explained => ({
    outcome: "unauthenticated",
    reason: `${reason} (${code})`,
    again,
  });
  if (codes.UNKNOWN_TOKEN.has(code)) {
    return refused(
      isRegional
        ? "the region is not enabled for the account: its credentials were accepted elsewhere"
        : "the credentials are not valid, or not in the region that is asked",
    );
  }
  if (codes.EXPIRED.has(code)) return refused("the credentials have expired", isRenewable);
  if (codes.CLOCK.has(code)) return refused("the clock of this machine is off", true);
  if (codes.BAD_SIGNATURE.has(code)) {
    const clock = /signature expired|not yet current/i.test(message);
    return refused(clock ? "the clock of this machine is off" : "the secret key does not match the access key", clock);
  }
  if (codes.NO_SIGNATURE.has(code)) return refused("the request arrived without credentials");
  if (codes.NO_CREDENTIALS.has(code)) return refused("no usable credentials");
  return undefined;
}

/** An answer that is no JSON or XML, or JSON that is not what was asked for. */
function fromShape(error: unknown, { code, status }: Seen): Explained | undefined {
  if (status !== undefined && status >= 300) return undefined;
  const shown = status === undefined ? "" : ` with status ${status}`;
  if (code === "ZodError") {
    return { outcome: "malformed", reason: `the answer lacks what the call promises${whereOf(error)}`, again: false };
  }
  if (
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    /XML parse|Unexpected token|Deserialization/i.test(messageOf(error))
  ) {
    return {
      outcome: "malformed",
      reason: `the answer cannot be read${shown}: no JSON or XML as promised`,
      again: false,
    };
  }
  return undefined;
}

function fromStatus({ code, status, retryAfterMs }: Seen): Explained {
  if (status !== undefined && status >= 500) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return { outcome: "unavailable", reason: `AWS failed to answer (status ${status})`, again: true, ...wait };
  }
  const shown = [code === "SyntaxError" ? "no code" : code, ...(status === undefined ? [] : [`status ${status}`])].join(
    ", ",
  );
  return failed(`${status === 404 ? "the endpoint does not know this call" : "AWS refused the call"} (${shown})`);
}

function failed(reason: string): Explained {
  return { outcome: "failed", reason, again: false };
}

function look(error: unknown): Seen {
  const fields = fieldsOf(error);
  const metadata = fieldsOf(fields["$metadata"]);
  const status = metadata["httpStatusCode"];
  const network = typeof fields["code"] === "string" ? fields["code"] : undefined;
  const isZod = typeof fields["name"] === "string" && fields["name"].endsWith("ZodError");
  const name = isZod ? "ZodError" : fields["name"];
  const isPlain = name === "Error" || name === undefined;
  return {
    code: safeCode(isPlain ? (network ?? name) : name === "TimeoutError" ? name : (networkOnly(network) ?? name)),
    message: messageOf(error),
    status: typeof status === "number" ? status : undefined,
    retryAfterMs: retryAfterMs(fieldsOf(fieldsOf(fields["$response"])["headers"])),
  };
}

function networkOnly(code: string | undefined): string | undefined {
  return code !== undefined && (codes.BROKEN_LINE.has(code) || code === "ENOTFOUND" || code === "ETIMEDOUT")
    ? code
    : undefined;
}

function fieldsOf(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { readonly [key: string]: unknown }) : {};
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 2000) : "";
}

function safeCode(code: unknown): string {
  return typeof code === "string" && /^[A-Za-z0-9_.:-]{1,80}$/.test(code) ? code : "unnamed error";
}

const LONGEST_WAIT_MS = 60_000;

function retryAfterMs(headers: { readonly [name: string]: unknown }): number | undefined {
  const value = headers["retry-after"];
  if (typeof value !== "string" || !/^\d{1,6}$/.test(value)) return undefined;
  return Math.min(Number(value) * 1000, LONGEST_WAIT_MS);
}

/** Path of the first thing that is wrong, from our own schema. */
function whereOf(error: unknown): string {
  const issues = fieldsOf(error)["issues"];
  const path = Array.isArray(issues) ? fieldsOf(issues[0])["path"] : undefined;
  const shown = Array.isArray(path) ? path.map(String).join(".").slice(0, 80) : "";
  return /^[A-Za-z0-9_.]+$/.test(shown) ? ` (${shown})` : "";
}
