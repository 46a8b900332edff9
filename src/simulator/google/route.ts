import type { Knobs, SimOperation, SimReply, SimRequest } from "../cloud.ts";
import type { GoogleLandscape } from "./landscape.ts";

/** What a request asks about: the named groups of the route's path. */
export type RouteNames = { readonly [name: string]: string | undefined };

export interface RouteContext {
  readonly request: SimRequest;
  readonly names: RouteNames;
  readonly landscape: GoogleLandscape;
  readonly knobs: Knobs;
}

/** One method of one Google API. */
export interface SimRoute {
  readonly host: string;
  readonly method: "GET" | "POST";
  /** Matches the decoded path behind the host. */
  readonly path: RegExp;
  /** Named as in evidence. */
  readonly operation: string;
  /** Where it differs from the operation's name. */
  readonly permission?: string;
  /** The resource that a refusal names, such as `folders/213`. */
  resource(names: RouteNames, request: SimRequest): string;
  /** What the resource's scope is in evidence; by default the project's id, or `folders/213`. */
  scope?(names: RouteNames, request: SimRequest): string;
  target?(names: RouteNames, request: SimRequest): string;
  location?(names: RouteNames): string;
  answer(context: RouteContext): SimReply;
}

export interface FoundRoute {
  readonly route: SimRoute;
  readonly names: RouteNames;
}

/** The route of a request, whose first path segment is the host. */
export function findRoute(routes: readonly SimRoute[], request: SimRequest): FoundRoute | undefined {
  const { host, path } = hostAndPath(request);
  for (const route of routes) {
    if (route.host !== host || route.method !== request.method) continue;
    const match = route.path.exec(path);
    if (match) return { route, names: match.groups ?? {} };
  }
  return undefined;
}

export function hostAndPath(request: SimRequest): { readonly host: string; readonly path: string } {
  const cut = request.path.indexOf("/", 1);
  const host = cut < 0 ? request.path.slice(1) : request.path.slice(1, cut);
  return { host, path: cut < 0 ? "" : decode(request.path.slice(cut)) };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function operationOf({ route, names }: FoundRoute, request: SimRequest): SimOperation {
  const resource = route.resource(names, request);
  return {
    operation: route.operation,
    scope: route.scope?.(names, request) ?? resource.replace(/^projects\//, ""),
    location: route.location?.(names) ?? "-",
    target: route.target?.(names, request) ?? "",
    mutating: false,
  };
}
