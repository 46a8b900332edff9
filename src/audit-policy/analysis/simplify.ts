import { intersectBoxes, isBoxWithin, subtractBox, type Box } from "./box.ts";

/** A set of requests as a box and the boxes that are cut out of it. */
export interface Cut {
  readonly box: Box;
  readonly except: readonly Box[];
}

/** The same set with as few cuts as can be: those that leave a box behind are made, and those within others are left out. */
export function simplify(box: Box, taken: readonly Box[]): Cut {
  let rest = box;
  let waiting = cutsIn(rest, taken);
  for (;;) {
    const clean = waiting.map((cut) => subtractBox(rest, cut)).find((pieces) => pieces.length === 1);
    const [piece] = clean ?? [];
    if (piece === undefined) break;
    rest = piece;
    waiting = cutsIn(rest, waiting);
  }
  const except = waiting.filter(
    (cut, index) => !waiting.some((other, place) => place !== index && swallows(other, place, cut, index)),
  );
  return { box: rest, except };
}

function cutsIn(box: Box, taken: readonly Box[]): readonly Box[] {
  return taken.map((other) => intersectBoxes(box, other)).filter((part) => part !== undefined);
}

/** Of two equal cuts the first stays. */
function swallows(outer: Box, outerPlace: number, inner: Box, innerPlace: number): boolean {
  return isBoxWithin(inner, outer) && (outerPlace < innerPlace || !isBoxWithin(outer, inner));
}
