import type { SimReply, SimRequest } from "../cloud.ts";
import { json, rpcError } from "./wire.ts";

const TOKEN = { access_token: "simulated-google-token", expires_in: 3599, token_type: "Bearer" };

/** The metadata server of Compute Engine, as far as credentials need it. */
export function answerMetadata(request: SimRequest): SimReply {
  const headers = { "metadata-flavor": "Google", server: "Metadata Server for VM" };
  if (request.headers["metadata-flavor"] !== "Google") {
    return { status: 403, headers, body: "Missing required header: Metadata-Flavor" };
  }
  const isToken = request.path.endsWith("/service-accounts/default/token");
  if (isToken) return { ...json(TOKEN), headers: { ...headers, "content-type": "application/json" } };
  const text = new Map([
    ["/computeMetadata/v1/universe/universe-domain", "googleapis.com"],
    ["/computeMetadata/v1/project/project-id", "simulated"],
    ["/computeMetadata/v1/instance", "attributes/\nservice-accounts/\n"],
  ]).get(request.path);
  if (text === undefined) return { status: 404, headers, body: "not found" };
  return { status: 200, headers: { ...headers, "content-type": "application/text" }, body: text };
}

/** The token endpoint, which service account and user credentials ask. */
export function answerToken(): SimReply {
  return json(TOKEN);
}

export function isAuthorized(request: SimRequest): boolean {
  return /^Bearer .+/.test(request.headers.authorization ?? "");
}

export function missingCredential(service: string): SimReply {
  return rpcError(
    401,
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
    { reason: "CREDENTIALS_MISSING", metadata: { service } },
  );
}
