import { intersectBoxes, type Box } from "../analysis/box.ts";
import { findRest, type Effort } from "../analysis/find-rest.ts";
import type { RuleBoxes } from "../analysis/policy-boxes.ts";
import { boxesOf } from "../analysis/rule-boxes.ts";
import type { PolicyRule } from "../policy.ts";
import type { LintFinding } from "./finding.ts";
import { variantsOf, type Variant } from "./variants.ts";

const MAX_PAIRS = 2000;

/** Rules, values and pairs of values that never decide because earlier rules take all their requests. */
export function lintReachability(
  rules: readonly PolicyRule[],
  boxes: readonly RuleBoxes[],
  hasGroupWildcard: boolean,
  effort: Effort,
): LintFinding[] {
  return rules.flatMap((rule, index) => {
    const own = boxes[index];
    if (own === undefined) return [];
    const isDead = (variant: PolicyRule): boolean =>
      boxesOf(variant, hasGroupWildcard).every((box) => isCovered(box, own.earlier, effort));
    if (isDead(rule)) return [unreachable(own, boxes, effort)];
    return shadowedParts(rule, isDead).map((part) => shadowed(own, part, boxes));
  });
}

function isCovered(box: Box, earlier: readonly Box[], effort: Effort): boolean {
  return findRest(box, earlier, effort) === undefined;
}

function unreachable(own: RuleBoxes, boxes: readonly RuleBoxes[], effort: Effort): LintFinding {
  const related = touchingRules(own, boxes);
  const alone = related.find((rule) => own.boxes.every((box) => isCovered(box, boxes[rule - 1]?.boxes ?? [], effort)));
  const rules = alone === undefined ? related : [alone];
  const message = `Rule ${own.rule} never decides: ${rulesText(rules)} all its requests.`;
  return { code: "unreachable-rule", rule: own.rule, message, related: rules };
}

function shadowed(own: RuleBoxes, part: string, boxes: readonly RuleBoxes[]): LintFinding {
  const related = touchingRules(own, boxes);
  const message = `Rule ${own.rule} never decides about ${part}: earlier rules take those requests.`;
  return { code: "shadowed-part", rule: own.rule, message, related };
}

function rulesText(rules: readonly number[]): string {
  return rules.length === 1 ? `rule ${rules[0]} takes` : `rules ${rules.join(", ")} take`;
}

function touchingRules(own: RuleBoxes, boxes: readonly RuleBoxes[]): readonly number[] {
  const before = boxes.filter((other) => other.rule > 0 && other.rule < own.rule);
  const touching = before.filter((other) =>
    other.boxes.some((box) => own.boxes.some((mine) => intersectBoxes(mine, box) !== undefined)),
  );
  return touching.map((other) => other.rule);
}

/** Single values first; a pair is told only if each of its values is alive. */
function shadowedParts(rule: PolicyRule, isDead: (variant: PolicyRule) => boolean): readonly string[] {
  const fields = variantsOf(rule).map((variants) =>
    variants.map((variant) => ({ variant, isDead: variants.length > 1 && isDead(variant.narrow(rule)) })),
  );
  const single = fields.flatMap((variants) => variants.filter((one) => one.isDead).map(({ variant }) => variant.text));
  const alive = fields
    .map((variants) => variants.filter((one) => !one.isDead).map(({ variant }) => variant))
    .filter((variants) => variants.length > 1);
  return [...single, ...deadPairs(rule, alive, isDead)];
}

function deadPairs(
  rule: PolicyRule,
  fields: readonly (readonly Variant[])[],
  isDead: (variant: PolicyRule) => boolean,
): readonly string[] {
  const dead: string[] = [];
  let pairs = 0;
  for (const [place, left] of fields.entries()) {
    for (const right of fields.slice(place + 1)) {
      pairs += left.length * right.length;
      if (pairs > MAX_PAIRS) return dead;
      for (const one of left) {
        const others = right.filter((other) => isDead(other.narrow(one.narrow(rule))));
        dead.push(...others.map((other) => `${one.text} with ${other.text}`));
      }
    }
  }
  return dead;
}
