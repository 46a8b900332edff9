import { isAtLeast, LEVELS, type Level } from "../../model/audit.ts";
import { blindspots } from "../blindspots.ts";
import type { CompileOptions } from "../compile-policy.ts";
import { resourceMatches } from "../matching/rule-matches.ts";
import type { GroupResources, Policy, PolicyRule } from "../policy.ts";
import { findResource } from "../words/resource-table.ts";
import type { LintFinding } from "./finding.ts";

/** Subresources to which WebSocket clients come with get and others with create (kubectl, since 1.30; KEP-4006). */
const CONNECTIONS = ["exec", "attach", "portforward", "proxy"];

/** Rules that name a resource but miss requests that belong to it, which are then recorded less. */
export function lintSubresources(policy: Policy, options: CompileOptions): LintFinding[] {
  return policy.rules.flatMap((rule, index) =>
    rule.level === "None"
      ? []
      : [...missedReads(policy, rule, index + 1, options), ...leftOut(policy, rule, index + 1, options)],
  );
}

function missedReads(policy: Policy, rule: PolicyRule, number: number, options: CompileOptions): LintFinding[] {
  const { verbs = [] } = rule;
  if (!verbs.includes("create") || verbs.includes("get")) return [];
  const named = (rule.resources ?? []).flatMap((entry) =>
    connectionsOf(entry).map((subresource) => ({ entry, subresource })),
  );
  return named.flatMap(({ entry, subresource }) => {
    const level = lowestLevel(policy, number, { entry, resource: "pods", subresource, verb: "get" }, options);
    if (level === undefined || isAtLeast(level, rule.level)) return [];
    const message =
      `Rule ${number} records create of pods/${subresource} at ${rule.level}, but get only at ${level}: ` +
      "clients that use WebSockets, as kubectl does, come with get. Add get to its verbs.";
    return [{ code: "create-without-get", rule: number, message, related: [] }];
  });
}

function connectionsOf({ group = "", resources = [] }: GroupResources): readonly string[] {
  if (group !== "") return [];
  return CONNECTIONS.filter((name) =>
    resources.some((spec) => spec.includes("/") && resourceMatches(spec, "pods", name)),
  );
}

function leftOut(policy: Policy, rule: PolicyRule, number: number, options: CompileOptions): LintFinding[] {
  return (rule.resources ?? []).flatMap((entry) => {
    const { group = "", resources = [] } = entry;
    return resources.flatMap((resource): LintFinding[] => {
      const known = findResource(resource, group)?.subresources ?? [];
      const missing = known.filter(
        (subresource) => !resources.some((spec) => resourceMatches(spec, resource, subresource)),
      );
      const lower = missing.filter((subresource) => {
        const level = lowestLevel(policy, number, { entry, resource, subresource }, options);
        return level !== undefined && !isAtLeast(level, rule.level);
      });
      if (lower.length === 0) return [];
      const message =
        `Rule ${number} records ${resource} at ${rule.level}, but leaves out ${lower.map((name) => `${resource}/${name}`).join(", ")}, ` +
        `which can be recorded less. If they were meant, write ${resource}/*.`;
      return [{ code: "subresources-left-out", rule: number, message, related: [] }];
    });
  });
}

interface Missed {
  readonly entry: GroupResources;
  readonly resource: string;
  readonly subresource: string;
  /** In place of the rule's own verbs. */
  readonly verb?: string;
}

/**
 * The lowest level at which requests like the rule's, but for another subresource or verb, are recorded by later rules; undefined if
 * earlier rules take them all. What earlier rules take, they would take from the rule's own requests too.
 */
function lowestLevel(policy: Policy, number: number, missed: Missed, options: CompileOptions): Level | undefined {
  const { users = [], userGroups = [], verbs = [], namespaces = [] } = policy.rules[number - 1] ?? {};
  const { entry, resource, subresource, verb } = missed;
  const { resourceNames = [] } = entry;
  const verbChoice = verb ?? (verbs.length > 0 ? verbs : undefined);
  const requests = {
    ...(users.length > 0 && { user: users }),
    ...(userGroups.length > 0 && { groups: { oneOf: [userGroups] } }),
    ...(verbChoice !== undefined && { verb: verbChoice }),
    ...(namespaces.length > 0 && { namespace: namespaces }),
    ...(resourceNames.length > 0 && { name: resourceNames }),
    apiGroup: entry.group ?? "",
    resource,
    subresource,
  };
  const later = blindspots(policy, requests, options).parts.filter((part) => part.rule === 0 || part.rule > number);
  return LEVELS.find((level) => later.some((part) => part.level === level));
}
