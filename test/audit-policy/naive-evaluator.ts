import type { GroupResources, Policy, PolicyRule } from "../../src/audit-policy/index.ts";
import type { AuditRequest, Decision } from "../../src/model/audit.ts";

/** Reads section 4.1 of audit-policies.md word by word; shares nothing with the code under test. */
export function decideNaively(policy: Policy, request: AuditRequest, isStarAGroup: boolean): Decision {
  const index = policy.rules.findIndex((rule) => matches(rule, request, isStarAGroup));
  const rule = policy.rules[index];
  const omitStages = [...new Set([...(policy.omitStages ?? []), ...(rule?.omitStages ?? [])])].toSorted();
  const omitManagedFields = rule?.omitManagedFields ?? policy.omitManagedFields ?? false;
  return { level: rule?.level ?? "None", rule: index + 1, omitStages, omitManagedFields };
}

function matches(rule: PolicyRule, request: AuditRequest, isStarAGroup: boolean): boolean {
  const { users = [], userGroups = [], verbs = [], namespaces = [], resources = [], nonResourceURLs = [] } = rule;
  const { user = null, groups = [] } = request;
  if (users.length > 0 && (user === null || !users.includes(user))) return false;
  if (userGroups.length > 0 && (user === null || !groups.some((group) => userGroups.includes(group)))) return false;
  if (verbs.length > 0 && !verbs.includes(request.verb)) return false;
  if (namespaces.length > 0 || resources.length > 0) {
    if (!request.resourceRequest) return false;
    if (namespaces.length > 0 && !namespaces.includes(request.namespace ?? "")) return false;
    return resources.length === 0 || resources.some((entry) => entryMatches(entry, request, isStarAGroup));
  }
  if (nonResourceURLs.length === 0) return true;
  return !request.resourceRequest && nonResourceURLs.some((url) => urlMatches(url, request.path ?? ""));
}

function entryMatches(
  { group = "", resources = [], resourceNames = [] }: GroupResources,
  request: AuditRequest,
  isStarAGroup: boolean,
): boolean {
  const { apiGroup = "", resource = "", subresource = "", name = "" } = request;
  if (group !== apiGroup && !(group === "*" && isStarAGroup)) return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(name)) return false;
  return resources.some((spec) => {
    if (spec === "*" || spec === (subresource === "" ? resource : `${resource}/${subresource}`)) return true;
    if (subresource !== "" && spec === `*/${subresource}`) return true;
    return spec === `${resource}/*`;
  });
}

function urlMatches(url: string, path: string): boolean {
  if (url === path) return true;
  return url.endsWith("*") && path.startsWith(url.replace(/\*+$/, ""));
}
