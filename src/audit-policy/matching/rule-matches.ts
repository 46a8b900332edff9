import type { GroupResources, PolicyRule } from "../policy.ts";

/** What kind of request a rule can match: resources and namespaces come first, and then its URLs are ignored. */
export type RuleScope = "resources" | "urls" | "both";

export function scopeOf(rule: PolicyRule): RuleScope {
  if (isSet(rule.resources) || isSet(rule.namespaces)) return "resources";
  return isSet(rule.nonResourceURLs) ? "urls" : "both";
}

/** An empty list is no restriction. */
export function isSet(list: readonly unknown[] | undefined): list is readonly unknown[] {
  return list !== undefined && list.length > 0;
}

/** Whether an entry is about this API group; `"*"` is every group only where the Kubernetes version says so. */
export function groupMatches(entry: GroupResources, apiGroup: string, hasGroupWildcard: boolean): boolean {
  const group = entry.group ?? "";
  return group === apiGroup || (hasGroupWildcard && group === "*");
}

/**
 * Whether one string of `resources` matches. A plain resource leaves out its subresources, `res/*` includes the resource itself, and
 * `*` is everything. Source: k8s.io/apiserver, pkg/audit/policy/checker.go, v0.37.2 (2026-11).
 */
export function resourceMatches(spec: string, resource: string, subresource: string): boolean {
  if (spec === "*") return true;
  const combined = subresource === "" ? resource : `${resource}/${subresource}`;
  if (spec === combined) return true;
  if (subresource !== "" && spec.startsWith("*/") && spec.slice(2) === subresource) return true;
  return spec.endsWith("/*") && spec.slice(0, -2) === resource;
}

/** The prefix a URL pattern asks for; undefined if it asks for the whole path. All trailing stars go together. */
export function urlPrefixOf(spec: string): string | undefined {
  return spec.endsWith("*") ? spec.replace(/\*+$/, "") : undefined;
}

export function urlMatches(spec: string, path: string): boolean {
  const prefix = urlPrefixOf(spec);
  return prefix === undefined ? spec === path : path.startsWith(prefix);
}
