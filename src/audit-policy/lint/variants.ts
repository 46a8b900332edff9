import type { GroupResources, PolicyRule } from "../policy.ts";

/** A rule with one of a field's values in place of all of them. */
export interface Variant {
  readonly text: string;
  narrow(rule: PolicyRule): PolicyRule;
}

/** For each field of a rule that lists values: one variant per value. */
export function variantsOf(rule: PolicyRule): readonly (readonly Variant[])[] {
  return [
    listVariants(rule.users, "user", (users) => ({ users })),
    listVariants(rule.userGroups, "group", (userGroups) => ({ userGroups })),
    listVariants(rule.verbs, "verb", (verbs) => ({ verbs })),
    listVariants(rule.namespaces, "namespace", (namespaces) => ({ namespaces })),
    (rule.resources ?? []).flatMap(resourceVariants),
    listVariants(rule.nonResourceURLs, "URL", (nonResourceURLs) => ({ nonResourceURLs })),
  ];
}

function listVariants(
  values: readonly string[] | undefined,
  name: string,
  fieldOf: (values: readonly string[]) => Partial<PolicyRule>,
): readonly Variant[] {
  return [...new Set(values)].map((value) => ({
    text: `${name} ${JSON.stringify(value)}`,
    narrow: (rule) => ({ ...rule, ...fieldOf([value]) }),
  }));
}

function resourceVariants(entry: GroupResources): readonly Variant[] {
  const group = entry.group === undefined || entry.group === "" ? "the core group" : `group ${entry.group}`;
  const specs = [...new Set(entry.resources)];
  if (specs.length === 0) return [{ text: group, narrow: (rule) => ({ ...rule, resources: [entry] }) }];
  return specs.map((spec) => ({
    text: `${JSON.stringify(spec)} of ${group}`,
    narrow: (rule) => ({ ...rule, resources: [{ ...entry, resources: [spec] }] }),
  }));
}
