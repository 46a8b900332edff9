import type { GroupResources, PolicyRule } from "../policy.ts";

/** Bits that the index may need at most (64 MB), and comparisons that making it may need. Real policies stay far below. */
const MAX_BITS = 512_000_000;
const MAX_COMPARISONS = 50_000_000;

/** What the entries of one API group contribute. */
interface GroupSize {
  /** Ways to read the resource strings as resource and subresource. */
  readonly readings: number;
  readonly specs: number;
  readonly stars: number;
  readonly names: number;
}

const EMPTY: GroupSize = { readings: 1, specs: 0, stars: 0, names: 0 };

/** Whether a policy can be indexed in reasonable memory and time. The bound is generous: it counts what could coincide as if it did. */
export function isIndexable(rules: readonly PolicyRule[]): boolean {
  const groups = new Map<string, GroupSize>();
  let masks = 0;
  for (const rule of rules) {
    masks += lengthOf(rule.users) + lengthOf(rule.userGroups) + lengthOf(rule.verbs) + lengthOf(rule.namespaces);
    masks += (rule.nonResourceURLs ?? []).reduce((sum, url) => sum + url.length, 0);
    for (const entry of rule.resources ?? []) {
      const group = entry.group ?? "";
      groups.set(group, add(groups.get(group) ?? EMPTY, sizeOf(entry)));
    }
  }
  const everywhere = groups.get("*") ?? EMPTY;
  let comparisons = 0;
  for (const size of groups.values()) {
    const { readings, specs, stars, names } = add(size, everywhere);
    masks += readings * (2 + stars) * (1 + names);
    comparisons += readings * (2 + stars) * specs;
  }
  return masks * rules.length <= MAX_BITS && comparisons + groups.size * rules.length <= MAX_COMPARISONS;
}

function sizeOf({ resources = [], resourceNames = [] }: GroupResources): GroupSize {
  const readings = resources.reduce((sum, spec) => sum + readingsOf(spec), 0);
  const stars = resources.filter((spec) => spec.startsWith("*/")).length;
  return { readings, specs: resources.length, stars, names: resourceNames.length };
}

/** A string with many slashes can be read in many ways, each of which costs its length. */
function readingsOf(spec: string): number {
  const slashes = spec.split("/").length - 1;
  return slashes < 2 ? slashes + 1 : (slashes + 1) * spec.length;
}

function add(left: GroupSize, right: GroupSize): GroupSize {
  return {
    readings: left.readings + right.readings,
    specs: left.specs + right.specs,
    stars: left.stars + right.stars,
    names: left.names + right.names,
  };
}

function lengthOf(list: readonly unknown[] | undefined): number {
  return list?.length ?? 0;
}
