import PQueue from "p-queue";
import { NoCredential, type Place, type Reader, type Selection } from "../../providers/contract.ts";
import type { LedgerEntry } from "../model/evidence.ts";
import { DeadlinePassed } from "./call.ts";
import type { SweepRun } from "./run.ts";

/** One provider of a sweep. */
export interface SweepPart {
  readonly provider: string;
  readonly reader: Reader;
  readonly selection: Selection;
  /** The user named this provider or one of its scopes: a missing credential is then a failure. */
  readonly asked: boolean;
}

export interface SweepOptions {
  readonly run: SweepRun;
  readonly deadlineMs: number;
  /** Places read at once, over all providers. */
  readonly concurrency: number;
}

/** Exceptions of readers: each is a bug, and none stops the other places. */
export interface SweepOutcome {
  readonly bugs: readonly unknown[];
}

/** Reads every place of every part. What was not reached stands in the ledger. */
export async function sweep(parts: readonly SweepPart[], options: SweepOptions): Promise<SweepOutcome> {
  const bugs: unknown[] = [];
  const places = new PQueue({ concurrency: options.concurrency });
  await Promise.all(parts.map((part) => planPart(part, places, options, bugs)));
  await places.onIdle();
  return { bugs };
}

async function planPart(part: SweepPart, places: PQueue, options: SweepOptions, bugs: unknown[]): Promise<void> {
  const { run } = options;
  const seen = new Set<string>();
  try {
    for await (const place of part.reader.plan(part.selection, run)) {
      const key = JSON.stringify([place.scope, place.location]);
      if (seen.has(key)) continue;
      seen.add(key);
      run.progress.placesFound += 1;
      void places.add(() => readPlace(part, place, options, bugs));
    }
    if (run.signal.aborted)
      run.ledger(wholeProvider(part, "incomplete", "interrupted while its scopes were being listed"));
  } catch (error) {
    if (error instanceof NoCredential) {
      run.ledger(wholeProvider(part, part.asked ? "failed" : "skipped", error.message));
    } else {
      bugs.push(error);
      run.ledger(wholeProvider(part, "failed", bugReason(error)));
    }
  }
}

async function readPlace(part: SweepPart, place: Place, options: SweepOptions, bugs: unknown[]): Promise<void> {
  const { run, deadlineMs } = options;
  const at = { provider: part.provider, scope: place.scope, location: place.location };
  try {
    run.ledger(run.signal.aborted ? interrupted(at) : await readWithDeadline(part, place, run, deadlineMs));
  } catch (error) {
    bugs.push(error);
    run.ledger({ ...at, status: "failed", clusters: null, reason: bugReason(error) });
  } finally {
    run.progress.placesRead += 1;
  }
}

async function readWithDeadline(
  part: SweepPart,
  place: Place,
  run: SweepRun,
  deadlineMs: number,
): Promise<LedgerEntry> {
  const deadline = new AbortController();
  const passed = new DeadlinePassed(`the deadline of ${deadlineMs / 1000} s for this location passed`);
  const timer = setTimeout(() => deadline.abort(passed), deadlineMs);
  try {
    return await part.reader.read(place, run.within(AbortSignal.any([run.signal, deadline.signal])));
  } finally {
    clearTimeout(timer);
  }
}

function interrupted(at: { provider: string; scope: string; location: string }): LedgerEntry {
  return { ...at, status: "failed", clusters: null, reason: "interrupted before it was read" };
}

function wholeProvider(part: SweepPart, status: LedgerEntry["status"], reason: string): LedgerEntry {
  return { provider: part.provider, scope: "-", location: "-", status, clusters: null, reason };
}

function bugReason(error: unknown): string {
  return `trailproof itself failed here (${error instanceof Error ? error.name : typeof error}); please report it`;
}
