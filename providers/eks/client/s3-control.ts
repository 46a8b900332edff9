import { isIP } from "node:net";
import type * as S3Control from "@aws-sdk/client-s3-control";
import { guardEndpoint } from "./body.ts";
import { checkXml } from "./xml-body.ts";

/** Part of `client.ts`: what S3 is asked about an account. */

type Sdk = typeof S3Control;

export async function makeS3Control(
  config: S3Control.S3ControlClientConfig & { readonly region: string },
): Promise<{ readonly client: S3Control.S3ControlClient; readonly sdk: Sdk }> {
  const sdk = await import("@aws-sdk/client-s3-control");
  const { endpointProvider: byRules } = new sdk.S3ControlClient(config).config;
  const client = new sdk.S3ControlClient({
    ...config,
    endpointProvider: (asked, context) => byRules(hasNoNames(asked.Endpoint) ? withoutPrefix(asked) : asked, context),
  });
  guardEndpoint(client.middlewareStack);
  checkXml(client.middlewareStack);
  return { client, sdk };
}

/** The SDK's rules put the account in front of the host's name; it stands in a header as well. */
function withoutPrefix<P extends object>(asked: P): P {
  return { ...asked, RequiresAccountId: false };
}

/** An address, or this machine: nothing can stand in front of it. */
function hasNoNames(endpoint: unknown): boolean {
  if (typeof endpoint !== "string" || !URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return hostname === "localhost" || hostname.startsWith("[") || isIP(hostname) !== 0;
}
