import { isDuration } from "./http/duration.ts";
import { resolveRequest, type RequestAttributes } from "./http/request-info.ts";
import { parseQuery, parseTarget } from "./http/url.ts";
import { isLongRunning } from "./long-running.ts";

export type { RequestAttributes } from "./http/request-info.ts";

export type HttpRequestResult =
  | {
      readonly ok: true;
      readonly request: RequestAttributes;
      readonly longRunning: boolean;
      /**
       * The query asks for a timeout that cannot be parsed. The server answers 400 before it looks at the credentials, and audits the
       * request as it audits failed authentication.
       */
      readonly badTimeout: boolean;
    }
  | {
      readonly ok: false;
      readonly error: string;
      /** 400: Go's HTTP parser refuses the request line. 500: the API server cannot tell the resource. Neither is audited. */
      readonly status: 400 | 500;
      /** For 500: what was known by then. */
      readonly request?: RequestAttributes;
      readonly longRunning?: boolean;
    };

/**
 * The attributes of an HTTP request, from its method and its target exactly as they stand in the request line. User and groups are the
 * caller's to add.
 */
export function requestFromHttp(method: string, url: string): HttpRequestResult {
  const isToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method);
  const isAuthorityOnly = method === "CONNECT" && !url.startsWith("/");
  const target = isToken ? parseTarget(isAuthorityOnly ? `http://${url}` : url) : undefined;
  if (target === undefined) {
    const subject = isToken ? `The URL ${JSON.stringify(url)}` : `The method ${JSON.stringify(method)}`;
    return { ok: false, status: 400, error: `${subject} is malformed; a valid request is GET /api/v1/pods.` };
  }
  const { attributes: request, isResolved } = resolveRequest(method, target);
  const longRunning = isLongRunning(request);
  if (!isResolved) {
    return {
      ok: false,
      status: 500,
      error: `unable to determine kind and namespace from url, ${url}`,
      request,
      longRunning,
    };
  }
  return { ok: true, request, longRunning, badTimeout: !longRunning && hasBadTimeout(target.query) };
}

/** Source: k8s.io/apiserver, pkg/endpoints/filters/request_deadline.go, v0.37.2 (2026-11). */
function hasBadTimeout(query: string): boolean {
  const [timeout = ""] = parseQuery(query).get("timeout") ?? [];
  return timeout !== "" && !isDuration(timeout);
}
