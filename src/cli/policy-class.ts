import { parseRequestWords, type RequestClass } from "../audit-policy/index.ts";
import type { AuditRequest } from "../model/audit.ts";
import { UsageError } from "./errors.ts";

/** Stand-ins for what the words leave open: where they come out again, nothing was said. */
const ANY = "what-the-words-leave-open";
const ANYBODY = { user: ANY, groups: [ANY] };

/**
 * The classes of requests that words mean: one for each request of the command. What they do not name, caller, namespace or object, can be
 * anything.
 */
export function classesOfWords(words: string): RequestClass[] {
  const command = words.trim().replace(/^kubectl\s+/, "");
  const parsed = parseRequestWords(`-n ${ANY} ${command}`, { caller: ANYBODY });
  if (!parsed.ok) throw new UsageError(parsed.message);
  const areGroupsGiven = /(^|\s)--group[\s=]/.test(command);
  return parsed.requests.map((request) => ({ ...callersOf(request, areGroupsGiven), ...targetOf(request) }));
}

function callersOf({ user, groups = [] }: AuditRequest, areGroupsGiven: boolean): RequestClass {
  return {
    ...(user === ANY || user === undefined ? {} : { user }),
    ...(areGroupsGiven ? { groups: { oneOf: groups.map((group) => [group]) } } : {}),
  };
}

function targetOf(request: AuditRequest): RequestClass {
  const { verb, apiGroup = "", resource = "", subresource = "", namespace = "", name = "", path = "" } = request;
  if (!request.resourceRequest) return { verb, path, resourceRequest: false };
  return {
    verb,
    apiGroup,
    resource,
    subresource,
    ...(namespace === ANY ? {} : { namespace }),
    ...(name === "" ? {} : { name }),
    resourceRequest: true,
  };
}
