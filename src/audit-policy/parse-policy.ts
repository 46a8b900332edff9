import { decodeGoText } from "./go-text.ts";
import { hasGroupWildcard } from "./kubernetes-version.ts";
import type { Policy } from "./policy.ts";
import type { FailedAt, Problem } from "./problem.ts";
import { fieldOf, itemsOf, type Cell } from "./reading/cell.ts";
import { decodeInto, type Finding, type Findings } from "./reading/decode.ts";
import { findKind } from "./reading/find-kind.ts";
import { readJson } from "./reading/json-reader.ts";
import { INTERNAL_POLICY_SHAPE, POLICY_SHAPE } from "./reading/shape.ts";
import { policyOf } from "./reading/to-policy.ts";
import { requireJson } from "./reading/usable.ts";
import type { Value } from "./reading/value.ts";
import { validatePolicy } from "./validate-policy.ts";
import { decodeYamlText } from "./yaml/encoding.ts";
import { parseYaml } from "./yaml/parser.ts";
import { SyntaxProblem, type Position } from "./yaml/problem.ts";
import { ValueMaker } from "./yaml/to-value.ts";

export interface ParseOptions {
  /** The Kubernetes version whose rules apply, such as `"1.35"`; the newest if absent. */
  readonly kubernetes?: string;
}

export type ParseResult = AcceptedPolicy | RefusedPolicy;

export interface AcceptedPolicy {
  readonly ok: true;
  readonly policy: Policy;
  /** What the API server only logs a warning about: unknown fields and keys given twice. */
  readonly warnings: readonly Problem[];
}

export interface RefusedPolicy {
  readonly ok: false;
  /** At least one. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const START: Position = { line: 1, column: 1 };

/**
 * Reads an audit policy file as the API server does (k8s.io/apiserver, pkg/audit/policy/reader.go, v0.30 to v0.37, 2026-11): YAML 1.1 or,
 * when it begins with `{`, JSON; only the first document; unknown fields and duplicate keys are warnings, everything else wrong refuses
 * the file. Never throws for any content of a file.
 */
export function parsePolicy(text: string | Uint8Array, options: ParseOptions = {}): ParseResult {
  const isWildcardKnown = hasGroupWildcard(options.kubernetes);
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  try {
    return decodePolicy(bytes, isWildcardKnown);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { ok: false, problems: [{ message: error.message, ...error.at, failedAt: "decode" }], warnings: [] };
  }
}

function decodePolicy(bytes: Uint8Array, isWildcardKnown: boolean): ParseResult {
  const { value, warnings: duplicates } = readValue(bytes);
  const kind = findKind(value);
  if (kind.kind === "refused") return refused("decode", [kind.finding], []);
  const findings: Findings = { wrongTypes: [], strict: [] };
  const shape = kind.kind === "v1" ? POLICY_SHAPE : INTERNAL_POLICY_SHAPE;
  const cell = decodeInto(shape, value, "", findings);
  if (findings.wrongTypes.length > 0) return refused("decode", findings.wrongTypes, []);
  const warnings = [...duplicates, ...findings.strict.map(({ message, path, at }) => ({ message, path, ...at }))];
  if (kind.kind === "no-version") return refused("version", [kind.finding], warnings);
  return checkPolicy(cell, value.at, isWildcardKnown, warnings);
}

function checkPolicy(cell: Cell, at: Position, isWildcardKnown: boolean, warnings: readonly Problem[]): ParseResult {
  const problems = validatePolicy(cell, isWildcardKnown, at);
  if (problems.length > 0) return { ok: false, problems, warnings };
  if (itemsOf(fieldOf(cell, "rules")).length > 0) return { ok: true, policy: policyOf(cell), warnings };
  return refused(
    "no-rules",
    [{ message: "The policy has no rules; it needs at least one.", path: "rules", at }],
    warnings,
  );
}

function refused(failedAt: FailedAt, findings: readonly Finding[], warnings: readonly Problem[]): RefusedPolicy {
  const problems = findings.map(({ message, path, at }) => ({ message, path, ...at, failedAt }));
  return { ok: false, problems, warnings };
}

function readValue(bytes: Uint8Array): { value: Value; warnings: Problem[] } {
  const json = jsonText(bytes);
  if (json !== undefined) return { value: readJson(json), warnings: [] };
  const root = parseYaml(decodeYamlText(bytes));
  if (root === undefined) return { value: { kind: "null", at: START }, warnings: [] };
  const maker = new ValueMaker();
  const value = maker.make(root);
  requireJson(value);
  const warnings = maker.duplicates.map(({ key, at }) => ({
    message: `The key ${key} is given twice here; the last one counts.`,
    ...at,
  }));
  return { value, warnings };
}

/** The text if the API server takes the file for JSON: white space, in Unicode's sense, and then `{`. */
function jsonText(bytes: Uint8Array): string | undefined {
  const head = decodeGoText(bytes.subarray(0, 4096));
  if (!/^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*(?:\{|$)/.test(head))
    return undefined;
  const text = decodeGoText(bytes);
  return text
    .replace(/^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/, "")
    .startsWith("{")
    ? text
    : undefined;
}
