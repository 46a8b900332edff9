import type { Knobs, SimCloud, SimOperation, SimReply, SimRequest } from "../cloud.ts";
import { containerRoutes } from "./container.ts";
import { answerMetadata, answerToken, isAuthorized, missingCredential } from "./credentials.ts";
import type { GoogleLandscape } from "./landscape.ts";
import { loggingRoutes } from "./logging.ts";
import { refuseAs } from "./refuse.ts";
import { resourceManagerRoutes } from "./resource-manager.ts";
import { findRoute, hostAndPath, operationOf } from "./route.ts";
import { storeRoutes } from "./stores.ts";
import { rpcError } from "./wire.ts";

const ROUTES = [...containerRoutes, ...resourceManagerRoutes, ...loggingRoutes, ...storeRoutes];
const METADATA = "/computeMetadata/";
const TOKEN_HOST = "oauth2.googleapis.com";

/** Google Cloud behind one base URL: each service's host is the first segment of the path. */
export function googleCloud(landscape: GoogleLandscape): SimCloud {
  return {
    id: "google",
    owns: (request) => request.path.startsWith(METADATA) || hostAndPath(request).host.endsWith(".googleapis.com"),
    identify,
    answer: (request, _operation, knobs) => answer(landscape, request, knobs),
    refuse: (kind, operation, fault) => refuseAs(kind, operation, fault, ROUTES),
    env: environment,
  };
}

function identify(request: SimRequest): SimOperation {
  const found = findRoute(ROUTES, request);
  if (found) return operationOf(found, request);
  const { host } = hostAndPath(request);
  const isCredential = request.path.startsWith(METADATA) || host === TOKEN_HOST;
  return {
    operation: isCredential ? "google.token" : `google.unmodelled:${host}`,
    scope: "-",
    location: "-",
    target: request.path,
    mutating: !isCredential && request.method !== "GET",
  };
}

function answer(landscape: GoogleLandscape, request: SimRequest, knobs: Knobs): SimReply {
  if (request.path.startsWith(METADATA)) return answerMetadata(request);
  const { host } = hostAndPath(request);
  if (host === TOKEN_HOST) return answerToken();
  if (!isAuthorized(request)) return missingCredential(host);
  const found = findRoute(ROUTES, request);
  if (!found) return rpcError(404, "Method not found.");
  return found.route.answer({ request, names: found.names, landscape, knobs });
}

/** Leads google-auth-library past the files of the machine to the metadata server, so that no real credential is used. */
function environment(base: string): { readonly [name: string]: string } {
  return {
    TRAILPROOF_GCP_ENDPOINT: base,
    GOOGLE_APPLICATION_CREDENTIALS: "",
    CLOUDSDK_CONFIG: "/nonexistent/trailproof-simulator",
    GOOGLE_CLOUD_QUOTA_PROJECT: "",
    GCE_METADATA_IP: "",
    GCE_METADATA_HOST: new URL(base).host,
    METADATA_SERVER_DETECTION: "assume-present",
    NO_PROXY: "127.0.0.1,localhost",
  };
}
