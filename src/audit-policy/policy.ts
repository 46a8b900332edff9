import type { Level, Stage } from "../model/audit.ts";

/**
 * An `audit.k8s.io/v1` Policy as its JSON stands in a file. Every list may be absent or empty, which is the same: not restricted.
 * Source: k8s.io/apiserver, pkg/apis/audit/v1/types.go, v0.37.2 (2026-11).
 */
export interface Policy {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly rules: readonly PolicyRule[];
  readonly omitStages?: readonly Stage[];
  readonly omitManagedFields?: boolean;
}

/** One rule; it matches a request when every field that is set matches. */
export interface PolicyRule {
  readonly level: Level;
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resources?: readonly GroupResources[];
  readonly namespaces?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly omitStages?: readonly Stage[];
  /** Set: overrides the policy's own value, `false` included. */
  readonly omitManagedFields?: boolean;
}

/** Resources of one API group. Without `resources` the whole group, subresources included. */
export interface GroupResources {
  /** Absent or `""`: the core group. `"*"`: every group, from Kubernetes 1.36. */
  readonly group?: string;
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}
