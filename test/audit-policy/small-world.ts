import fc from "fast-check";
import type { GroupResources, Policy, PolicyRule } from "../../src/audit-policy/index.ts";
import { LEVELS, type AuditRequest } from "../../src/model/audit.ts";

/** A world so small that every request in it can be tried; `x` stands for whatever no policy names. */
const USERS = ["alice", "bob"];
const GROUPS = ["dev", "ops"];
const VERBS = ["get", "create"];
const API_GROUPS = ["", "apps"];
const NAMESPACES = ["prod", ""];
const NAMES = ["a", ""];
const SPECS = ["pods", "secrets", "pods/log", "pods/*", "*/log", "*", "*/*", "a/b/c", "pods/"];
const URLS = ["/healthz", "/healthz*", "*", "/healthz/*"];

function some<Item>(values: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) });
}

const anyEntry: fc.Arbitrary<GroupResources> = fc.oneof(
  fc.record({ group: fc.constantFrom(...API_GROUPS, "*") }),
  fc.record(
    { group: fc.constantFrom(...API_GROUPS), resources: some(SPECS), resourceNames: some(NAMES) },
    { requiredKeys: ["group", "resources"] },
  ),
);

const common = { level: fc.constantFrom(...LEVELS), users: some(USERS), userGroups: some(GROUPS), verbs: some(VERBS) };

const anyRule: fc.Arbitrary<PolicyRule> = fc.oneof(
  fc.record(
    { ...common, namespaces: some(NAMESPACES), resources: fc.array(anyEntry, { minLength: 1, maxLength: 2 }) },
    { requiredKeys: ["level"] },
  ),
  fc.record({ ...common, nonResourceURLs: some(URLS) }, { requiredKeys: ["level"] }),
);

export const smallPolicy: fc.Arbitrary<Policy> = fc.record({ rules: fc.array(anyRule, { maxLength: 5 }) });

const CALLERS = [
  { user: null, groups: [] },
  ...[...USERS, "x"].flatMap((user) => [[], ["dev"], ["ops"], ["dev", "ops"]].map((groups) => ({ user, groups }))),
];

const TARGETS = [...API_GROUPS, "x"].flatMap((apiGroup) =>
  ["pods", "secrets", "*", "x"].flatMap((resource) =>
    ["", "log", "*", "x"].flatMap((subresource) =>
      [...NAMESPACES, "x"].flatMap((namespace) =>
        [...NAMES, "x"].map((name) => ({ apiGroup, resource, subresource, namespace, name })),
      ),
    ),
  ),
);

const PATHS = ["/version", "/healthz", "/healthz/", "/healthz/x", "/healthzx", "/x"];

export const SMALL_WORLD: readonly AuditRequest[] = CALLERS.flatMap((caller) =>
  [...VERBS, "x"].flatMap((verb): AuditRequest[] => [
    ...TARGETS.map((target) => ({ ...caller, verb, ...target, resourceRequest: true })),
    ...PATHS.map((path) => ({ ...caller, verb, path, resourceRequest: false })),
  ]),
);
