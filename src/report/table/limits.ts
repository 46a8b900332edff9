import type { Overview } from "../overview/overview.ts";

/** How much of each part is shown before the rest is only counted. */
export interface Limits {
  readonly unread: number;
  readonly alike: number;
  readonly causes: number;
  /** Of one control. */
  readonly causesOfControl: number;
  readonly gaps: number;
  readonly activities: number;
  readonly unknowns: number;
  readonly waived: number;
  /** Characters of a message. */
  readonly message: number;
}

const FEW: Limits = {
  unread: 12,
  alike: 12,
  causes: 12,
  causesOfControl: 4,
  gaps: 10,
  activities: 8,
  unknowns: 10,
  waived: 10,
  message: 480,
};

/** Together less than two hundred lines. */
const MANY: Limits = {
  unread: 5,
  alike: 8,
  causes: 8,
  causesOfControl: 2,
  gaps: 4,
  activities: 3,
  unknowns: 4,
  waived: 5,
  message: 160,
};

export function limitsFor(overview: Overview): Limits {
  return overview.standings ? FEW : MANY;
}
