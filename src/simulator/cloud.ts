import type { IncomingHttpHeaders } from "node:http";

/** A request as it came over the socket. */
export interface SimRequest {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Base URL the client reached us under, such as `http://127.0.0.1:40123`. */
  readonly base: string;
}

export interface SimReply {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: string;
}

/** What a request asks for, in the words of evidence and ledger, so that knobs can be aimed at it. */
export interface SimOperation {
  /** Such as `eks:DescribeCluster`, `logging.sinks.list`, `Microsoft.Insights/diagnosticSettings/read`. */
  readonly operation: string;
  readonly scope: string;
  readonly location: string;
  /** Name of the cluster or resource asked about. */
  readonly target: string;
  /** True for anything that would change something: refused and reported. */
  readonly mutating: boolean;
}

export type FaultKind =
  | "denied"
  | "throttled"
  | "not-found"
  | "unavailable"
  | "html"
  | "empty-object"
  | "cut"
  | "hang"
  | "reset";

/** Makes matching requests fail. Absent fields match everything; `*` in a field matches any text. */
export interface Fault {
  readonly operation?: string;
  readonly scope?: string;
  readonly location?: string;
  readonly target?: string;
  readonly kind: FaultKind;
  /** Only the first so many matching requests; absent means all. */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
}

/** A rate that the cloud enforces, counted apart for each scope and location. */
export interface Limit {
  /** What counts together; `*` matches any text, as in `eks:*`. */
  readonly operation: string;
  readonly perSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
  /** Counted over all scopes and locations. */
  readonly shared?: boolean;
}

export interface Knobs {
  readonly latencyMs?: number;
  /** Entries a page, below what the cloud would give. */
  readonly pageSize?: number;
  readonly faults?: readonly Fault[];
  readonly limits?: readonly Limit[];
}

/** One cloud, speaking its wire protocol. Answers are pure functions of landscape and request. */
export interface SimCloud {
  readonly id: "aws" | "google" | "azure";
  /** Whether the request is for this cloud. */
  owns(request: SimRequest): boolean;
  identify(request: SimRequest): SimOperation;
  answer(request: SimRequest, operation: SimOperation, knobs: Knobs): SimReply;
  /** This cloud's own way of saying `denied`, `throttled`, `not-found` and `unavailable`. */
  refuse(kind: "denied" | "throttled" | "not-found" | "unavailable", operation: SimOperation, fault: Fault): SimReply;
  /** Environment variables that lead the real SDK clients here. */
  env(base: string): { readonly [name: string]: string };
}
