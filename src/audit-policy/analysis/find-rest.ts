import { intersectBoxes, subtractBox, type Box } from "./box.ts";

/** Ends an analysis that would take too long, which only made-up policies do. */
const MAX_STEPS = 5_000_000;

/** Counts the steps of one analysis. */
export class Effort {
  #steps = 0;

  spend(): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new RangeError("This policy is too entangled to be analysed.");
  }
}

/**
 * A part of `box` that lies in none of the boxes of `taken`; undefined if they cover it whole. Exact: it takes them away one by one and
 * stops at the first piece that nothing touches.
 */
export function findRest(box: Box, taken: readonly Box[], effort: Effort): Box | undefined {
  effort.spend();
  const touching = taken.filter((other) => intersectBoxes(box, other) !== undefined);
  const [first, ...others] = touching;
  if (first === undefined) return box;
  for (const piece of subtractBox(box, first)) {
    const rest = findRest(piece, others, effort);
    if (rest !== undefined) return rest;
  }
  return undefined;
}
