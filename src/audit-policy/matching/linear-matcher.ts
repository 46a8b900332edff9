import type { AuditRequest } from "../../model/audit.ts";
import type { GroupResources, PolicyRule } from "../policy.ts";
import { groupMatches, isSet, resourceMatches, scopeOf, urlMatches, type RuleScope } from "./rule-matches.ts";

interface Matcher {
  readonly scope: RuleScope;
  readonly users: ReadonlySet<string> | undefined;
  readonly userGroups: ReadonlySet<string> | undefined;
  readonly verbs: ReadonlySet<string> | undefined;
  readonly namespaces: ReadonlySet<string> | undefined;
  readonly rule: PolicyRule;
}

/**
 * Tries the rules one after the other. For policies so large that the index would need too much memory; answers the same.
 * Returns the number of the first rule that matches, from 1, or 0.
 */
export function linearMatcher(
  rules: readonly PolicyRule[],
  hasGroupWildcard: boolean,
): (request: AuditRequest) => number {
  const matchers = rules.map(matcherOf);
  return (request) => {
    for (let index = 0; index < matchers.length; index += 1) {
      const matcher = matchers[index];
      if (matcher !== undefined && matches(matcher, request, hasGroupWildcard)) return index + 1;
    }
    return 0;
  };
}

function matcherOf(rule: PolicyRule): Matcher {
  return {
    scope: scopeOf(rule),
    users: setOf(rule.users),
    userGroups: setOf(rule.userGroups),
    verbs: setOf(rule.verbs),
    namespaces: setOf(rule.namespaces),
    rule,
  };
}

function setOf(values: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return values === undefined || values.length === 0 ? undefined : new Set(values);
}

function matches(matcher: Matcher, request: AuditRequest, hasGroupWildcard: boolean): boolean {
  const { users, userGroups, verbs, scope, rule } = matcher;
  const user = request.user ?? undefined;
  if (verbs !== undefined && !verbs.has(request.verb)) return false;
  if (users !== undefined && (user === undefined || !users.has(user))) return false;
  if (userGroups !== undefined && (user === undefined || !hasAny(userGroups, request.groups))) return false;
  if (scope === "both") return true;
  if (scope === "urls") return !request.resourceRequest && hasUrl(rule.nonResourceURLs ?? [], request.path ?? "");
  if (!request.resourceRequest) return false;
  if (matcher.namespaces !== undefined && !matcher.namespaces.has(request.namespace ?? "")) return false;
  return !isSet(rule.resources) || hasResource(rule.resources ?? [], request, hasGroupWildcard);
}

function hasAny(wanted: ReadonlySet<string>, groups: readonly string[] | undefined): boolean {
  if (groups === undefined) return false;
  for (const group of groups) if (wanted.has(group)) return true;
  return false;
}

function hasUrl(specs: readonly string[], path: string): boolean {
  for (const spec of specs) if (urlMatches(spec, path)) return true;
  return false;
}

function hasResource(entries: readonly GroupResources[], request: AuditRequest, hasGroupWildcard: boolean): boolean {
  for (const entry of entries) {
    if (!groupMatches(entry, request.apiGroup ?? "", hasGroupWildcard)) continue;
    if (!isSet(entry.resources)) return true;
    if (isSet(entry.resourceNames) && !entry.resourceNames?.includes(request.name ?? "")) continue;
    for (const spec of entry.resources ?? []) {
      if (resourceMatches(spec, request.resource ?? "", request.subresource ?? "")) return true;
    }
  }
  return false;
}
