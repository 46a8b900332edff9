import type { SimReply, SimRequest } from "../cloud.ts";

/** The token endpoint of a managed identity, as App Service serves it (its API version 2019-08-01). */

export const TOKEN_PATH = "/msi/token";
const IDENTITY_HEADER = "simulated-identity";
const TOKEN = "simulated-azure-token";

/** Also unsets what would lead the SDK's managed identity elsewhere: the workload identity of a pod, a proxy. */
export function tokenEnv(base: string): { readonly [name: string]: string } {
  return {
    AZURE_CLIENT_ID: "",
    AZURE_FEDERATED_TOKEN_FILE: "",
    IDENTITY_SERVER_THUMBPRINT: "",
    NO_PROXY: "127.0.0.1",
    AZURE_RESOURCE_MANAGER_ENDPOINT: base,
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    IDENTITY_ENDPOINT: `${base}${TOKEN_PATH}`,
    IDENTITY_HEADER,
  };
}

export function answerToken(request: SimRequest): SimReply {
  const headers = { "content-type": "application/json" };
  if (request.headers["x-identity-header"] !== IDENTITY_HEADER) {
    return { status: 401, headers, body: JSON.stringify({ statusCode: 401, message: "Invalid identity header" }) };
  }
  const body = {
    access_token: TOKEN,
    expires_on: String(Math.floor(Date.now() / 1000) + 86_400),
    resource: request.query.get("resource") ?? "",
    token_type: "Bearer",
    client_id: "00000000-0000-0000-0000-0000000000c1",
  };
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** What Azure Resource Manager says to a request without a token, or with one that is not its own. */
export function missingToken(request: SimRequest): { readonly code: string; readonly message: string } | undefined {
  const given = request.headers.authorization;
  if (given === undefined) {
    return { code: "AuthenticationFailed", message: "Authentication failed. The 'Authorization' header is missing." };
  }
  if (given === `Bearer ${TOKEN}`) return undefined;
  return { code: "InvalidAuthenticationToken", message: "The access token is invalid." };
}
