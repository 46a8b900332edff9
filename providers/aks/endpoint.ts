import { SettingRefused } from "../contract.ts";
/** Where Azure Resource Manager is, and what a token for it has to say. */
export interface Endpoint {
  /** Without a trailing slash. */
  readonly base: string;
  readonly origin: string;
  /** A plain-http address on this machine: the SDK's own token policy refuses it. */
  readonly plain: boolean;
  readonly tokenScope: string;
  /** Where to sign in, when it follows from the endpoint. */
  readonly authorityHost?: string;
}

/** A variable that says where Azure is, or how to sign in, cannot be used. */
export class BadSetting extends SettingRefused {
  override readonly name = "BadSetting";
}

interface Cloud {
  readonly arm: string;
  readonly authority: string;
}

const PUBLIC: Cloud = { arm: "management.azure.com", authority: "login.microsoftonline.com" };
/** https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and docs.azure.cn, 2026-11. */
const CLOUDS: readonly Cloud[] = [
  PUBLIC,
  { arm: "management.usgovcloudapi.net", authority: "login.microsoftonline.us" },
  { arm: "management.chinacloudapi.cn", authority: "login.chinacloudapi.cn" },
];

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** @throws BadSetting */
export function endpointOf(env: { readonly [name: string]: string | undefined }): Endpoint {
  const text = env["AZURE_RESOURCE_MANAGER_ENDPOINT"] || `https://${PUBLIC.arm}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.search !== "" || url.username !== "" || !["https:", "http:"].includes(url.protocol)) {
    throw new BadSetting(`AZURE_RESOURCE_MANAGER_ENDPOINT must be a URL such as https://${PUBLIC.arm}`);
  }
  const plain = url.protocol === "http:";
  if (plain && !LOOPBACK.test(url.hostname)) {
    throw new BadSetting("AZURE_RESOURCE_MANAGER_ENDPOINT may be http only on this machine; use https");
  }
  const byAuthority = hostOf(env["AZURE_AUTHORITY_HOST"]);
  const own = CLOUDS.find(({ arm }) => arm === url.hostname);
  const cloud = own ?? CLOUDS.find(({ authority }) => authority === byAuthority) ?? PUBLIC;
  return {
    base: url.href.replace(/\/+$/, ""),
    origin: url.origin,
    plain,
    tokenScope: `https://${cloud.arm}/.default`,
    ...(byAuthority === undefined && own && own !== PUBLIC ? { authorityHost: `https://${own.authority}` } : {}),
  };
}

function hostOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  return URL.canParse(text) ? new URL(text).hostname : "";
}
