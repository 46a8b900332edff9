import type { AuditRequest } from "../../src/model/audit.ts";
import type { Random } from "./random.ts";
import { API_GROUPS, groupsOf, NAMES, NAMESPACES, PATHS, USERS, VERBS } from "./vocabulary.ts";

/** Requests as a cluster gets them: mostly for resources, by people, components and workloads; some by nobody. */
export function randomRequests(count: number, random: Random): AuditRequest[] {
  return Array.from({ length: count }, () => {
    const user = random.chance(0.03) ? null : random.pick(USERS);
    const caller = { user, groups: user === null ? [] : groupsOf(user) };
    return { ...caller, ...(random.chance(0.1) ? urlRequest(random) : resourceRequest(random)) };
  });
}

function resourceRequest(random: Random) {
  const [apiGroup, resources] = random.pick(API_GROUPS);
  const [resource = "", subresource = ""] = random.pick(resources).split("/");
  const namespace = random.chance(0.2) ? "" : random.pick(NAMESPACES);
  const verb = random.pick(VERBS);
  const name = random.pick(NAMES);
  return { verb, apiGroup, apiVersion: "v1", resource, subresource, namespace, name, resourceRequest: true, path: "" };
}

function urlRequest(random: Random) {
  const nothing = { apiGroup: "", apiVersion: "", resource: "", subresource: "", namespace: "", name: "" };
  return { verb: "get", ...nothing, resourceRequest: false, path: random.pick(PATHS) };
}
