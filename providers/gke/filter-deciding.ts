import type { EntrySource } from "./filter-entry.ts";

/** One decision: notes whether it leans on something that is inferred only. */
export interface Deciding {
  readonly source: EntrySource;
  readonly severity: number;
  isInferred: boolean;
}

/** Severities by rank. Audit entries of Kubernetes were seen with DEFAULT to ERROR. */
export const RANKS = new Map([
  ["DEFAULT", 0],
  ["DEBUG", 100],
  ["INFO", 200],
  ["NOTICE", 300],
  ["WARNING", 400],
  ["ERROR", 500],
  ["CRITICAL", 600],
  ["ALERT", 700],
  ["EMERGENCY", 800],
]);
export const SEEN_RANKS = [0, 100, 200, 300, 400, 500];
