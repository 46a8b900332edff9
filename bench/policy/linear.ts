import type { GroupResources, Policy, PolicyRule } from "../../src/audit-policy/index.ts";
import type { AuditRequest, Decision } from "../../src/model/audit.ts";

/**
 * A policy evaluator as one would first write it: go through the rules, and take the first whose fields all match. What can be
 * prepared for each rule without further thought, its answer, is.
 */
export function linearEvaluator(policy: Policy): (request: AuditRequest) => Decision {
  const rules = policy.rules.map((rule, index) => ({ rule, decision: decisionOf(policy, rule, index + 1) }));
  const noRule = decisionOf(policy, { level: "None" }, 0);
  return (request) => {
    for (const { rule, decision } of rules) if (ruleMatches(rule, request)) return decision;
    return noRule;
  };
}

function decisionOf(policy: Policy, rule: PolicyRule, number: number): Decision {
  const stages = new Set([...(policy.omitStages ?? []), ...(rule.omitStages ?? [])]);
  return {
    level: rule.level,
    rule: number,
    omitStages: [...stages].toSorted(),
    omitManagedFields: rule.omitManagedFields ?? policy.omitManagedFields ?? false,
  };
}

function ruleMatches(rule: PolicyRule, request: AuditRequest): boolean {
  const { user = null } = request;
  if (rule.users && rule.users.length > 0 && (user === null || !rule.users.includes(user))) return false;
  if (rule.userGroups && rule.userGroups.length > 0) {
    const groups = rule.userGroups;
    if (user === null || !request.groups?.some((group) => groups.includes(group))) return false;
  }
  if (rule.verbs && rule.verbs.length > 0 && !rule.verbs.includes(request.verb)) return false;
  const isForResources = isFilled(rule.resources) || isFilled(rule.namespaces);
  if (isForResources) return request.resourceRequest && targetMatches(rule, request);
  if (rule.nonResourceURLs && rule.nonResourceURLs.length > 0) {
    return !request.resourceRequest && rule.nonResourceURLs.some((url) => urlMatches(url, request.path ?? ""));
  }
  return true;
}

function isFilled(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function targetMatches({ namespaces = [], resources = [] }: PolicyRule, request: AuditRequest): boolean {
  if (namespaces.length > 0 && !namespaces.includes(request.namespace ?? "")) return false;
  return resources.length === 0 || resources.some((entry) => entryMatches(entry, request));
}

function entryMatches(entry: GroupResources, request: AuditRequest): boolean {
  const { group = "", resources = [], resourceNames = [] } = entry;
  if (group !== "*" && group !== (request.apiGroup ?? "")) return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(request.name ?? "")) return false;
  const { resource = "", subresource = "" } = request;
  const combined = subresource === "" ? resource : `${resource}/${subresource}`;
  return resources.some((wanted) => {
    if (wanted === "*" || wanted === combined) return true;
    if (subresource !== "" && wanted.startsWith("*/") && wanted.slice(2) === subresource) return true;
    return wanted.endsWith("/*") && wanted.slice(0, -2) === resource;
  });
}

function urlMatches(wanted: string, path: string): boolean {
  return wanted === path || (wanted.endsWith("*") && path.startsWith(wanted.replace(/\*+$/, "")));
}
