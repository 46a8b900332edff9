import type { Fact } from "../../src/model/fact.ts";
import type { Trail } from "../../src/model/trail.ts";
import type { SeenTrail } from "./cloudtrail/trails.ts";
import type { LogGroupFacts } from "./fact-schema.ts";

/** A trail that remembers what remedies name. */
export interface EksTrail extends Trail {
  readonly logGroup?: LogGroupFacts;
  readonly cloudTrails?: Fact<readonly SeenTrail[]>;
  readonly detectorIds?: readonly string[];
}
