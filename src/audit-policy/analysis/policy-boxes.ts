import { hasGroupWildcard } from "../kubernetes-version.ts";
import type { Policy } from "../policy.ts";
import type { Level } from "../../model/audit.ts";
import { ALL_RESOURCES, ALL_URLS, type Box } from "./box.ts";
import { boxesOf } from "./rule-boxes.ts";

/** A rule as sets of requests. The last one stands for no rule at all: number 0, everything, level None. */
export interface RuleBoxes {
  readonly rule: number;
  readonly level: Level;
  readonly boxes: readonly Box[];
  /** The boxes of all rules before it. */
  readonly earlier: readonly Box[];
}

/** Each rule is set against all before it. Policies written by people have a few dozen rules. */
const MOST_RULES = 1000;

/** @throws RangeError for a policy with more rules than can be analysed in reasonable time and memory */
export function ruleBoxesOf(policy: Policy, kubernetes: string | undefined): readonly RuleBoxes[] {
  if (policy.rules.length > MOST_RULES) {
    throw new RangeError(`This policy has ${policy.rules.length} rules; up to ${MOST_RULES} can be analysed.`);
  }
  const isWildcardKnown = hasGroupWildcard(kubernetes);
  const found: RuleBoxes[] = [];
  const earlier: Box[] = [];
  for (const [index, rule] of policy.rules.entries()) {
    const boxes = boxesOf(rule, isWildcardKnown);
    found.push({ rule: index + 1, level: rule.level, boxes, earlier: [...earlier] });
    earlier.push(...boxes);
  }
  return [...found, { rule: 0, level: "None", boxes: [ALL_RESOURCES, ALL_URLS], earlier }];
}
