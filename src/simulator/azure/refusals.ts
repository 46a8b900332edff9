import type { Fault, SimOperation, SimReply } from "../cloud.ts";
import type { LandscapeIndex } from "./landscape-index.ts";
import { refusal } from "./reply.ts";
import { ROUTES } from "./routes.ts";

/** Everything that Azure Resource Manager says no with. */

/** What a request asks for, and the resource id that Azure's messages name. */
export interface AzureOperation extends SimOperation {
  readonly resource: string;
}

/** What Azure Resource Manager checks before it asks a resource provider. */
export function refusedBefore(path: string, apiVersion: string | null, index: LandscapeIndex): SimReply | undefined {
  const { landscape } = index;
  if (apiVersion === null) {
    const message = "The api-version query parameter (?api-version=) is required for all requests.";
    return refusal(400, "MissingApiVersionParameter", message);
  }
  const [, first, id = ""] = path.split("/");
  if (first === "subscriptions" && id !== "") {
    const found = index.subscriptions.get(id);
    if (!found) return refusal(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
    const { tenant = landscape.tenant, managedBy = [], unregistered = [] } = found;
    if (tenant !== landscape.tenant && !managedBy.includes(landscape.tenant)) {
      const issuers = [landscape.tenant, tenant].map((issuer) => `'https://sts.windows.net/${issuer}/'`);
      const message = `The access token is from the wrong issuer ${issuers[0]}. It must match the tenant ${issuers[1]} associated with this subscription.`;
      return refusal(401, "InvalidAuthenticationTokenTenant", message, challenge(index));
    }
    const namespace = path.slice(path.lastIndexOf("/providers/") + "/providers/".length).split("/")[0] ?? "";
    const missing = unregistered.find((provider) => provider.toLowerCase() === namespace);
    if (missing !== undefined) {
      const message = `The subscription is not registered to use namespace '${missing}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
      return refusal(409, "MissingSubscriptionRegistration", message);
    }
  }
  if (landscape.unsupportedApiVersions?.includes(apiVersion)) {
    const message = `No registered resource provider found for the API version '${apiVersion}'.`;
    return refusal(400, "NoRegisteredProviderFound", message);
  }
  return undefined;
}

export function notFound(path: string, operation: SimOperation, index: LandscapeIndex): SimReply {
  const group = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/(.+)$/.exec(path);
  if (!group) return refusal(404, "NotFound", `'${operation.target}' was not found.`);
  const [, subscription, name, resource] = group;
  if (!index.resourceGroups.has(`${subscription}/${name}`)) {
    return refusal(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
  }
  const message = `The Resource '${resource}' under resource group '${name}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return refusal(404, "ResourceNotFound", message);
}

export function refuse(
  kind: "denied" | "throttled" | "not-found" | "unavailable",
  operation: SimOperation,
  fault: Fault,
): SimReply {
  switch (kind) {
    case "denied": {
      const { resource } = operation as AzureOperation;
      const message = `The client '00000000-0000-0000-0000-0000000000c1' with object id '00000000-0000-0000-0000-0000000000c2' does not have authorization to perform action '${operation.operation}' over scope '${resource}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
      return refusal(403, "AuthorizationFailed", message);
    }
    case "throttled": {
      const code = operation.operation.startsWith("Microsoft.ContainerService/")
        ? "Throttled"
        : "SubscriptionRequestsThrottled";
      const seconds = fault.retryAfterSeconds;
      return refusal(429, code, "Number of requests exceeded the limit. Please try again later.", {
        ...(seconds === undefined ? {} : { "retry-after": String(seconds) }),
        "x-ms-ratelimit-remaining-subscription-reads": "0",
      });
    }
    case "not-found": {
      const found = ROUTES.find(({ action, missing }) => action === operation.operation && missing)?.missing;
      return refusal(404, found?.code ?? "ResourceNotFound", found?.message ?? `'${operation.target}' was not found.`);
    }
    case "unavailable":
      return refusal(503, "ServiceUnavailable", "The service is temporarily unavailable.");
  }
}

export function challenge({ landscape }: LandscapeIndex): { readonly [name: string]: string } {
  const authority = `authorization_uri="https://login.windows.net/${landscape.tenant}"`;
  return {
    "www-authenticate": `Bearer ${authority}, error="invalid_token", error_description="The token is missing or not accepted."`,
  };
}
