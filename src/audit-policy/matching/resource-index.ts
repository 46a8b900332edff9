import type { PolicyRule } from "../policy.ts";
import { addTo, emptyMask, maskOf, union, type Mask } from "./mask.ts";
import { groupMatches, isSet, resourceMatches, scopeOf } from "./rule-matches.ts";
import { maskFor } from "./value-index.ts";

/** Which rules match a resource request by its group, resource, subresource and name. */
export interface ResourceIndex {
  readonly groups: ReadonlyMap<string, GroupIndex>;
  readonly otherGroup: GroupIndex;
}

interface GroupIndex {
  readonly resources: ReadonlyMap<string, SubresourceIndex>;
  readonly otherResource: SubresourceIndex;
}

interface SubresourceIndex {
  readonly none: NameIndex;
  readonly named: ReadonlyMap<string, NameIndex>;
  readonly other: NameIndex;
}

interface NameIndex {
  readonly other: Mask;
  readonly named: ReadonlyMap<string, Mask> | undefined;
}

/** One entry of a rule's resources, as far as it concerns the group being indexed. */
interface Entry {
  readonly rule: number;
  readonly specs: readonly string[];
  readonly names: readonly string[];
}

export function findResourceMask(
  index: ResourceIndex,
  group: string,
  resource: string,
  subresource: string,
  name: string,
): Mask {
  const inGroup = index.groups.get(group) ?? index.otherGroup;
  const ofResource = inGroup.resources.get(resource) ?? inGroup.otherResource;
  const names = subresource === "" ? ofResource.none : (ofResource.named.get(subresource) ?? ofResource.other);
  return names.named?.get(name) ?? names.other;
}

export function indexResources(rules: readonly PolicyRule[], hasGroupWildcard: boolean): ResourceIndex {
  const open = rules.flatMap((rule, index) => (scopeOf(rule) !== "urls" && !isSet(rule.resources) ? [index] : []));
  const openMask = maskOf(rules.length, open);
  const stranger = strangerTo(rules);
  const indexGroup = (group: string): GroupIndex => {
    const entries = entriesFor(rules, group, hasGroupWildcard);
    return new GroupIndexer(entries, openMask, rules.length, stranger).index();
  };
  const groups = new Set(rules.flatMap((rule) => (rule.resources ?? []).map((entry) => entry.group ?? "")));
  return { groups: new Map([...groups].map((group) => [group, indexGroup(group)])), otherGroup: indexGroup(stranger) };
}

function entriesFor(rules: readonly PolicyRule[], group: string, hasGroupWildcard: boolean): readonly Entry[] {
  return rules.flatMap((rule, index) =>
    (rule.resources ?? [])
      .filter((entry) => groupMatches(entry, group, hasGroupWildcard))
      .map((entry) => ({ rule: index, specs: entry.resources ?? [], names: entry.resourceNames ?? [] })),
  );
}

/** A string that no rule names: longer than every string in the policy. */
function strangerTo(rules: readonly PolicyRule[]): string {
  const strings = rules.flatMap((rule) =>
    (rule.resources ?? []).flatMap((entry) => [entry.group ?? "", ...(entry.resources ?? [])]),
  );
  return "?".repeat(1 + strings.reduce((longest, text) => Math.max(longest, text.length), 0));
}

class GroupIndexer {
  readonly #entries: readonly Entry[];
  readonly #open: Mask;
  readonly #ruleCount: number;
  readonly #stranger: string;
  readonly #starSubresources: ReadonlySet<string>;
  readonly #subresources = new Map<string, Set<string>>();

  constructor(entries: readonly Entry[], open: Mask, ruleCount: number, stranger: string) {
    this.#entries = entries;
    this.#open = open;
    this.#ruleCount = ruleCount;
    this.#stranger = stranger;
    const specs = entries.flatMap((entry) => entry.specs);
    this.#starSubresources = new Set(specs.filter((spec) => spec.startsWith("*/")).map((spec) => spec.slice(2)));
    for (const spec of specs) this.#learnNames(spec);
  }

  index(): GroupIndex {
    const resources = [...this.#subresources].map(
      ([resource, subs]) => [resource, this.#indexResource(resource, subs)] as const,
    );
    return { resources: new Map(resources), otherResource: this.#indexResource(this.#stranger, new Set()) };
  }

  /** `a/b/c` may be resource a with subresource b/c, a/b with c, or a resource with slashes: URLs can hold encoded ones. */
  #learnNames(spec: string): void {
    this.#learn(spec, "");
    for (let slash = spec.indexOf("/"); slash >= 0; slash = spec.indexOf("/", slash + 1)) {
      this.#learn(spec.slice(0, slash), spec.slice(slash + 1));
    }
  }

  #learn(resource: string, subresource: string): void {
    const known = this.#subresources.get(resource) ?? new Set<string>();
    this.#subresources.set(resource, known);
    if (subresource !== "") known.add(subresource);
  }

  #indexResource(resource: string, own: ReadonlySet<string>): SubresourceIndex {
    const subresources = new Set([...own, ...this.#starSubresources]);
    subresources.delete("");
    return {
      none: this.#indexNames(resource, ""),
      named: new Map([...subresources].map((subresource) => [subresource, this.#indexNames(resource, subresource)])),
      other: this.#indexNames(resource, this.#stranger),
    };
  }

  #indexNames(resource: string, subresource: string): NameIndex {
    const other = emptyMask(this.#ruleCount);
    const naming = new Map<string, Mask>();
    for (const { rule, specs, names } of this.#entries) {
      const isWholeGroup = specs.length === 0;
      if (!isWholeGroup && !specs.some((spec) => resourceMatches(spec, resource, subresource))) continue;
      if (isWholeGroup || names.length === 0) addTo(other, rule);
      else for (const name of names) addTo(maskFor(naming, name, this.#ruleCount), rule);
    }
    const all = union(other, this.#open);
    if (naming.size === 0) return { other: all, named: undefined };
    return { other: all, named: new Map([...naming].map(([name, mask]) => [name, union(mask, all)])) };
  }
}
