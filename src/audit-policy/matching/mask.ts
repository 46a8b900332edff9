/** A set of rules, one bit each. Rule `index` (from 0) is bit `index % 32` of word `index >> 5`. */
export type Mask = Int32Array;

export function emptyMask(ruleCount: number): Mask {
  return new Int32Array(Math.max(1, Math.ceil(ruleCount / 32)));
}

export function maskOf(ruleCount: number, indexes: Iterable<number>): Mask {
  const mask = emptyMask(ruleCount);
  for (const index of indexes) addTo(mask, index);
  return mask;
}

export function addTo(mask: Mask, index: number): void {
  const word = index >> 5;
  mask[word] = (mask[word] ?? 0) | (1 << (index & 31));
}

export function union(left: Mask, right: Mask): Mask {
  return left.map((word, index) => word | (right[index] ?? 0));
}

/** The place of the lowest bit that is set, 0 to 31. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
