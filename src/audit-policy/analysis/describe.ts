import type { Choice, GroupChoice, PathChoice, RequestClass } from "./request-class.ts";

const MAX_LISTED = 6;

/** A class of requests in words, such as `get or list of secrets by user aksService`. */
export function describeClass(requests: RequestClass): string {
  return phrase(requests, specsOf(requests));
}

/** Several classes in words; those that differ only in the resource are told together. */
export function describeClasses(classes: readonly RequestClass[]): string {
  const alike = new Map<string, { first: RequestClass; specs: Set<string> | undefined }>();
  for (const one of classes) {
    const specs = specsOf(one);
    const key = JSON.stringify(specs === undefined ? one : { ...one, resource: "listed", subresource: undefined });
    const known = alike.get(key) ?? { first: one, specs: specs && new Set<string>() };
    alike.set(key, known);
    for (const spec of specs ?? []) known.specs?.add(spec);
  }
  const phrases = [...alike.values()].map(({ first, specs }) => phrase(first, specs && [...specs]));
  return [...new Set(phrases)].join("; ");
}

function phrase(requests: RequestClass, specs: readonly string[] | undefined): string {
  const target = requests.path === undefined ? targetText(requests, specs) : pathText(requests.path);
  const verb = requests.verb === undefined ? "" : choiceText(requests.verb);
  const { namespace, name, groups } = requests;
  const what = [verb, target].filter((part) => part !== "").join(" of ");
  const rest = [
    namespaceText(namespace),
    nameText(name),
    userText(requests.user, groups !== undefined),
    requests.user === null ? "" : groupsText(groups),
  ];
  const parts = [what, ...rest].filter((part) => part !== "");
  if (parts.length > 0) return parts.join(" ");
  if (requests.resourceRequest === undefined) return "all requests";
  return requests.resourceRequest ? "all resources" : "all other URLs";
}

function targetText({ apiGroup, resource, subresource }: RequestClass, specs: readonly string[] | undefined): string {
  if (apiGroup === undefined && resource === undefined && subresource === undefined) return "";
  const group = apiGroup === undefined ? "" : ` of API group ${choiceText(apiGroup, "core")}`;
  return `${specs === undefined ? resourceText(resource, subresource) : joined(specs)}${group}`;
}

/** Resources as policies write them, where they are listed: `pods`, `pods/log`, `pods/*`. */
function specsOf({ resource, subresource }: RequestClass): readonly string[] | undefined {
  const resources = listOf(resource);
  const subresources = listOf(subresource);
  if (resource !== undefined && subresource === undefined) return resources?.map((one) => `${one}/*`);
  if (resource === undefined && subresource !== undefined && subresource !== "")
    return subresources?.map((one) => `*/${one}`);
  return resources?.flatMap((one) => subresources?.map((sub) => (sub === "" ? one : `${one}/${sub}`)) ?? []);
}

function listOf(choice: Choice | undefined): readonly string[] | undefined {
  if (choice === undefined) return undefined;
  if (typeof choice === "string") return [choice];
  return "except" in choice ? undefined : choice;
}

function resourceText(resource: Choice | undefined, subresource: Choice | undefined): string {
  const plain = resource === undefined ? "all resources" : choiceText(resource);
  if (subresource === undefined) return plain;
  return subresource === ""
    ? `${plain} without subresources`
    : `subresource ${choiceText(subresource, "none")} of ${plain}`;
}

function pathText(path: PathChoice): string {
  if (typeof path === "string" || !("except" in path)) return `URL ${choiceText(path)}`;
  const within = "within" in path ? `URL ${path.within}` : "URLs";
  return `${within} but ${joined(path.except)}`;
}

function namespaceText(namespace: Choice | undefined): string {
  if (namespace === undefined) return "";
  return namespace === "" ? "outside namespaces" : `in namespace ${choiceText(namespace, "none")}`;
}

function nameText(name: Choice | undefined): string {
  if (name === undefined) return "";
  return name === "" ? "without a name" : `named ${choiceText(name, "nothing")}`;
}

function userText(user: RequestClass["user"], hasGroups: boolean): string {
  if (user === undefined) return "";
  if (user === null) return "by nobody";
  if (typeof user === "string") return `by user ${quoted(user)}`;
  if (!("except" in user)) return `by user ${joined(user.map((one) => one ?? "nobody"))}`;
  const others = user.except.filter((one) => one !== null);
  if (others.length === 0) return hasGroups ? "by anyone" : "by anyone who is authenticated";
  return `by anyone but ${joined(others.map((one) => quoted(one)))}`;
}

function groupsText(groups: GroupChoice | undefined): string {
  if (groups === undefined) return "";
  if (!("oneOf" in groups || "noneOf" in groups)) {
    const list = Array.isArray(groups) ? groups.map(String) : [];
    return list.length === 0 ? "in no group" : `in exactly the groups ${joined(list, "and")}`;
  }
  const inside = (groups.oneOf ?? []).map((list) => `in group ${joined(list)}`);
  const outside = groups.noneOf === undefined ? [] : [`not in group ${joined(groups.noneOf)}`];
  return [...inside, ...outside].join(" and ");
}

function choiceText(choice: Choice, empty = '""'): string {
  if (typeof choice === "string") return choice === "" ? empty : quoted(choice);
  const isExcept = "except" in choice;
  const values = (isExcept ? choice.except : choice).map((value) => (value === "" ? empty : quoted(value)));
  return isExcept ? `any but ${joined(values)}` : joined(values);
}

function quoted(value: string): string {
  return /^[\w.:@/*-]+$/.test(value) ? value : JSON.stringify(value);
}

function joined(values: readonly string[], conjunction: "or" | "and" = "or"): string {
  const shown =
    values.length > MAX_LISTED
      ? [...values.slice(0, MAX_LISTED - 1), `${values.length - MAX_LISTED + 1} others`]
      : values;
  const last = shown.at(-1) ?? "none";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
