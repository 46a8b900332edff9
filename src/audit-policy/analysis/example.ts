import type { AuditRequest } from "../../model/audit.ts";
import type { Box } from "./box.ts";
import { groupsIn } from "./group-set.ts";
import { pathIn } from "./path-set.ts";
import { has, type StringSet } from "./string-set.ts";

/** Values that read well, tried in this order where a set leaves the choice. */
const PREFERRED = {
  user: ["alice@example.com", "bob@example.com"],
  verb: ["get", "list", "create", "update", "patch", "delete", "watch", "deletecollection"],
  apiGroup: ["", "apps", "example.com"],
  resource: ["pods", "secrets", "services", "widgets"],
  subresource: ["", "status", "scale"],
  namespace: ["default", "prod", ""],
  name: ["", "web", "db"],
};

/** Some request of a box that is not empty. */
export function exampleOf(box: Box): AuditRequest {
  const user = pick(box.user, PREFERRED.user);
  const caller = { user, groups: user === null ? [] : (groupsIn(box.groups) ?? []) };
  const verb = pick(box.verb, PREFERRED.verb);
  if (!box.isResource) return { ...caller, verb, resourceRequest: false, path: pathIn(box.path) };
  return {
    ...caller,
    verb,
    apiGroup: pick(box.apiGroup, PREFERRED.apiGroup),
    resource: pick(box.resource, PREFERRED.resource),
    subresource: pick(box.subresource, PREFERRED.subresource),
    namespace: pick(box.namespace, PREFERRED.namespace),
    name: pick(box.name, PREFERRED.name),
    resourceRequest: true,
  };
}

function pick<Value extends string | null>(
  set: StringSet<Value>,
  preferred: readonly Exclude<Value, null>[] | readonly string[],
): Value | string {
  const liked = preferred.find((value) => isIn(set, value));
  if (liked !== undefined) return liked;
  if (!set.isComplement) {
    const [first] = set.values;
    if (first !== undefined) return first;
  }
  for (let number = 1; ; number += 1) if (isIn(set, `other-${number}`)) return `other-${number}`;
}

function isIn(set: StringSet<string | null>, value: string): boolean {
  return has(set, value);
}
