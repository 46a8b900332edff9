import type { AuditRequest } from "../../model/audit.ts";
import { ALL_RESOURCES, ALL_URLS, TEXT_FIELDS, type Box, type TextField } from "./box.ts";
import { ANY_GROUPS, areAnyGroups, exactly, inNoneOf, inOneOf, intersectGroups, type GroupSet } from "./group-set.ts";
import { ANY_PATH, isAnyPath, pathSet, patternOf, patternText, type PathSet } from "./path-set.ts";
import { allBut, EVERYTHING, has, isEverything, only, type StringSet } from "./string-set.ts";

/** One value, one of several, or any but these. */
export type Choice<Value extends string | null = string> =
  | Value
  | readonly Value[]
  | { readonly except: readonly Value[] };

/**
 * Paths, or beginnings of paths with a star, such as `/healthz*`: one, one of several, any but these, or those within one but not within
 * others.
 */
export type PathChoice = Choice | { readonly within: string; readonly except: readonly string[] };

/** Groups of the user: exactly these; or in one of each list of `oneOf`, and in none of `noneOf`. */
export type GroupChoice =
  | readonly string[]
  | { readonly oneOf?: readonly (readonly string[])[]; readonly noneOf?: readonly string[] };

/**
 * A set of requests, field by field. A field that is left out can be anything. With `resourceRequest` left out too, fields of resources
 * or `path` say which kind is meant; without any of them both are.
 */
export interface RequestClass {
  /** Null: nobody. */
  readonly user?: Choice<string | null>;
  readonly groups?: GroupChoice;
  readonly verb?: Choice;
  readonly apiGroup?: Choice;
  readonly resource?: Choice;
  /** `""`: the resource itself. */
  readonly subresource?: Choice;
  readonly namespace?: Choice;
  readonly name?: Choice;
  readonly resourceRequest?: boolean;
  readonly path?: PathChoice;
}

const RESOURCE_FIELDS = TEXT_FIELDS.filter((field) => field !== "verb");

export function boxesOfClass(requests: RequestClass): readonly Box[] {
  const aboutResources = RESOURCE_FIELDS.some((field) => requests[field] !== undefined);
  const isForResources = requests.resourceRequest ?? (aboutResources || requests.path === undefined);
  const isForUrls = requests.resourceRequest === undefined ? !aboutResources : !requests.resourceRequest;
  const caller = { user: setOf(requests.user), groups: groupsOf(requests.groups), verb: setOf(requests.verb) };
  const resources = isForResources ? [resourceBox(requests, caller)] : [];
  const urls = isForUrls ? pathsOf(requests.path).map((path) => ({ ...ALL_URLS, ...caller, path })) : [];
  return [...resources, ...urls].filter(
    (box) => TEXT_FIELDS.every((field) => !isNone(box[field])) && !isNone(box.user),
  );
}

type CallerPart = Pick<Box, "user" | "groups" | "verb">;

function resourceBox(requests: RequestClass, caller: CallerPart): Box {
  return {
    ...ALL_RESOURCES,
    ...caller,
    apiGroup: setOf(requests.apiGroup),
    resource: setOf(requests.resource),
    subresource: setOf(requests.subresource),
    namespace: setOf(requests.namespace),
    name: setOf(requests.name),
  };
}

function isNone(set: StringSet<string | null>): boolean {
  return !set.isComplement && set.values.size === 0;
}

function setOf<Value extends string | null>(choice: Choice<Value> | undefined): StringSet<Value> {
  if (choice === undefined) return EVERYTHING;
  if (choice === null || typeof choice === "string") return only([choice]);
  return "except" in choice ? allBut(choice.except) : only(choice);
}

function groupsOf(choice: GroupChoice | undefined): GroupSet {
  if (choice === undefined) return ANY_GROUPS;
  if (!("oneOf" in choice || "noneOf" in choice)) return isList(choice) ? exactly(choice) : ANY_GROUPS;
  const { oneOf = [], noneOf = [] } = choice;
  return [...oneOf.map(inOneOf), inNoneOf(noneOf)].reduce(intersectGroups);
}

function isList(choice: GroupChoice): choice is readonly string[] {
  return Array.isArray(choice);
}

function pathsOf(choice: PathChoice | undefined): readonly PathSet[] {
  if (choice === undefined) return [ANY_PATH];
  if (typeof choice === "string") return [{ within: patternOf(choice), minus: [] }];
  if (!("except" in choice)) return choice.map((path) => ({ within: patternOf(path), minus: [] }));
  const within = "within" in choice ? patternOf(choice.within) : ANY_PATH.within;
  const rest = pathSet(within, choice.except.map(patternOf));
  return rest === undefined ? [] : [rest];
}

/** The class that a box describes; fields that can be anything are left out. */
export function classOfBox(box: Box): RequestClass {
  const fields = box.isResource ? TEXT_FIELDS : (["verb"] as const);
  const texts: Partial<Record<TextField, Choice>> = {};
  for (const field of fields) if (!isEverything(box[field])) texts[field] = choiceOf(box[field]);
  return {
    ...(!isEverything(box.user) && { user: choiceOf(box.user) }),
    ...(!areAnyGroups(box.groups) && { groups: groupChoiceOf(box.groups) }),
    ...texts,
    resourceRequest: box.isResource,
    ...(!box.isResource && !isAnyPath(box.path) && { path: pathChoiceOf(box.path) }),
  };
}

function choiceOf<Value extends string | null>(set: StringSet<Value>): Choice<Value> {
  const values = [...set.values];
  const [first] = values;
  if (set.isComplement) return { except: values };
  return values.length === 1 && first !== undefined ? first : values;
}

function groupChoiceOf({ allowed, certain, needs }: GroupSet): GroupChoice {
  if (!allowed.isComplement) return [...certain];
  const oneOf = [...needs.map((need) => [...need]), ...[...certain].map((group) => [group])];
  return { ...(oneOf.length > 0 && { oneOf }), ...(allowed.values.size > 0 && { noneOf: [...allowed.values] }) };
}

function pathChoiceOf({ within, minus }: PathSet): PathChoice {
  const except = minus.map(patternText);
  if (except.length === 0) return patternText(within);
  return within.isPrefix && within.text === "" ? { except } : { within: patternText(within), except };
}

/** Whether a request belongs to a class. */
export function isInClass(request: AuditRequest, requests: RequestClass): boolean {
  return classMatcher(requests)(request);
}

/** The same, prepared for many requests. */
export function classMatcher(requests: RequestClass): (request: AuditRequest) => boolean {
  const boxes = boxesOfClass(requests);
  return (request) => boxes.some((box) => isInBox(request, box));
}

function isInBox(request: AuditRequest, box: Box): boolean {
  const { user = null, groups = [] } = request;
  if (request.resourceRequest !== box.isResource || !has(box.user, user) || !has(box.verb, request.verb)) return false;
  const present = user === null ? [] : groups;
  const { allowed, certain, needs } = box.groups;
  const isMember =
    [...certain].every((group) => present.includes(group)) && present.every((group) => has(allowed, group));
  if (!isMember || !needs.every((need) => present.some((group) => need.has(group)))) return false;
  if (box.isResource) return RESOURCE_FIELDS.every((field) => has(box[field], request[field] ?? ""));
  return isInPaths(request.path ?? "", box.path);
}

function isInPaths(path: string, { within, minus }: PathSet): boolean {
  const isMatch = ({ text, isPrefix }: PathSet["within"]): boolean =>
    isPrefix ? path.startsWith(text) : path === text;
  return isMatch(within) && !minus.some(isMatch);
}
