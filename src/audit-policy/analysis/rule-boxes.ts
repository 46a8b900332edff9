import { isSet, scopeOf } from "../matching/rule-matches.ts";
import type { GroupResources, PolicyRule } from "../policy.ts";
import { ALL_RESOURCES, ALL_URLS, type Box } from "./box.ts";
import { ANY_GROUPS, inOneOf } from "./group-set.ts";
import { patternOf } from "./path-set.ts";
import { EVERYTHING, only, type StringSet } from "./string-set.ts";

/** What a resource string, or several alike, match. */
interface Part {
  readonly resource: StringSet;
  readonly subresource: StringSet;
}

const WHOLE_GROUP: readonly Part[] = [{ resource: EVERYTHING, subresource: EVERYTHING }];
const NO_SUBRESOURCE = only([""]);

/** The requests a rule matches, as boxes: as few as its resources allow. */
export function boxesOf(rule: PolicyRule, hasGroupWildcard: boolean): readonly Box[] {
  const scope = scopeOf(rule);
  const caller = {
    user: isSet(rule.users) ? only<string | null>(rule.users ?? []) : callersOf(rule),
    groups: isSet(rule.userGroups) ? inOneOf(rule.userGroups ?? []) : ANY_GROUPS,
    verb: listed(rule.verbs),
  };
  const resources = { ...ALL_RESOURCES, ...caller, namespace: listed(rule.namespaces) };
  const urls = { ...ALL_URLS, ...caller };
  if (scope === "both") return [resources, urls];
  if (scope === "urls")
    return (rule.nonResourceURLs ?? []).map((url) => ({ ...urls, path: { within: patternOf(url), minus: [] } }));
  if (!isSet(rule.resources)) return [resources];
  return targetsOf(rule.resources ?? [], hasGroupWildcard).map((target) => ({ ...resources, ...target }));
}

/** A rule for groups is no rule for nobody. */
function callersOf(rule: PolicyRule): StringSet<string | null> {
  return isSet(rule.userGroups) ? { isComplement: true, values: new Set([null]) } : EVERYTHING;
}

function listed(values: readonly string[] | undefined): StringSet {
  return isSet(values) ? only(values ?? []) : EVERYTHING;
}

type Target = Pick<Box, "apiGroup" | "resource" | "subresource" | "name">;

/** Entries that say the same of different groups become one box. */
function targetsOf(entries: readonly GroupResources[], hasGroupWildcard: boolean): readonly Target[] {
  const byMeaning = new Map<string, { groups: Set<string>; target: Omit<Target, "apiGroup"> }>();
  for (const { group = "", resources = [], resourceNames = [] } of entries) {
    const name = resources.length > 0 ? listed(resourceNames) : EVERYTHING;
    for (const part of resources.length > 0 ? partsOf(resources) : WHOLE_GROUP) {
      const target = { ...part, name };
      const meaning = JSON.stringify(
        [part.resource, part.subresource, name].map((set) => [set.isComplement, [...set.values]]),
      );
      const known = byMeaning.get(meaning) ?? { groups: new Set(), target };
      known.groups.add(group);
      byMeaning.set(meaning, known);
    }
  }
  return [...byMeaning.values()].map(({ groups, target }) => {
    return { ...target, apiGroup: hasGroupWildcard && groups.has("*") ? EVERYTHING : only(groups) };
  });
}

/**
 * Neither resource nor subresource of a real request holds a slash, because URLs are decoded before they are split; so a string with two
 * slashes matches nothing.
 */
function partsOf(specs: readonly string[]): readonly Part[] {
  if (specs.includes("*")) return WHOLE_GROUP;
  const plain = specs.filter((spec) => !spec.includes("/"));
  const pairs = specs.map((spec) => spec.split("/")).filter((parts) => parts.length === 2);
  const wholes: string[] = [];
  const stars: string[] = [];
  const bySubresource = new Map<string, Set<string>>();
  for (const [resource = "", subresource = ""] of pairs) {
    if (subresource === "*") wholes.push(resource);
    if (resource === "*" && subresource !== "") stars.push(subresource);
    if (resource !== "*" && subresource !== "*" && subresource !== "") addTo(bySubresource, subresource, resource);
  }
  return [
    ...(plain.length > 0 ? [{ resource: only(plain), subresource: NO_SUBRESOURCE }] : []),
    ...(wholes.length > 0 ? [{ resource: only(wholes), subresource: EVERYTHING }] : []),
    ...(stars.length > 0 ? [{ resource: EVERYTHING, subresource: only(stars) }] : []),
    ...groupAlike(bySubresource),
  ];
}

/** Subresources that are named for the same resources go together. */
function groupAlike(bySubresource: ReadonlyMap<string, ReadonlySet<string>>): readonly Part[] {
  const alike = new Map<string, { subresources: Set<string>; resources: ReadonlySet<string> }>();
  for (const [subresource, resources] of bySubresource) {
    const key = JSON.stringify([...resources].toSorted());
    const known = alike.get(key) ?? { subresources: new Set(), resources };
    known.subresources.add(subresource);
    alike.set(key, known);
  }
  return [...alike.values()].map(({ subresources, resources }) => ({
    resource: only(resources),
    subresource: only(subresources),
  }));
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key) ?? new Set();
  sets.set(key, known);
  known.add(value);
}
