import { createHash, createHmac } from "node:crypto";
import type { SimRequest } from "../cloud.ts";

/** Where a signed request says it goes, and who signed it. */
export interface Signer {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  /** True for credentials that came from AssumeRole. */
  readonly temporary: boolean;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Long-lived credentials of an account. */
export function userCredentials(account: string): AwsCredentials {
  return { accessKeyId: `AKIA${account}SIMU`, secretAccessKey: `simulated-secret-of-${account}` };
}

/** Credentials that AssumeRole gives out, and the session token that has to come with them. */
export function roleCredentials(account: string, role: string): AwsCredentials & { readonly sessionToken: string } {
  const sessionToken = `simulated-session/${account}/${role}`;
  return { accessKeyId: `ASIA${account}SIMU`, secretAccessKey: `simulated-secret-of-${account}`, sessionToken };
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([A-Z]{4})(\d{12})SIMU\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Reads and checks the signature; undefined when there is none or it is wrong. */
export function signerOf(request: SimRequest): Signer | undefined {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? "");
  if (!match) return undefined;
  const [, kind, account, day, region, service, signedHeaders, signature] = match as unknown as readonly string[];
  if (!account || !day || !region || !service || !signedHeaders || (kind !== "AKIA" && kind !== "ASIA"))
    return undefined;
  const temporary = kind === "ASIA";
  const token = header(request, "x-amz-security-token");
  if (temporary !== token.startsWith(`simulated-session/${account}/`)) return undefined;
  const canonical = canonicalRequest(request, signedHeaders);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", header(request, "x-amz-date"), scope, sha256(canonical)].join("\n");
  let key: Buffer = Buffer.from(`AWS4simulated-secret-of-${account}`);
  for (const part of [day, region, service, "aws4_request"]) key = hmac(key, part);
  if (hmac(key, text).toString("hex") !== signature) return undefined;
  return { account, region, service, temporary };
}

function canonicalRequest(request: SimRequest, signedHeaders: string): string {
  const path = request.path
    .split("/")
    .map((segment) => encode(segment))
    .join("/");
  const query = [...request.query]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .toSorted()
    .join("&");
  const headers = signedHeaders
    .split(";")
    .map((name) => `${name}:${header(request, name).trim().replace(/\s+/g, " ")}\n`);
  return [request.method, path, query, headers.join(""), signedHeaders, sha256(request.body)].join("\n");
}

function header(request: SimRequest, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : (value ?? "");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
