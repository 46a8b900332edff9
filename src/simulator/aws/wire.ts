import type { Json } from "../../model/json.ts";
import type { SimReply } from "../cloud.ts";

/** How a service talks: REST-JSON, JSON 1.0 or 1.1 (everything to `/`), Query with XML answers, or REST-XML as S3 does. */
export type Protocol = "rest-json" | "json-1.0" | "json-1.1" | "query" | "rest-xml";

export interface AwsError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly retryAfterSeconds?: number;
}

const PROTOCOLS = new Map<string, Protocol>([
  ["eks", "rest-json"],
  ["account", "rest-json"],
  ["observabilityadmin", "rest-json"],
  ["logs", "json-1.1"],
  ["kms", "json-1.1"],
  ["organizations", "json-1.1"],
  ["sts", "query"],
  ["firehose", "json-1.1"],
  ["kinesis", "json-1.1"],
  ["cloudtrail", "json-1.1"],
  ["cloudwatch", "json-1.0"],
  ["events", "json-1.1"],
  ["s3", "rest-xml"],
  ["s3control", "rest-xml"],
]);

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

export function protocolOf(service: string): Protocol {
  return PROTOCOLS.get(service) ?? "rest-json";
}

export function jsonReply(service: string, body: Json): SimReply {
  const protocol = protocolOf(service);
  const type = protocol === "rest-json" ? "application/json" : `application/x-amz-${protocol}`;
  return { status: 200, headers: { "content-type": type, "x-amzn-requestid": REQUEST_ID }, body: JSON.stringify(body) };
}

/** An answer of the Query protocol; `fields` is XML. */
export function xmlReply(operation: string, fields: string): SimReply {
  const result = `<${operation}Result>${fields}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata>`;
  const body = `<${operation}Response xmlns="${NAMESPACE}">${result}${metadata}</${operation}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

/** The error as the service's protocol carries it: code in a header, in `__type` or in XML. */
export function errorReply(service: string, error: AwsError): SimReply {
  const wait = error.retryAfterSeconds === undefined ? {} : { "retry-after": String(error.retryAfterSeconds) };
  const headers = { "x-amzn-requestid": REQUEST_ID, ...wait };
  switch (protocolOf(service)) {
    case "rest-json": {
      const body = JSON.stringify({ message: error.message });
      return {
        status: error.status,
        headers: { ...headers, "content-type": "application/json", "x-amzn-errortype": error.code },
        body,
      };
    }
    case "json-1.0":
    case "json-1.1": {
      const status = error.status < 500 ? 400 : error.status;
      const body = JSON.stringify({ __type: error.code, message: error.message });
      return { status, headers: { ...headers, "content-type": `application/x-amz-${protocolOf(service)}` }, body };
    }
    case "query": {
      const fields = `<Type>Sender</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
      const body = `<ErrorResponse xmlns="${NAMESPACE}"><Error>${fields}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
      return { status: error.status, headers: { ...headers, "content-type": "text/xml" }, body };
    }
    case "rest-xml": {
      const fields = `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
      const inner = `<Error>${fields}<RequestId>${REQUEST_ID}</RequestId></Error>`;
      const body = `${XML}${service === "s3control" ? `<ErrorResponse>${inner}</ErrorResponse>` : inner}`;
      return { status: error.status, headers: { ...headers, "content-type": "application/xml" }, body };
    }
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An answer of S3; `fields` is XML. */
export function s3Reply(root: string, fields: string): SimReply {
  const open = `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/"`;
  const body = `${XML}${fields === "" ? `${open}/>` : `${open}>${fields}</${root}>`}`;
  return { status: 200, headers: { "content-type": "application/xml", "x-amz-request-id": REQUEST_ID }, body };
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface PageAsked {
  readonly token: string | undefined;
  readonly size: number;
}

/** One page of a list; undefined when the token was never given out. */
export function pageOf<T>(
  all: { readonly length: number; slice(start: number, end: number): readonly T[] },
  asked: PageAsked,
  largest = Infinity,
): { items: readonly T[]; next: string | undefined } | undefined {
  const start = asked.token === undefined ? 0 : startOf(asked.token);
  if (start === undefined || start > all.length) return undefined;
  const end = start + Math.max(1, Math.min(asked.size, largest));
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(`from:${end}`).toString("base64url") : undefined,
  };
}

function startOf(token: string): number | undefined {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  return match ? Number(match[1]) : undefined;
}

/** A JSON request body as an object; empty for anything else. */
export function bodyOf(text: string): { readonly [key: string]: unknown } {
  try {
    const body: unknown = JSON.parse(text || "{}");
    return typeof body === "object" && body !== null ? (body as { readonly [key: string]: unknown }) : {};
  } catch {
    return {};
  }
}

export function textField(body: { readonly [key: string]: unknown }, name: string): string | undefined {
  const value = body[name];
  return typeof value === "string" ? value : undefined;
}

export function numberField(body: { readonly [key: string]: unknown }, name: string): number | undefined {
  const value = body[name];
  return typeof value === "number" ? value : undefined;
}
