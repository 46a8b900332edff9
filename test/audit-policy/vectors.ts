import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { AuditRequest, Decision } from "../../src/model/audit.ts";
import type { FaultType, Policy } from "../../src/audit-policy/index.ts";

/** Versions of k8s.io/apiserver that were asked; see shared/conformance/audit-policy/README.md. */
export const VERSIONS = ["1.30", "1.35", "1.37"] as const;
export type Version = (typeof VERSIONS)[number];

interface Expectation<Expected> {
  readonly expect?: Expected;
  readonly expectBy?: Readonly<Record<Version, Expected>>;
}

export interface PolicyVector {
  readonly id: string;
  readonly validate: boolean;
  readonly acceptedBy: readonly Version[];
  readonly policy: Policy;
}

export interface DecisionVector extends Expectation<Decision | { readonly rejected: true }> {
  readonly id: string;
  readonly policy: string;
  readonly request: AuditRequest;
}

export interface LoadExpectation {
  readonly accepted: boolean;
  readonly warned: boolean;
  readonly failedAt?: string;
  readonly faults?: readonly { readonly type: FaultType; readonly field: string }[];
  readonly policy?: Policy;
}

export interface LoadVector extends Expectation<LoadExpectation> {
  readonly id: string;
  readonly text?: string;
  readonly textBase64?: string;
}

export interface HttpVector {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

/** The lines of a compressed file under test/conformance, each one JSON object. */
export function readLines(file: string): readonly string[] {
  const bytes = gunzipSync(readFileSync(new URL(`../conformance/${file}`, import.meta.url)));
  return bytes.toString("utf8").trimEnd().split("\n");
}

export function expected<Expected>(vector: Expectation<Expected>, version: Version): Expected {
  const found = vector.expect ?? vector.expectBy?.[version];
  if (found === undefined) throw new Error("A vector without an expectation.");
  return found;
}
