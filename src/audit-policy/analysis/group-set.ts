import { allBut, EVERYTHING, has, intersect, isEmpty, isEverything, only, type StringSet } from "./string-set.ts";

/** Sets of groups that a user may be in. A user can be in any combination of groups, so this says what a combination must hold. */
export interface GroupSet {
  /** Groups that the user may be in. */
  readonly allowed: StringSet;
  /** Groups that the user is in for certain. */
  readonly certain: ReadonlySet<string>;
  /** The user is in one of the groups of each of these. */
  readonly needs: readonly ReadonlySet<string>[];
}

export const ANY_GROUPS: GroupSet = { allowed: EVERYTHING, certain: new Set(), needs: [] };

export function exactly(groups: readonly string[]): GroupSet {
  return { allowed: only(groups), certain: new Set(groups), needs: [] };
}

export function inOneOf(groups: readonly string[]): GroupSet {
  return { ...ANY_GROUPS, needs: [new Set(groups)] };
}

export function inNoneOf(groups: readonly string[]): GroupSet {
  return { ...ANY_GROUPS, allowed: allBut(groups) };
}

export function intersectGroups(left: GroupSet, right: GroupSet): GroupSet {
  return {
    allowed: intersect(left.allowed, right.allowed),
    certain: new Set([...left.certain, ...right.certain]),
    needs: [...left.needs, ...right.needs],
  };
}

/** The combinations in `left` that are not in `right`, which must be a plain need or everything, as in rules. */
export function subtractGroups(left: GroupSet, right: GroupSet): GroupSet | undefined {
  const [need, ...more] = right.needs;
  if (more.length > 0) throw new Error("Only the groups of a single rule can be taken away.");
  return need === undefined ? undefined : intersectGroups(left, inNoneOf([...need]));
}

export function areGroupsPossible(groups: GroupSet): boolean {
  return groupsIn(groups) !== undefined;
}

/** Some combination of groups, as small as can be; undefined if there is none. */
export function groupsIn({ allowed, certain, needs }: GroupSet): readonly string[] | undefined {
  const groups = new Set(certain);
  if ([...certain].some((group) => !has(allowed, group))) return undefined;
  for (const need of needs) {
    if ([...need].some((group) => groups.has(group))) continue;
    const choice = [...need].find((group) => has(allowed, group));
    if (choice === undefined) return undefined;
    groups.add(choice);
  }
  return [...groups];
}

export function areAnyGroups({ allowed, certain, needs }: GroupSet): boolean {
  return isEverything(allowed) && certain.size === 0 && needs.length === 0;
}

/** Whether every combination in `inner` is in `outer`, as far as can be told from single needs; false if in doubt. */
export function areGroupsWithin(inner: GroupSet, outer: GroupSet): boolean {
  const isAllowed = isEmpty(intersect(inner.allowed, { ...outer.allowed, isComplement: !outer.allowed.isComplement }));
  const areCertain = [...outer.certain].every((group) => inner.certain.has(group));
  return isAllowed && areCertain && outer.needs.every((need) => isNeedMet(inner, need));
}

function isNeedMet({ certain, needs, allowed }: GroupSet, wanted: ReadonlySet<string>): boolean {
  if ([...certain].some((group) => wanted.has(group))) return true;
  return needs.some((need) => [...need].every((group) => wanted.has(group) || !has(allowed, group)));
}
