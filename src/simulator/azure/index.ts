import type { Knobs, SimCloud, SimOperation, SimReply, SimRequest } from "../cloud.ts";
import type { AzureLandscape } from "./landscape.ts";
import { indexLandscape, type LandscapeIndex } from "./landscape-index.ts";
import { challenge, notFound, refuse, refusedBefore, type AzureOperation } from "./refusals.ts";
import { refusal } from "./reply.ts";
import { matchPath, partnerReply, ROUTES, type Route } from "./routes.ts";
import { answerToken, missingToken, TOKEN_PATH, tokenEnv } from "./token.ts";

const DEFAULT_PAGE_SIZE = 100;

/** Azure Resource Manager, and the token endpoint of a managed identity. */
export function azureCloud(landscape: AzureLandscape): SimCloud {
  const index = indexLandscape(landscape);
  return {
    id: "azure",
    owns: ({ path }) => path === TOKEN_PATH || /^\/(subscriptions|providers)(\/|$)/i.test(path),
    identify: (request) => identify(request, index),
    answer: (request, operation, knobs) => answer(request, operation, knobs, index),
    refuse,
    env: tokenEnv,
  };
}

function identify(request: SimRequest, index: LandscapeIndex): AzureOperation {
  const mutating = request.method !== "GET";
  if (request.path === TOKEN_PATH) {
    return { operation: "EntraID:GetToken", scope: "-", location: "-", target: "", mutating, resource: "" };
  }
  const path = pathOf(request);
  const [, first = "", second = ""] = path.split("/");
  const found = routeOf(path);
  const scope =
    first === "subscriptions"
      ? second || "-"
      : `/providers/microsoft.management/managementgroups/${path.split("/")[4]}`;
  const parts = namedParts(request, found);
  return {
    operation: found ? found.route.action : partnerAction(path, index),
    scope,
    location: "-",
    target: found?.route.names?.(parts) ?? parts.slice(first === "subscriptions" ? 1 : 0).at(-1) ?? "",
    mutating,
    resource: path.replace(/\/providers\/microsoft\.insights\/diagnosticsettings(categories)?$/, ""),
  };
}

/** The variable segments as they were written, for people. */
function namedParts(request: SimRequest, found: { readonly route: Route } | undefined): readonly string[] {
  const segments = decodeURIComponent(request.path).replace(/\/+$/, "").split("/");
  const wanted = found?.route.path.split("/") ?? segments.map(() => "*");
  return segments.filter((_, at) => wanted[at] === "*");
}

function partnerAction(path: string, index: LandscapeIndex): string {
  const id = index.partners.get(path)?.id ?? path;
  const [namespace = "", type = ""] = id.split("/").slice(6, 8);
  return `${namespace}/${type}/read`;
}

function answer(request: SimRequest, operation: SimOperation, knobs: Knobs, index: LandscapeIndex): SimReply {
  if (request.path === TOKEN_PATH) return answerToken(request);
  const unauthenticated = missingToken(request);
  if (unauthenticated) return refusal(401, unauthenticated.code, unauthenticated.message, challenge(index));
  const path = pathOf(request);
  const found = routeOf(path);
  const parts = found?.parts ?? [];
  const apiVersion = request.query.get("api-version");
  const refused = refusedBefore(path, apiVersion, index);
  if (refused) return refused;
  const pageSize = knobs.pageSize ?? DEFAULT_PAGE_SIZE;
  const asked = { index, request, apiVersion: apiVersion ?? "", pageSize, path, parts };
  const reply = found ? found.route.answer(asked) : partnerReply(asked);
  return reply ?? notFound(path, operation, index);
}

function pathOf(request: SimRequest): string {
  return decodeURIComponent(request.path).toLowerCase().replace(/\/+$/, "");
}

function routeOf(path: string): { readonly route: Route; readonly parts: readonly string[] } | undefined {
  for (const route of ROUTES) {
    const parts = matchPath(route.path, path);
    if (parts) return { route, parts };
  }
  return undefined;
}
