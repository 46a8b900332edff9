import type { AuditRequest, Level } from "../model/audit.ts";
import { intersectBoxes } from "./analysis/box.ts";
import { describeClass, describeClasses } from "./analysis/describe.ts";
import { exampleOf } from "./analysis/example.ts";
import { Effort, findRest } from "./analysis/find-rest.ts";
import { ruleBoxesOf, type RuleBoxes } from "./analysis/policy-boxes.ts";
import { classOfBox, type RequestClass } from "./analysis/request-class.ts";
import { simplify } from "./analysis/simplify.ts";
import type { CompileOptions } from "./compile-policy.ts";
import type { Policy } from "./policy.ts";

/** A class of requests that two policies record at different levels. */
export interface Difference {
  readonly before: LevelBy;
  readonly after: LevelBy;
  /** Every request of this class that is in none of `except` differs so. */
  readonly requests: RequestClass;
  /** Classes within it; each names only the fields in which it is narrower. */
  readonly except: readonly RequestClass[];
  readonly example: AuditRequest;
  readonly text: string;
}

/** A level and the rule that gives it, from 1; 0 if none matches. */
export interface LevelBy {
  readonly level: Level;
  readonly rule: number;
}

/**
 * All requests whose level differs between two policies, as classes; the one with the shortest description first. Exact: a request
 * differs if and only if it is in one of them. Requests are those the API server can make of HTTP: no slash in a resource, no groups
 * without a user.
 *
 * @throws RangeError if the rules overlap so much that the analysis would not end in reasonable time
 */
export function diffPolicies(before: Policy, after: Policy, options: CompileOptions = {}): readonly Difference[] {
  const effort = new Effort();
  const others = ruleBoxesOf(after, options.kubernetes);
  const found = ruleBoxesOf(before, options.kubernetes).flatMap((one) =>
    others.filter((other) => other.level !== one.level).flatMap((other) => differencesOf(one, other, effort)),
  );
  return found.toSorted((left, right) => sizeOf(left) - sizeOf(right) || left.before.rule - right.before.rule);
}

function differencesOf(before: RuleBoxes, after: RuleBoxes, effort: Effort): Difference[] {
  const found: Difference[] = [];
  const taken = [...before.earlier, ...after.earlier];
  for (const left of before.boxes) {
    for (const right of after.boxes) {
      const common = intersectBoxes(left, right);
      const rest = common === undefined ? undefined : findRest(common, taken, effort);
      if (common === undefined || rest === undefined) continue;
      const cut = simplify(common, taken);
      const requests = classOfBox(cut.box);
      const except = cut.except.map((box) => narrowed(classOfBox(box), requests));
      const change = { before: levelBy(before), after: levelBy(after) };
      found.push({ ...change, requests, except, example: exampleOf(rest), text: textOf(change, requests, except) });
    }
  }
  return found;
}

function levelBy({ level, rule }: RuleBoxes): LevelBy {
  return { level, rule };
}

/** Only the fields in which an exception is narrower than the class it is an exception to. */
function narrowed(inner: RequestClass, outer: RequestClass): RequestClass {
  const known = new Map(Object.entries(outer).map(([field, value]) => [field, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(inner).filter(([field, value]) => known.get(field) !== JSON.stringify(value)),
  );
}

function textOf(
  { before, after }: Pick<Difference, "before" | "after">,
  requests: RequestClass,
  except: readonly RequestClass[],
): string {
  const exceptions = except.length === 0 ? "" : `, except ${describeClasses(except)}`;
  return `${levelText(before)} becomes ${levelText(after)}: ${describeClass(requests)}${exceptions}`;
}

function levelText({ level, rule }: LevelBy): string {
  return `${level} (${rule === 0 ? "no rule" : `rule ${rule}`})`;
}

/** How much a description says: the values it lists. */
function sizeOf({ requests, except }: Difference): number {
  return [requests, ...except].reduce((sum, one) => sum + 1 + valuesIn(one), 0);
}

function valuesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + valuesIn(item), 0);
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + valuesIn(item), 0);
}
