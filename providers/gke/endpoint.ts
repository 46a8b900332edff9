import { SettingRefused } from "../contract.ts";

/** The configured endpoint cannot be used. */
export class EndpointRefused extends SettingRefused {
  override readonly name = "EndpointRefused";
}

export const ENDPOINT_VARIABLE = "TRAILPROOF_GCP_ENDPOINT";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL in front of every Google API, when one is configured.
 * @throws EndpointRefused before a credential is used
 */
export function endpointOf(env: { readonly [name: string]: string | undefined }): URL | undefined {
  const text = env[ENDPOINT_VARIABLE];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable = url && ["http:", "https:"].includes(url.protocol) && url.search === "" && url.username === "";
  if (!isUsable) throw new EndpointRefused(`${ENDPOINT_VARIABLE} must be a URL such as https://apis.example.org`);
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new EndpointRefused(`${ENDPOINT_VARIABLE} may be http only on this machine; use https`);
  }
  return url;
}

export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/** The same request behind the base URL: the service's host becomes the first segment of the path. */
export function behind(base: URL, url: URL): URL {
  return new URL(`${base.origin}${base.pathname.replace(/\/+$/, "")}/${url.hostname}${url.pathname}${url.search}`);
}

export function isGoogle(url: URL): boolean {
  return url.hostname.endsWith(".googleapis.com");
}
