import type { PolicyRule } from "../policy.ts";
import { addTo, emptyMask, union, type Mask } from "./mask.ts";

/** For one field: which rules a value lets through. */
export interface ValueIndex {
  /** Rules for values that no rule names. */
  readonly other: Mask;
  /** Undefined if no rule names a value. */
  readonly named: ReadonlyMap<string, Mask> | undefined;
}

/** Indexes a list field that is compared exactly; a rule without the field lets every value through. */
export function indexValues(
  rules: readonly PolicyRule[],
  valuesOf: (rule: PolicyRule) => readonly string[] | undefined,
): ValueIndex {
  const other = emptyMask(rules.length);
  const naming = new Map<string, Mask>();
  for (const [index, rule] of rules.entries()) {
    const values = valuesOf(rule) ?? [];
    if (values.length === 0) addTo(other, index);
    for (const value of values) addTo(maskFor(naming, value, rules.length), index);
  }
  if (naming.size === 0) return { other, named: undefined };
  return { other, named: new Map([...naming].map(([value, mask]) => [value, union(mask, other)])) };
}

export function maskFor<Key>(masks: Map<Key, Mask>, key: Key, ruleCount: number): Mask {
  const known = masks.get(key);
  if (known !== undefined) return known;
  const mask = emptyMask(ruleCount);
  masks.set(key, mask);
  return mask;
}

export function lookUp(index: ValueIndex, value: string): Mask {
  return index.named?.get(value) ?? index.other;
}
