import { intersectBoxes, isBoxWithin, subtractBox, type Box } from "./box.ts";

/** A set of requests as a box and the boxes that are cut out of it. */
export interface Cut {
  readonly box: Box;
  readonly except: readonly Box[];
}

/**
 * `box` without the boxes of `taken`, which are rules', said with as few cuts as can be: those that leave a single box behind are made,
 * and those within others are left out.
 */
export function simplify(box: Box, taken: readonly Box[]): Cut {
  let rest = box;
  let waiting = taken;
  for (;;) {
    waiting = waiting.filter((cut) => intersectBoxes(rest, cut) !== undefined);
    const clean = waiting.map((cut) => subtractBox(rest, cut)).find((pieces) => pieces.length === 1);
    const [piece] = clean ?? [];
    if (piece === undefined) break;
    rest = piece;
  }
  const cuts = waiting.map((cut) => intersectBoxes(rest, cut)).filter((cut) => cut !== undefined);
  const except = cuts.filter(
    (cut, index) => !cuts.some((other, place) => place !== index && swallows(other, place, cut, index)),
  );
  return { box: rest, except };
}

/** Of two equal cuts the first stays. */
function swallows(outer: Box, outerPlace: number, inner: Box, innerPlace: number): boolean {
  return isBoxWithin(inner, outer) && (outerPlace < innerPlace || !isBoxWithin(outer, inner));
}
