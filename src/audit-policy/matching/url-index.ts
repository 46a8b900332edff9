import type { PolicyRule } from "../policy.ts";
import { addTo, emptyMask, maskOf, union, type Mask } from "./mask.ts";
import { scopeOf, urlPrefixOf } from "./rule-matches.ts";

/** A tree of the characters of URL patterns: walking a path through it needs no part of the path as a string of its own. */
export interface UrlNode {
  readonly children: Map<number, UrlNode>;
  /** Rules for every path that begins like this. */
  prefix: Mask;
  /** Rules for exactly this path, those above included. */
  exact: Mask;
}

export function findUrlMask(root: UrlNode, path: string): Mask {
  let node = root;
  for (let at = 0; at < path.length; at += 1) {
    const child = node.children.get(path.charCodeAt(at));
    if (child === undefined) return node.prefix;
    node = child;
  }
  return node.exact;
}

export function indexUrls(rules: readonly PolicyRule[]): UrlNode {
  const open = rules.flatMap((rule, index) => (scopeOf(rule) === "both" ? [index] : []));
  const root = newNode(maskOf(rules.length, open));
  for (const [index, rule] of rules.entries()) {
    if (scopeOf(rule) !== "urls") continue;
    for (const spec of rule.nonResourceURLs ?? []) addSpec(root, spec, index, rules.length);
  }
  inherit(root);
  return root;
}

function newNode(prefix: Mask): UrlNode {
  return { children: new Map(), prefix, exact: prefix.slice() };
}

function addSpec(root: UrlNode, spec: string, rule: number, ruleCount: number): void {
  const prefix = urlPrefixOf(spec);
  let node = root;
  for (const unit of (prefix ?? spec).split("")) {
    const code = unit.charCodeAt(0);
    const child = node.children.get(code) ?? newNode(emptyMask(ruleCount));
    node.children.set(code, child);
    node = child;
  }
  addTo(prefix === undefined ? node.exact : node.prefix, rule);
}

/** Hands every node what holds for the shorter prefixes. A list of nodes, not recursion: a URL may be very long. */
function inherit(root: UrlNode): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    node.exact = union(node.exact, node.prefix);
    for (const child of node.children.values()) {
      child.prefix = union(child.prefix, node.prefix);
      waiting.push(child);
    }
  }
}
