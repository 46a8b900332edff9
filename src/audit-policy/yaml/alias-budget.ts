import { positionOf, type Mark } from "./cursor.ts";
import { SyntaxProblem } from "./problem.ts";

const LOW = 400_000;
const HIGH = 4_000_000;

/** Stops files whose aliases unfold into far more than was written, by the shares that go-yaml v2 allows. */
export class AliasBudget {
  #nodes = 0;
  #aliased = 0;
  depth = 0;

  spend(start: Mark): void {
    this.#nodes += 1;
    if (this.depth > 0) this.#aliased += 1;
    if (this.#aliased <= 100 || this.#nodes <= 1000) return;
    if (this.#aliased / this.#nodes > allowedShare(this.#nodes)) {
      throw new SyntaxProblem("The aliases in this file unfold into far more than it holds.", positionOf(start));
    }
  }
}

function allowedShare(nodes: number): number {
  if (nodes <= LOW) return 0.99;
  if (nodes >= HIGH) return 0.1;
  return 0.99 - 0.89 * ((nodes - LOW) / (HIGH - LOW));
}
