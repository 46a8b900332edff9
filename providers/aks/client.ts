import { getClient } from "@azure-rest/core-client";
import { DefaultAzureCredential } from "@azure/identity";
import type { Pipeline, PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import { BadSetting, type Endpoint } from "./endpoint.ts";
import { ArmFailure, Malformed } from "./arm-failure.ts";
import { isNoCredential } from "./sign-in.ts";
import { cacheTokens, type TokenCache } from "./token-cache.ts";

type Env = { readonly [name: string]: string | undefined };

/** Azure Resource Manager over one credential. Every method throws what `explain` in `errors.ts` sorts. */
export interface ArmClient {
  /** `none`: there is no credential on this machine; one that does not work is thrown. */
  signIn(signal: AbortSignal): Promise<"ok" | "none">;
  /** The parsed body, unchecked. */
  get(path: string, apiVersion: string, signal: AbortSignal): Promise<unknown>;
  /** The page that a list's `nextLink` leads to. */
  follow(link: string, signal: AbortSignal): Promise<unknown>;
  /** One page of the clusters of a subscription; the body as it came, as the SDK's own objects drop what they do not know. */
  clusters(subscription: string, apiVersion: string, link: string | undefined, signal: AbortSignal): Promise<unknown>;
}

/** @throws BadSetting */
export function createArmClient(endpoint: Endpoint, env: Env, tenant: string | undefined): ArmClient {
  const credential = cacheTokens(createCredential(endpoint, env, tenant), tenant);
  const options = {
    endpoint: endpoint.base,
    credentials: { scopes: [endpoint.tokenScope] },
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    allowInsecureConnection: endpoint.plain,
    userAgentOptions: { userAgentPrefix: "trailproof" },
  };
  const client = getClient(endpoint.base, credential, options);
  secure(client.pipeline);

  function secure(pipeline: Pipeline): void {
    pipeline.addPolicy(stayOn(endpoint.origin), { afterPhase: "Sign" });
    if (!endpoint.plain) return;
    pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
    // A proxy has no business between two processes of one machine.
    pipeline.removePolicy({ name: "proxyPolicy" });
    pipeline.addPolicy(signOnLoopback(endpoint, credential), { phase: "Sign" });
  }

  function judge(status: number, body: unknown, headers: { readonly [name: string]: string | undefined }): unknown {
    if (status === 200) return body;
    if (status === 401) credential.forget();
    throw new ArmFailure(status, body, headers);
  }

  async function send(path: string, apiVersion: string | undefined, signal: AbortSignal): Promise<unknown> {
    const queryParameters = apiVersion === undefined ? {} : { "api-version": apiVersion };
    const answer = await client.pathUnchecked(path).get({ queryParameters, abortSignal: signal });
    return judge(Number(answer.status), answer.body, answer.headers);
  }

  return {
    async signIn(signal) {
      try {
        await credential.getToken(endpoint.tokenScope, { abortSignal: signal });
        return "ok";
      } catch (error) {
        if (isNoCredential(error, env)) return "none";
        throw error;
      }
    },
    get: (path, apiVersion, signal) => send(path, apiVersion, signal),
    follow: (link, signal) => send(link, undefined, signal),
    async clusters(subscription, apiVersion, link, signal) {
      const { ContainerServiceClient } = await import("@azure/arm-containerservice");
      const sdk = new ContainerServiceClient(credential, subscription, { ...options, apiVersion });
      secure(sdk.pipeline);
      const seen: PipelineResponse[] = [];
      sdk.pipeline.addPolicy(watch(seen, signal));
      try {
        const pages = sdk.managedClusters.list().byPage(link === undefined ? {} : { continuationToken: link });
        await pages.next();
      } catch (error) {
        if (seen.length === 0) throw error;
      }
      const answer = seen.at(-1);
      if (!answer) throw new Malformed("the SDK gave no answer");
      return judge(answer.status, parse(answer), answer.headers.toJSON());
    },
  };
}

/** The SDK's own chain, with its environment variables. @throws BadSetting when one of them makes no sense */
function createCredential(endpoint: Endpoint, env: Env, tenant: string | undefined): DefaultAzureCredential {
  if (tenant !== undefined && env["AZURE_IDENTITY_DISABLE_MULTITENANTAUTH"]) {
    throw new BadSetting("AZURE_IDENTITY_DISABLE_MULTITENANTAUTH keeps to one tenant: unset it to name another");
  }
  const options = {
    // On machines of other clouds the metadata address answers, too: its retries would cost half a minute.
    retryOptions: { maxRetries: 1 },
    ...(endpoint.authorityHost === undefined ? {} : { authorityHost: endpoint.authorityHost }),
    ...(tenant === undefined ? {} : { additionallyAllowedTenants: ["*"] }),
  };
  try {
    return new DefaultAzureCredential(options);
  } catch {
    throw new BadSetting(
      "AZURE_TOKEN_CREDENTIALS must be dev, prod or the name of one credential, such as AzureCliCredential",
    );
  }
}

/** A list's `nextLink` may name any host: no token goes anywhere but to the configured endpoint. */
function stayOn(origin: string): PipelinePolicy {
  return {
    name: "trailproofStayOnEndpoint",
    sendRequest(request, next) {
      if (new URL(request.url).origin !== origin) throw new Malformed("it leads to a foreign host");
      return next(request);
    },
  };
}

/** The SDK's token policy refuses plain http even on loopback. */
function signOnLoopback(endpoint: Endpoint, credential: TokenCache): PipelinePolicy {
  return {
    name: "trailproofSignOnLoopback",
    async sendRequest(request, next) {
      if (new URL(request.url).origin !== endpoint.origin) throw new Malformed("it leads to a foreign host");
      const { abortSignal } = request;
      const token = await credential.getToken(endpoint.tokenScope, abortSignal ? { abortSignal } : {});
      if (token) request.headers.set("authorization", `Bearer ${token.token}`);
      return next(request);
    },
  };
}

/** Keeps the answer as it came, and ends the request with the signal, which the SDK forgets on every page but the first. */
function watch(seen: PipelineResponse[], signal: AbortSignal): PipelinePolicy {
  return {
    name: "trailproofWatch",
    async sendRequest(request, next) {
      request.abortSignal = signal;
      const answer = await next(request);
      seen.push(answer);
      return answer;
    },
  };
}

function parse(answer: PipelineResponse): unknown {
  try {
    return JSON.parse(answer.bodyAsText ?? "");
  } catch {
    if (answer.status !== 200) return undefined;
    throw new Malformed("it is not JSON");
  }
}
