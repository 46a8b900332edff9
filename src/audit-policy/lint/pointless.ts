import type { Decision } from "../../model/audit.ts";
import { intersectBoxes, type Box } from "../analysis/box.ts";
import { findRest, type Effort } from "../analysis/find-rest.ts";
import type { RuleBoxes } from "../analysis/policy-boxes.ts";
import type { LintFinding } from "./finding.ts";

/** Rules that could be left out: whatever they decide, later rules would decide the same. */
export function lintPointless(
  boxes: readonly RuleBoxes[],
  decisions: readonly Decision[],
  effort: Effort,
): LintFinding[] {
  return boxes.slice(0, -1).flatMap((own, index) => {
    const isReached = own.boxes.some((box) => findRest(box, own.earlier, effort) !== undefined);
    if (!isReached || makesADifference(own, boxes.slice(index + 1), decisions, effort)) return [];
    const message = `Rule ${own.rule} changes nothing: without it later rules would record its requests the same.`;
    return [{ code: "pointless-rule", rule: own.rule, message, related: [] }];
  });
}

function makesADifference(
  own: RuleBoxes,
  later: readonly RuleBoxes[],
  decisions: readonly Decision[],
  effort: Effort,
): boolean {
  const between: Box[] = [];
  for (const next of later) {
    const isOther = !isSameAnswer(decisions[own.rule], decisions[next.rule]);
    if (isOther && overlaps(own.boxes, next.boxes, [...own.earlier, ...between], effort)) return true;
    between.push(...next.boxes);
  }
  return false;
}

function overlaps(left: readonly Box[], right: readonly Box[], taken: readonly Box[], effort: Effort): boolean {
  return left.some((one) =>
    right.some((other) => {
      const common = intersectBoxes(one, other);
      return common !== undefined && findRest(common, taken, effort) !== undefined;
    }),
  );
}

/** Stages and managed fields do not matter where nothing is recorded. */
function isSameAnswer(left: Decision | undefined, right: Decision | undefined): boolean {
  if (left?.level !== right?.level) return false;
  if (left?.level === "None") return true;
  return left?.omitManagedFields === right?.omitManagedFields && left?.omitStages.join() === right?.omitStages.join();
}
