import type { AuditRequest } from "../../model/audit.ts";
import type { PolicyRule } from "../policy.ts";
import { addTo, emptyMask, lowestBit, type Mask } from "./mask.ts";
import { findResourceMask, indexResources } from "./resource-index.ts";
import { isSet } from "./rule-matches.ts";
import { findUrlMask, indexUrls } from "./url-index.ts";
import { indexValues, lookUp, maskFor } from "./value-index.ts";

/**
 * Looks up, for each field of a request, the set of rules that its value lets through; the first rule in all of these sets decides.
 * Returns that rule's number, from 1, or 0. Nothing is allocated while matching.
 */
export function indexedMatcher(
  rules: readonly PolicyRule[],
  hasGroupWildcard: boolean,
): (request: AuditRequest) => number {
  const users = indexValues(rules, (rule) => rule.users);
  const verbs = indexValues(rules, (rule) => rule.verbs);
  const namespaces = indexValues(rules, (rule) => rule.namespaces);
  const resources = indexResources(rules, hasGroupWildcard);
  const urls = indexUrls(rules);
  const groups = indexUserGroups(rules);
  const nobody = rulesForNobody(rules);
  const wordCount = nobody.length;

  return (request) => {
    const user = request.user ?? undefined;
    const byUser = user === undefined ? nobody : lookUp(users, user);
    const byVerb = lookUp(verbs, request.verb);
    const byPlace = request.resourceRequest ? lookUp(namespaces, request.namespace ?? "") : byVerb;
    const byTarget = request.resourceRequest
      ? findResourceMask(
          resources,
          request.apiGroup ?? "",
          request.resource ?? "",
          request.subresource ?? "",
          request.name ?? "",
        )
      : findUrlMask(urls, request.path ?? "");
    for (let word = 0; word < wordCount; word += 1) {
      let found = at(byVerb, word) & at(byTarget, word) & at(byUser, word) & at(byPlace, word);
      if (found === 0) continue;
      const gated = found & at(groups.gated, word);
      if (gated !== 0) found = (found ^ gated) | throughGroups(groups.named, gated, word, request.groups);
      if (found !== 0) return word * 32 + lowestBit(found) + 1;
    }
    return 0;
  };
}

interface UserGroupIndex {
  /** Rules that ask for a user group at all. */
  readonly gated: Mask;
  readonly named: ReadonlyMap<string, Mask>;
}

function indexUserGroups(rules: readonly PolicyRule[]): UserGroupIndex {
  const gated = emptyMask(rules.length);
  const named = new Map<string, Mask>();
  for (const [index, rule] of rules.entries()) {
    for (const group of rule.userGroups ?? []) {
      addTo(gated, index);
      addTo(maskFor(named, group, rules.length), index);
    }
  }
  return { gated, named };
}

function throughGroups(
  named: ReadonlyMap<string, Mask>,
  gated: number,
  word: number,
  groups: readonly string[] | undefined,
): number {
  let found = 0;
  if (groups === undefined) return found;
  for (let index = 0; index < groups.length; index += 1) {
    const mask = named.get(groups[index] ?? "");
    if (mask !== undefined) found |= gated & at(mask, word);
  }
  return found;
}

/** Rules that a request without a user can match: those that ask for neither users nor groups. */
function rulesForNobody(rules: readonly PolicyRule[]): Mask {
  const mask = emptyMask(rules.length);
  for (const [index, rule] of rules.entries()) {
    if (!isSet(rule.users) && !isSet(rule.userGroups)) addTo(mask, index);
  }
  return mask;
}

function at(mask: Mask, word: number): number {
  return mask[word] ?? 0;
}
