import fc from "fast-check";
import type { GroupResources, Policy, PolicyRule } from "../../src/audit-policy/index.ts";
import { LEVELS, STAGES, type AuditRequest } from "../../src/model/audit.ts";

/** Small vocabularies, so that rules and requests meet; with the odd values that real ones have too. */
const USERS = ["alice", "bob", "", "*", "system:node:n1"];
const GROUPS = ["dev", "ops", "system:nodes", "*", ""];
const VERBS = ["get", "list", "watch", "create", "delete", "", "*"];
const API_GROUPS = ["", "apps", "example.com"];
const RESOURCES = ["pods", "secrets", "nodes", "", "*", "a/b"];
const SUBRESOURCES = ["", "", "log", "exec", "status", "*", "b/c"];
const SPECS = [
  "pods",
  "secrets",
  "pods/log",
  "pods/*",
  "*/status",
  "*",
  "*/*",
  "",
  "/log",
  "pods/",
  "a/b",
  "a/b/c",
  "a/*",
  "*/b/c",
];
const NAMES = ["x", "y", "", "*"];
const NAMESPACES = ["default", "prod", "", "*"];
const PATHS = ["/healthz", "/healthz/etcd", "/version", "/version/", "/", "", "/healthz*", "/h"];
const URLS = ["/healthz", "/healthz*", "/version", "*", "/*", "/healthz/*", "/"];

function some<Item>(values: readonly Item[], max = 3): fc.Arbitrary<Item[]> {
  return fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: max });
}

const anyEntry: fc.Arbitrary<GroupResources> = fc
  .record(
    { group: fc.constantFrom(...API_GROUPS, "*"), resources: some(SPECS), resourceNames: some(NAMES, 2) },
    { requiredKeys: [] },
  )
  .map(({ group, resources, resourceNames }) => ({
    ...(group !== undefined && { group }),
    ...(resources !== undefined && { resources }),
    // Names without resources are refused by validation, and ignored by the matcher.
    ...(resourceNames !== undefined && resources !== undefined && { resourceNames }),
  }));

const common = {
  users: some(USERS),
  userGroups: some(GROUPS, 2),
  verbs: some(VERBS),
  omitStages: some(STAGES),
  omitManagedFields: fc.boolean(),
};

const resourceRule = fc.record(
  {
    level: fc.constantFrom(...LEVELS),
    ...common,
    namespaces: some(NAMESPACES, 2),
    resources: fc.array(anyEntry, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["level"] },
);

const urlRule = fc.record(
  { level: fc.constantFrom(...LEVELS), ...common, nonResourceURLs: some(URLS) },
  { requiredKeys: ["level"] },
);

export const anyRule: fc.Arbitrary<PolicyRule> = fc.oneof(
  { weight: 3, arbitrary: resourceRule },
  { weight: 1, arbitrary: urlRule },
);

export const anyPolicy: fc.Arbitrary<Policy> = fc.record(
  { rules: fc.array(anyRule, { maxLength: 8 }), omitStages: some(STAGES), omitManagedFields: fc.boolean() },
  { requiredKeys: ["rules"] },
);

const identity = fc.record({
  user: fc.constantFrom(...USERS, "carol"),
  groups: fc.array(fc.constantFrom(...GROUPS, "other"), { maxLength: 3 }),
});

export const anyCaller = fc.oneof(
  { weight: 6, arbitrary: identity },
  { weight: 1, arbitrary: fc.constant({ user: null, groups: [] }) },
);

const resourceRequest = fc.record({
  verb: fc.constantFrom(...VERBS, "patch"),
  apiGroup: fc.constantFrom(...API_GROUPS, "other.io", "*"),
  resource: fc.constantFrom(...RESOURCES, "others"),
  subresource: fc.constantFrom(...SUBRESOURCES, "other"),
  namespace: fc.constantFrom(...NAMESPACES, "other"),
  name: fc.constantFrom(...NAMES, "other"),
  resourceRequest: fc.constant(true),
});

const urlRequest = fc.record({
  verb: fc.constantFrom(...VERBS, "patch"),
  path: fc.constantFrom(...PATHS, "/other"),
  resourceRequest: fc.constant(false),
});

export const anyRequest: fc.Arbitrary<AuditRequest> = fc
  .tuple(anyCaller, fc.oneof({ weight: 3, arbitrary: resourceRequest }, { weight: 1, arbitrary: urlRequest }))
  .map(([caller, request]) => ({ ...caller, ...request }));
