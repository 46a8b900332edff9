import { LEVELS, type AuditRequest, type Level } from "../model/audit.ts";
import { intersectBoxes, type Box } from "./analysis/box.ts";
import { describeClasses } from "./analysis/describe.ts";
import { exampleOf } from "./analysis/example.ts";
import { Effort, findRest } from "./analysis/find-rest.ts";
import { ruleBoxesOf, type RuleBoxes } from "./analysis/policy-boxes.ts";
import { boxesOfClass, classOfBox, type RequestClass } from "./analysis/request-class.ts";
import type { CompileOptions } from "./compile-policy.ts";
import type { Policy } from "./policy.ts";

/** What a policy makes of a class of requests. */
export interface Blindspots {
  /** Exactly the levels that occur, from the lowest. Empty if the class has no request. */
  readonly levels: readonly Level[];
  /** The rules that decide requests of the class, in the policy's order; last, as rule 0, that none does. */
  readonly parts: readonly BlindspotPart[];
  /** In one sentence: the level of most, and the exceptions. */
  readonly text: string;
}

export interface BlindspotPart {
  readonly level: Level;
  /** From 1; 0 if no rule matches. */
  readonly rule: number;
  /** Requests of the class that the rule matches. Earlier parts come first: what they hold is theirs. */
  readonly requests: readonly RequestClass[];
  /** What the rule adds to the class, in words. */
  readonly text: string;
  /** A request of the class that this rule really decides. */
  readonly example: AuditRequest;
}

/**
 * Which levels a class of requests gets, and why. Found by reasoning over the rules, not by trying requests, so what is not listed cannot
 * occur. Requests are those the API server can make of HTTP: no slash in a resource, no groups without a user.
 *
 * @throws RangeError if the rules overlap so much that the analysis would not end in reasonable time
 */
export function blindspots(policy: Policy, requests: RequestClass, options: CompileOptions = {}): Blindspots {
  const effort = new Effort();
  const wanted = boxesOfClass(requests);
  const parts = ruleBoxesOf(policy, options.kubernetes).flatMap((rule) => partOf(rule, wanted, requests, effort));
  const levels = LEVELS.filter((level) => parts.some((part) => part.level === level));
  return { levels, parts, text: summaryOf(parts) };
}

function partOf(rule: RuleBoxes, wanted: readonly Box[], requests: RequestClass, effort: Effort): BlindspotPart[] {
  const found: { common: Box; rest: Box }[] = [];
  for (const box of wanted) {
    for (const own of rule.boxes) {
      const common = intersectBoxes(box, own);
      const rest = common === undefined ? undefined : findRest(common, rule.earlier, effort);
      if (common !== undefined && rest !== undefined) found.push({ common, rest });
    }
  }
  const [first] = found;
  if (first === undefined) return [];
  const classes = found.map(({ common }) => classOfBox(common));
  const text = describeClasses(classes.map((one) => beyond(one, requests)));
  return [{ level: rule.level, rule: rule.rule, requests: classes, text, example: exampleOf(first.rest) }];
}

/** A class without what an outer class says as well. */
function beyond(inner: RequestClass, outer: RequestClass): RequestClass {
  const kept = Object.entries(inner).filter(([field, value]) => {
    const other = Object.entries(outer).find(([name]) => name === field)?.[1];
    return JSON.stringify(value) !== JSON.stringify(other);
  });
  return Object.fromEntries(kept);
}

/** The last part takes what the others leave, so its level is the normal one. */
function summaryOf(parts: readonly BlindspotPart[]): string {
  const normal = parts.at(-1);
  if (normal === undefined) return "there is no such request";
  const exceptions = parts.filter((part) => part.level !== normal.level);
  const described = exceptions.map((part) => {
    const preposition = part.text.startsWith("by ") ? "" : "for ";
    return `${part.level} ${preposition}${part.text} (rule ${part.rule})`;
  });
  return described.length === 0 ? normal.level : `${normal.level}, except ${described.join("; ")}`;
}
