import type { Severity, Status } from "../model/result.ts";
import type { Settled } from "../model/reason.ts";
import type { Depth } from "../model/trail.ts";
import type { View } from "./view.ts";

/** One provider-neutral assertion about a trail. One file each, under `policies/controls`. */
export interface Control {
  /** Stable for ever: a rename adds an alias, an id is never used again. */
  readonly id: string;
  /** A statement that is true when the control passes. */
  readonly title: string;
  readonly question: string;
  readonly severity: Severity;
  /** What a provider has to read for it; without it the control does not exist for that provider. */
  readonly needs?: Depth;
  decide(view: View): Judgement;
}

/** What a control says, before disputes, declarations and waivers are weighed. */
export interface Judgement {
  /** The status under each reading of the sources, the published one first. One entry where no dispute matters. */
  readonly readings: readonly Settled<Status>[];
  /** One sentence that names what was found, for a status that is settled. */
  message(status: Status): string;
  /** The control of the same cluster from which this result follows. */
  readonly causedBy?: string;
}
