import type { Activity, Profile } from "../model/trail.ts";
import type { Control } from "../trail/control.ts";
import type { Requirements } from "../trail/view.ts";

/** A published set of requirements, mapped to controls. */
export interface Framework {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly requirements: readonly FrameworkRequirement[];
}

export interface FrameworkRequirement {
  readonly id: string;
  readonly summary: string;
  readonly controls: readonly string[];
  /** Work of people that no setting proves. */
  readonly manual: boolean;
}

/** Everything that is published, fixed or required, loaded. */
export interface Catalogue {
  readonly activities: readonly Activity[];
  /** In the order of the report. */
  readonly controls: readonly Control[];
  readonly frameworks: readonly Framework[];
  profile(id: string): Profile;
  requirements(id: string): Requirements | undefined;
  readonly requirementIds: readonly string[];
}
