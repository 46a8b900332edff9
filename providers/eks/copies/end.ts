import { known, notApplicable, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type { Filter, Store, StoreState } from "../../../src/model/trail.ts";
import type { Arn } from "../arn.ts";

/** Where a copy ends, as a store; and what changes it on the way. */
export interface End {
  readonly store: Store;
  readonly filters: readonly Filter[];
  /** What it goes through before, for people, and the evidence of that. */
  readonly via: readonly string[];
  readonly evidence: readonly string[];
}

export interface Handed {
  readonly kind: string;
  readonly id: string;
  readonly arn: Arn;
  readonly state: Fact<StoreState>;
  readonly stateReason?: string;
  readonly foreign: Fact<boolean>;
  /** Why nothing is known of what becomes of it. */
  readonly why: Unknown;
}

/** Something that takes entries and hands them on to where nobody looked. */
export function handed({ kind, id, arn, state, stateReason, foreign, why }: Handed): End {
  const store: Store = {
    id,
    kind,
    name: arn.resource.slice(arn.resource.search(/[:/]/) + 1),
    scope: arn.account,
    location: arn.region,
    state,
    ...(stateReason === undefined ? {} : { stateReason }),
    hotDays: why,
    totalDays: why,
    readable: known(true, [], "inferred"),
    foreign,
    lock: why,
    customerKey: why,
    access: why,
    capacity: notApplicable("what takes entries from here has limits of its own"),
  };
  return { store, filters: [], via: [], evidence: [] };
}
