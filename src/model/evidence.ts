import type { Json } from "./json.ts";

/** How a call ended. Everything but `ok` and, for some calls, `not-found` leaves a fact unknown. */
export const OUTCOMES = [
  "ok",
  "denied",
  "not-found",
  "throttled",
  "timed-out",
  "malformed",
  "unavailable",
  "unauthenticated",
  "cancelled",
  "failed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The call behind a fact. */
export interface Evidence {
  /** Derived from the call, so that two runs over the same landscape give the same ids. */
  readonly id: string;
  /** Such as `eks:DescribeCluster`. */
  readonly operation: string;
  readonly scope: string;
  readonly location: string;
  /** What was asked about, when it is not the whole location. */
  readonly target?: string;
  /** UTC, whole seconds. */
  readonly at: string;
  readonly outcome: Outcome;
  /** The relevant part of the answer; never credentials, never log content. */
  readonly excerpt?: Json;
}

export const LEDGER_STATUSES = ["read", "incomplete", "refused", "failed", "skipped"] as const;
export type LedgerStatus = (typeof LEDGER_STATUSES)[number];

/**
 * Whether something that was asked for is missing. `skipped` is what nobody asked for: a cloud without credentials, a
 * subscription that is switched off.
 */
export function isUnread({ status }: LedgerEntry): boolean {
  return status !== "read" && status !== "skipped";
}

/** One scope × location that was asked for. */
export interface LedgerEntry {
  readonly provider: string;
  readonly scope: string;
  /** `-` stands for all locations of the scope, where one call answers for all. */
  readonly location: string;
  readonly status: LedgerStatus;
  /** How many clusters it holds; null when that is not known. */
  readonly clusters: number | null;
  readonly reason?: string;
  readonly operation?: string;
  readonly permission?: string;
}
