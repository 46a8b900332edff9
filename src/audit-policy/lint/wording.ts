import { isSet, scopeOf } from "../matching/rule-matches.ts";
import type { GroupResources, PolicyRule } from "../policy.ts";
import { findResource, RESOURCES } from "../words/resource-table.ts";
import type { LintFinding } from "./finding.ts";

const RESOURCE_VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "proxy", ""];
const URL_VERBS = ["get", "head", "post", "put", "patch", "delete", "options", "trace", "connect"];
/** What the other kind of request calls the same. */
const COUNTERPARTS: ReadonlyMap<string, string> = new Map([
  ["post", "create"],
  ["put", "update"],
  ["head", "get"],
  ["create", "post"],
  ["update", "put"],
  ["list", "get"],
  ["watch", "get"],
]);

/** Values that can be written but match nothing, or not what they seem to. */
export function lintWording(rules: readonly PolicyRule[]): LintFinding[] {
  return rules.flatMap((rule, index) => {
    const messages = [
      ...stars(rule),
      ...verbs(rule),
      ...(rule.resources ?? []).flatMap((entry) => [...resources(entry), ...names(rule, entry)]),
    ];
    return messages.map(({ code, text }) => ({
      code,
      rule: index + 1,
      message: `Rule ${index + 1}: ${text}`,
      related: [],
    }));
  });
}

type Message = { readonly code: LintFinding["code"]; readonly text: string };

function stars(rule: PolicyRule): Message[] {
  const fields: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["users", rule.users],
    ["userGroups", rule.userGroups],
    ["verbs", rule.verbs],
    ["namespaces", rule.namespaces],
    ["resourceNames", (rule.resources ?? []).flatMap((entry) => entry.resourceNames ?? [])],
  ];
  return fields.flatMap(([field, values = []]) =>
    values
      .filter((value) => value.includes("*"))
      .map((value) => ({
        code: "literal-star",
        text: `the star in ${field} "${value}" is an ordinary character; leave the field out to match all.`,
      })),
  );
}

function verbs(rule: PolicyRule): Message[] {
  const scope = scopeOf(rule);
  if (scope === "both") return [];
  const known = scope === "urls" ? URL_VERBS : RESOURCE_VERBS;
  return (rule.verbs ?? [])
    .filter((verb) => !known.includes(verb) && !verb.includes("*"))
    .map((verb) => {
      const lower = verb.toLowerCase();
      const meant = known.includes(lower) ? lower : COUNTERPARTS.get(lower);
      const hint = meant !== undefined && known.includes(meant) ? ` Did you mean ${meant}?` : "";
      const kind = scope === "urls" ? "a request for a URL" : "a request for a resource";
      return { code: "unknown-verb", text: `${kind} never has the verb "${verb}".${hint}` };
    });
}

function resources({ group = "", resources: specs = [] }: GroupResources): Message[] {
  return specs.flatMap((spec): Message[] => {
    if (spec === "*/*")
      return [{ code: "unknown-resource", text: '"*/*" matches no request; write "*" for everything of the group.' }];
    if (spec.split("/").length > 2)
      return [{ code: "unknown-resource", text: `"${spec}" matches no request; a subresource is one word.` }];
    const [resource = ""] = spec.split("/");
    const hint = resource === "*" ? undefined : betterName(resource, group);
    return hint === undefined
      ? []
      : [{ code: "unknown-resource", text: `"${spec}" of ${groupText(group)} matches no request. ${hint}` }];
  });
}

/** Only about built-in groups and kinds can be said what exists. */
function betterName(resource: string, group: string): string | undefined {
  if (findResource(resource, group) !== undefined || group === "*") return undefined;
  const name = resource.toLowerCase();
  const alias = RESOURCES.find(
    ({ info, aliases }) => info.apiGroup === group && (info.resource === name || aliases.includes(name)),
  );
  if (alias !== undefined) return `Write "${alias.info.resource}".`;
  const elsewhere = RESOURCES.find(({ info }) => info.resource === name);
  const isBuiltin = RESOURCES.some(({ info }) => info.apiGroup === group);
  if (!isBuiltin || elsewhere === undefined) return undefined;
  return `The resource belongs to ${groupText(elsewhere.info.apiGroup)}.`;
}

function groupText(group: string): string {
  return group === "" ? "the core group" : `group ${group}`;
}

function names(rule: PolicyRule, entry: GroupResources): Message[] {
  const { resourceNames = [], resources: specs = [] } = entry;
  if (!isSet(resourceNames) || resourceNames.includes("") || !isSet(rule.verbs)) return [];
  const isForSubresources = specs.some((spec) => spec === "*" || spec.includes("/"));
  const nameless = (rule.verbs ?? []).filter(
    (verb) => verb === "deletecollection" || (verb === "create" && !isForSubresources),
  );
  return nameless.map((verb) => ({
    code: "names-without-name",
    text: `requests with the verb ${verb} carry no name when the policy is asked, so with resourceNames they never match.`,
  }));
}
