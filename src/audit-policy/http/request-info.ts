import { readListOptions } from "./list-options.ts";
import { parseQuery, type RequestTarget } from "./url.ts";

/** What the API server makes of an HTTP request. All fields are there; empty where the request has none. */
export interface RequestAttributes {
  readonly verb: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly resourceRequest: boolean;
  readonly path: string;
}

/** Undefined verb and resource: the server cannot tell, answers 500 and audits nothing. */
export interface ResolvedRequest {
  readonly attributes: RequestAttributes;
  readonly isResolved: boolean;
}

const NAMESPACE_SUBRESOURCES = ["status", "finalize"];

const VERBS: ReadonlyMap<string, string> = new Map([
  ["POST", "create"],
  ["GET", "get"],
  ["HEAD", "get"],
  ["PUT", "update"],
  ["PATCH", "patch"],
  ["DELETE", "delete"],
]);

/**
 * The attributes of a request, as k8s.io/apiserver finds them with the prefixes `api` and `apis`
 * (pkg/endpoints/request/requestinfo.go, v0.30 to v0.37, 2026-11).
 */
export function resolveRequest(method: string, target: RequestTarget): ResolvedRequest {
  const { path } = target;
  const [prefix = "", ...parts] = path.replace(/^\/+/, "").replace(/\/+$/, "").split("/");
  const groupParts = prefix === "apis" ? 1 : 0;
  if ((prefix !== "api" && prefix !== "apis") || parts.length < 2 + groupParts) {
    return { attributes: otherRequest(method, path), isResolved: true };
  }
  const apiGroup = groupParts === 1 ? (parts[0] ?? "") : "";
  const [apiVersion = "", ...rest] = parts.slice(groupParts);
  const base = { ...otherRequest(method, path), resourceRequest: true, apiGroup, apiVersion };
  const [special = ""] = rest;
  const isSpecial = special === "watch" || special === "proxy";
  if (isSpecial && rest.length < 2) return { attributes: base, isResolved: false };
  const verb = isSpecial ? special : (VERBS.get(method) ?? "");
  const found = { ...base, verb, ...resourceParts(isSpecial ? rest.slice(1) : rest, verb) };
  return { attributes: withoutName(found, target.query), isResolved: true };
}

function otherRequest(method: string, path: string): RequestAttributes {
  return {
    verb: method.toLowerCase(),
    apiGroup: "",
    apiVersion: "",
    resource: "",
    subresource: "",
    namespace: "",
    name: "",
    resourceRequest: false,
    path,
  };
}

/** `/namespaces/x` is the Namespace x, in namespace x; only with a further part that is no subresource of it, what lies in it. */
function resourceParts(parts: readonly string[], verb: string): Partial<RequestAttributes> {
  const isInNamespace = parts[0] === "namespaces" && parts.length > 1;
  const isBelow = isInNamespace && parts.length > 2 && !NAMESPACE_SUBRESOURCES.includes(parts[2] ?? "");
  const [resource = "", name = "", subresource = ""] = isBelow ? parts.slice(2) : parts;
  return {
    namespace: isInNamespace ? (parts[1] ?? "") : "",
    resource,
    name,
    subresource: verb === "proxy" ? "" : subresource,
  };
}

function withoutName(attributes: RequestAttributes, query: string): RequestAttributes {
  if (attributes.name !== "") return attributes;
  if (attributes.verb === "delete") return { ...attributes, verb: "deletecollection" };
  if (attributes.verb !== "get") return attributes;
  const { isWatch, name } = readListOptions(parseQuery(query));
  return { ...attributes, verb: isWatch ? "watch" : "list", name };
}
