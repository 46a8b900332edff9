import type { GroupResources, Policy, PolicyRule } from "../../src/audit-policy/index.ts";
import { LEVELS } from "../../src/model/audit.ts";
import type { Random } from "./random.ts";
import { API_GROUPS, groupsOf, NAMESPACES, PATHS, USERS, VERBS } from "./vocabulary.ts";

/**
 * A policy as it grows over years in a large organisation: each rule is about some resources, and about some callers, verbs or namespaces.
 * Two hundred rules are no exaggeration where every team and operator has a few of its own.
 */
export function largePolicy(ruleCount: number, random: Random): Policy {
  const rules = Array.from({ length: ruleCount - 1 }, () => (random.chance(0.05) ? urlRule(random) : someRule(random)));
  return {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [...rules, { level: "Metadata" }],
  };
}

function someRule(random: Random): PolicyRule {
  const isForCallers = random.chance(0.6);
  const isForVerbs = random.chance(0.8);
  // A rule that narrows nothing but the resources would hide all later ones.
  const isForNamespaces = random.chance(0.4) || !(isForCallers || isForVerbs);
  return {
    level: random.pick(LEVELS),
    ...(isForCallers && callers(random)),
    ...(isForVerbs && { verbs: random.some(VERBS, 1, 3) }),
    ...(isForNamespaces && { namespaces: random.some(NAMESPACES, 1, 3) }),
    resources: entries(random),
    ...(random.chance(0.1) && { omitStages: ["ResponseStarted"] }),
  };
}

function callers(random: Random): Pick<PolicyRule, "users" | "userGroups"> {
  if (random.chance(0.7)) return { users: random.some(USERS, 1, 4) };
  return { userGroups: random.some(groupsOf(random.pick(USERS)), 1, 2) };
}

function entries(random: Random): GroupResources[] {
  return random.some(API_GROUPS, 1, 3).map(([group, resources]) => {
    if (random.chance(0.15)) return { group };
    return { group, resources: random.some(resources, 1, 4).map((one) => (random.chance(0.1) ? `${one}/*` : one)) };
  });
}

function urlRule(random: Random): PolicyRule {
  const urls = random.some(PATHS, 1, 3).map((path) => (random.chance(0.5) ? `${path}*` : path));
  return { level: random.pick(LEVELS), users: random.some(USERS, 1, 3), nonResourceURLs: urls };
}
