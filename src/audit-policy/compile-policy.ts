import type { AuditRequest, Decision } from "../model/audit.ts";
import { hasGroupWildcard } from "./kubernetes-version.ts";
import { decisionsOf } from "./matching/decisions.ts";
import { indexedMatcher } from "./matching/indexed-matcher.ts";
import { isIndexable } from "./matching/index-limit.ts";
import { linearMatcher } from "./matching/linear-matcher.ts";
import type { Policy } from "./policy.ts";

export interface CompileOptions {
  /** The Kubernetes version whose matching applies, such as `"1.35"`; the newest if absent. */
  readonly kubernetes?: string;
}

export interface CompiledPolicy {
  /** The policy's answer to a request. The same frozen object every time for the same rule; nothing is allocated. */
  decide(request: AuditRequest): Decision;
}

/**
 * Prepares a policy for many requests. Matches exactly as the API server does, also what its validation would refuse.
 * Source: k8s.io/apiserver, pkg/audit/policy/checker.go, v0.30 to v0.37 (2026-11).
 */
export function compilePolicy(policy: Policy, options: CompileOptions = {}): CompiledPolicy {
  const isWildcardKnown = hasGroupWildcard(options.kubernetes);
  const makeMatcher = isIndexable(policy.rules) ? indexedMatcher : linearMatcher;
  const match = makeMatcher(policy.rules, isWildcardKnown);
  const decisions = decisionsOf(policy);
  const [none] = decisions;
  if (none === undefined) throw new Error("A policy without any decision.");
  return { decide: (request) => decisions[match(request)] ?? none };
}
