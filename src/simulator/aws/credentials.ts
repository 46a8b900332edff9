import { createHash, createHmac } from "node:crypto";
import type { SimRequest } from "../cloud.ts";

/** Where a signed request says it goes, and who signed it. */
export interface Signer {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  /** Of credentials that came from AssumeRole. */
  readonly session: string | undefined;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Long-lived credentials of an account. */
export function userCredentials(account: string): AwsCredentials {
  return { accessKeyId: `AKIA${account}SIMU`, secretAccessKey: `simulated-secret-of-${account}` };
}

/** Credentials that AssumeRole gives out; a session token has to come with them. */
export function roleCredentials(account: string): AwsCredentials {
  return { accessKeyId: `ASIA${account}SIMU`, secretAccessKey: `simulated-secret-of-${account}` };
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([A-Z]{4})(\d{12})SIMU\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

const checked = new WeakMap<SimRequest, { readonly signer: Signer | undefined }>();

/** Reads and checks the signature, once for each request; undefined when there is none or it is wrong. */
export function signerOf(request: SimRequest): Signer | undefined {
  const found = checked.get(request) ?? { signer: checkedSigner(request) };
  checked.set(request, found);
  return found.signer;
}

function checkedSigner(request: SimRequest): Signer | undefined {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? "");
  if (!match) return undefined;
  const [, kind, account, day, region, service, signedHeaders, signature] = match as unknown as readonly string[];
  if (!account || !day || !region || !service || !signedHeaders || (kind !== "AKIA" && kind !== "ASIA"))
    return undefined;
  const temporary = kind === "ASIA";
  const token = header(request, "x-amz-security-token");
  if (temporary !== token.startsWith(`simulated-session/${account}/`)) return undefined;
  const canonical = canonicalRequest(request, signedHeaders, service);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", header(request, "x-amz-date"), scope, sha256(canonical)].join("\n");
  if (hmac(signingKey(account, day, region, service), text).toString("hex") !== signature) return undefined;
  return { account, region, service, session: temporary ? token : undefined };
}

const signingKeys = new Map<string, Buffer>();

function signingKey(account: string, day: string, region: string, service: string): Buffer {
  const name = `${account}/${day}/${region}/${service}`;
  const found = signingKeys.get(name);
  if (found) return found;
  let key: Buffer = Buffer.from(`AWS4simulated-secret-of-${account}`);
  for (const part of [day, region, service, "aws4_request"]) key = hmac(key, part);
  signingKeys.set(name, key);
  return key;
}

function canonicalRequest(request: SimRequest, signedHeaders: string, service: string): string {
  // Only S3 takes the path as it came, and says in a header what it hashed.
  const isS3 = service === "s3";
  const segments = request.path.split("/").map((segment) => (isS3 ? segment : encode(segment)));
  const path = segments.join("/");
  const payload = (isS3 && header(request, "x-amz-content-sha256")) || sha256(request.body);
  const query = [...request.query]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .toSorted()
    .join("&");
  const headers = signedHeaders
    .split(";")
    .map((name) => `${name}:${header(request, name).trim().replace(/\s+/g, " ")}\n`);
  return [request.method, path, query, headers.join(""), signedHeaders, payload].join("\n");
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
