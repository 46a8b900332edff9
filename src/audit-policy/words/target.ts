import { findResource, RESOURCES, type ResourceInfo } from "./resource-table.ts";
import { closestTo, WordsProblem } from "./words-problem.ts";

/** What a request is about: a kind, perhaps a part of it, perhaps one object. */
export interface Target {
  readonly info: ResourceInfo;
  readonly subresource: string;
  readonly name: string;
}

const VERSION = /^v\d+(?:(?:alpha|beta)\d+)?$/;

/**
 * Reads `pods`, `pod/web`, `pods/exec`, `pods/web/exec`, `deployments.apps/web`, `deployments.v1.apps`, and names behind the kind.
 * After a plural, a word that is a subresource of the kind is one (`pods/log`); after anything else it is a name (`pod/log`).
 */
export function readTargets(words: readonly string[], example: string): Target[] {
  const [first, ...names] = words;
  if (first === undefined) throw new WordsProblem("A kind of resource is missing.", example);
  if (names.some((name) => name.includes("/"))) return words.flatMap((word) => readTargets([word], example));
  return first.split(",").flatMap((part) => {
    const target = readTarget(part, example);
    if (names.length === 0 || target.name !== "") return [target];
    return names.map((name) => ({ ...target, name }));
  });
}

function readTarget(word: string, example: string): Target {
  const [kind = "", second = "", third = "", ...rest] = word.split("/");
  if (rest.length > 0)
    throw new WordsProblem(`${word} has too many parts; it is kind/name or kind/name/subresource.`, example);
  const info = readKind(kind, example);
  if (third !== "") return { info, name: second, subresource: third };
  const isPlural = kind.toLowerCase().split(".")[0] === info.resource;
  const isSubresource = isPlural && info.subresources.includes(second);
  return isSubresource ? { info, name: "", subresource: second } : { info, name: second, subresource: "" };
}

/** A kind by its plural, singular or short name, in any case, with or without its group. */
export function readKind(word: string, example: string): ResourceInfo {
  const [name = "", ...rest] = word.toLowerCase().split(".");
  const version = VERSION.test(rest[0] ?? "") ? rest[0] : undefined;
  const group = (version === undefined ? rest : rest.slice(1)).join(".");
  const row = RESOURCES.find(({ info, aliases }) => {
    return (info.resource === name || aliases.includes(name)) && (rest.length === 0 || info.apiGroup === group);
  });
  if (row !== undefined) return version === undefined ? row.info : { ...row.info, apiVersion: version };
  if (group !== "") return customKind(name, group, version);
  throw new WordsProblem(unknownKind(word), example);
}

/** A custom resource. Whether it lies in namespaces cannot be known; most do. */
function customKind(resource: string, apiGroup: string, apiVersion = "v1"): ResourceInfo {
  return (
    findResource(resource, apiGroup) ?? {
      resource,
      apiGroup,
      apiVersion,
      isNamespaced: true,
      subresources: ["scale", "status"],
    }
  );
}

function unknownKind(word: string): string {
  const names = RESOURCES.flatMap(({ info, aliases }) => [info.resource, ...aliases]);
  const closest = closestTo(word.toLowerCase(), names);
  if (closest !== undefined) return `There is no kind ${word}; did you mean ${closest}?`;
  return `There is no built-in kind ${word}; name a custom resource with its group, such as nodepools.karpenter.sh.`;
}
