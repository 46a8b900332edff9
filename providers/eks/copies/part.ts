import type { Fact } from "../../../src/model/fact.ts";
import type { Route, Store, UnseenRoute } from "../../../src/model/trail.ts";

export const STREAMS = ["audit", "authenticator"] as const;

/** Routes to other stores than the log group, and those that could not be seen. */
export interface Part {
  readonly routes: readonly Route[];
  readonly stores: readonly Store[];
  readonly unseen: readonly UnseenRoute[];
}

export const NO_COPIES: Part = { routes: [], stores: [], unseen: [] };

/** Copies that may exist. They can only add. */
export function unseenCopies(fact: Fact<unknown>): Part {
  if (fact.state !== "unknown") return NO_COPIES;
  return { ...NO_COPIES, unseen: [{ streams: [...STREAMS], fact, mayTakeAway: [] }] };
}

export function joined(parts: readonly Part[]): Part {
  return {
    routes: parts.flatMap((part) => part.routes),
    stores: parts.flatMap((part) => part.stores),
    unseen: parts.flatMap((part) => part.unseen),
  };
}
