/** A set of strings: exactly these, or all but these. Null stands among users for nobody. */
export interface StringSet<Value extends string | null = string> {
  readonly isComplement: boolean;
  readonly values: ReadonlySet<Value>;
}

export const EVERYTHING: StringSet<never> = { isComplement: true, values: new Set() };

export function only<Value extends string | null>(values: Iterable<Value>): StringSet<Value> {
  return { isComplement: false, values: new Set(values) };
}

export function allBut<Value extends string | null>(values: Iterable<Value>): StringSet<Value> {
  return { isComplement: true, values: new Set(values) };
}

export function isEmpty<Value extends string | null>(set: StringSet<Value>): boolean {
  return !set.isComplement && set.values.size === 0;
}

export function isEverything<Value extends string | null>(set: StringSet<Value>): boolean {
  return set.isComplement && set.values.size === 0;
}

export function has<Value extends string | null>(set: StringSet<Value>, value: Value): boolean {
  return set.values.has(value) !== set.isComplement;
}

export function intersect<Value extends string | null>(
  left: StringSet<Value>,
  right: StringSet<Value>,
): StringSet<Value> {
  if (left.isComplement && right.isComplement) return allBut([...left.values, ...right.values]);
  const [finite, other] = left.isComplement ? [right, left] : [left, right];
  return only([...finite.values].filter((value) => has(other, value)));
}

export function subtract<Value extends string | null>(
  left: StringSet<Value>,
  right: StringSet<Value>,
): StringSet<Value> {
  return intersect(left, { isComplement: !right.isComplement, values: right.values });
}

/** Whether every value of `inner` is in `outer`. */
export function isWithin<Value extends string | null>(inner: StringSet<Value>, outer: StringSet<Value>): boolean {
  return isEmpty(subtract(inner, outer));
}
