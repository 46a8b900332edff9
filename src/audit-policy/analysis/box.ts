import {
  ANY_GROUPS,
  areGroupsPossible,
  areGroupsWithin,
  intersectGroups,
  subtractGroups,
  type GroupSet,
} from "./group-set.ts";
import { ANY_PATH, arePathsWithin, intersectPaths, subtractPaths, type PathSet } from "./path-set.ts";
import { EVERYTHING, has, intersect, isEmpty, isWithin, subtract, type StringSet } from "./string-set.ts";

/** Fields that are compared as text, in the order in which sets of requests are taken apart. */
export const TEXT_FIELDS = ["apiGroup", "resource", "subresource", "verb", "namespace", "name"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** A set of requests that is described field by field: every combination of the fields' values is in it. */
export interface Box extends Readonly<Record<TextField, StringSet>> {
  /** Resource requests have no path that matters; for the others only verb, path and caller do. */
  readonly isResource: boolean;
  readonly user: StringSet<string | null>;
  readonly groups: GroupSet;
  readonly path: PathSet;
}

export const ALL_RESOURCES: Box = {
  isResource: true,
  user: EVERYTHING,
  groups: ANY_GROUPS,
  verb: EVERYTHING,
  apiGroup: EVERYTHING,
  resource: EVERYTHING,
  subresource: EVERYTHING,
  namespace: EVERYTHING,
  name: EVERYTHING,
  path: ANY_PATH,
};

export const ALL_URLS: Box = { ...ALL_RESOURCES, isResource: false };

/** What two boxes have in common; undefined if nothing. */
export function intersectBoxes(left: Box, right: Box): Box | undefined {
  if (left.isResource !== right.isResource) return undefined;
  const path = intersectPaths(left.path, right.path);
  if (path === undefined) return undefined;
  return settle({
    isResource: left.isResource,
    user: intersect(left.user, right.user),
    groups: intersectGroups(left.groups, right.groups),
    verb: intersect(left.verb, right.verb),
    apiGroup: intersect(left.apiGroup, right.apiGroup),
    resource: intersect(left.resource, right.resource),
    subresource: intersect(left.subresource, right.subresource),
    namespace: intersect(left.namespace, right.namespace),
    name: intersect(left.name, right.name),
    path,
  });
}

/** The rest of `box` when `taken`, a box of a rule, is taken away: boxes that have nothing in common. */
export function subtractBox(box: Box, taken: Box): Box[] {
  if (intersectBoxes(box, taken) === undefined) return [box];
  const pieces: (Box | undefined)[] = [];
  let common = box;
  for (const field of TEXT_FIELDS) {
    pieces.push(settle({ ...common, [field]: subtract(common[field], taken[field]) }));
    common = { ...common, [field]: intersect(common[field], taken[field]) };
  }
  const outside = subtractPaths(common.path, taken.path);
  if (outside !== undefined) pieces.push(settle({ ...common, path: outside }));
  common = { ...common, path: intersectPaths(common.path, taken.path) ?? common.path };
  pieces.push(settle({ ...common, user: subtract(common.user, taken.user) }));
  common = { ...common, user: intersect(common.user, taken.user) };
  const groups = subtractGroups(common.groups, taken.groups);
  if (groups !== undefined) pieces.push(settle({ ...common, groups }));
  return pieces.filter((piece) => piece !== undefined);
}

/** Whether every request of `inner` is in `outer`; false if in doubt. */
export function isBoxWithin(inner: Box, outer: Box): boolean {
  return (
    inner.isResource === outer.isResource &&
    TEXT_FIELDS.every((field) => isWithin(inner[field], outer[field])) &&
    isWithin(inner.user, outer.user) &&
    areGroupsWithin(inner.groups, outer.groups) &&
    arePathsWithin(inner.path, outer.path)
  );
}

/** A box without contradictions, or undefined if it is empty. Nobody is in no group. */
function settle(box: Box): Box | undefined {
  if (TEXT_FIELDS.some((field) => isEmpty(box[field])) || !areGroupsPossible(box.groups)) return undefined;
  const mustBeSomebody = box.groups.needs.length > 0 || box.groups.certain.size > 0;
  const user = mustBeSomebody && has(box.user, null) ? subtract(box.user, NOBODY) : box.user;
  return isEmpty(user) ? undefined : { ...box, user };
}

const NOBODY: StringSet<string | null> = { isComplement: false, values: new Set([null]) };
