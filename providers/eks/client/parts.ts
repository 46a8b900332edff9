import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EKSClient } from "@aws-sdk/client-eks";
import { guardEndpoint, keepBodies, type AnyStack } from "./body.ts";
import type { Token } from "./session.ts";

/** Part of `client.ts`: what making clients has in common. */

export type Config = Pick<EKSClient["config"], "credentials" | "requestHandler"> & { readonly maxAttempts: number };

/** What the calls of every service are made with. */
export interface Kit {
  /** Credentials and sockets that all clients of a session share. */
  shared(): Promise<Config>;
  eks(region: string): Promise<EKSClient>;
  logs(region: string): Promise<CloudWatchLogsClient>;
  /** A call of observabilityadmin, for which no client is to be had. */
  observability(
    region: string,
    operation: string,
    body: { readonly [key: string]: string | number | boolean },
    signal: AbortSignal,
  ): Promise<unknown>;
  /** The region that the credentials are configured for. */
  home(): Promise<string>;
  /** Whether an endpoint other than AWS's own was configured for S3. */
  readonly isS3Elsewhere: boolean;
}

/** The SDK's packages, each loaded when it is first needed. */
export function packages() {
  return {
    sts: once(() => import("@aws-sdk/client-sts")),
    account: once(() => import("@aws-sdk/client-account")),
    eks: once(() => import("@aws-sdk/client-eks")),
    logs: once(() => import("@aws-sdk/client-cloudwatch-logs")),
    kms: once(() => import("@aws-sdk/client-kms")),
    organizations: once(() => import("@aws-sdk/client-organizations")),
  };
}
export type Load = ReturnType<typeof packages>;

export function prepared<C extends { readonly middlewareStack: AnyStack }>(client: C): C {
  guardEndpoint(client.middlewareStack);
  keepBodies(client.middlewareStack);
  return client;
}

export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

export function perRegion<T>(make: (region: string) => Promise<T>): (region: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (region) => {
    const found = made.get(region) ?? make(region);
    made.set(region, found);
    return found;
  };
}

export function tokenAs<K extends string>(key: K, token: Token): { [key in K]?: string } {
  return token === undefined ? {} : ({ [key]: token } as { [key in K]?: string });
}
