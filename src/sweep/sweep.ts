import PQueue from "p-queue";
import { NoCredential, SettingRefused, type Place, type Reader, type Selection } from "../../providers/contract.ts";
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

/** Errors of the sweep, kept until everything else is read. */
interface Thrown {
  readonly bugs: unknown[];
  readonly refused: SettingRefused[];
}

/**
 * Reads every place of every part. What was not reached stands in the ledger.
 * @throws SettingRefused when the environment holds a setting that cannot be used
 */
export async function sweep(parts: readonly SweepPart[], options: SweepOptions): Promise<SweepOutcome> {
  const thrown: Thrown = { bugs: [], refused: [] };
  const places = new PQueue({ concurrency: options.concurrency });
  await Promise.all(parts.map((part) => planPart(part, places, options, thrown)));
  await places.onIdle();
  const [refused] = thrown.refused;
  if (refused) throw refused;
  return { bugs: thrown.bugs };
}

async function planPart(part: SweepPart, places: PQueue, options: SweepOptions, thrown: Thrown): Promise<void> {
  const { run } = options;
  const seen = new Set<string>();
  try {
    for await (const place of part.reader.plan(part.selection, run)) {
      const key = JSON.stringify([place.scope, place.location]);
      if (seen.has(key)) continue;
      seen.add(key);
      run.progress.placesFound += 1;
      void places.add(() => readPlace(part, place, options, thrown));
    }
    if (run.signal.aborted)
      run.ledger(wholeProvider(part, "incomplete", "interrupted while its scopes were being listed"));
  } catch (error) {
    if (error instanceof NoCredential) {
      run.ledger(wholeProvider(part, part.asked ? "failed" : "skipped", error.message));
    } else {
      run.ledger(wholeProvider(part, "failed", keep(error, thrown)));
    }
  }
}

async function readPlace(part: SweepPart, place: Place, options: SweepOptions, thrown: Thrown): Promise<void> {
  const { run, deadlineMs } = options;
  const at = { provider: part.provider, scope: place.scope, location: place.location };
  try {
    run.ledger(run.signal.aborted ? interrupted(at) : await readWithDeadline(part, place, run, deadlineMs));
  } catch (error) {
    run.ledger({ ...at, status: "failed", clusters: null, reason: keep(error, thrown) });
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

/** Keeps an error for the end. @returns what the ledger says of it: nothing that the error's text could leak */
function keep(error: unknown, thrown: Thrown): string {
  if (error instanceof SettingRefused) {
    thrown.refused.push(error);
    return error.message;
  }
  thrown.bugs.push(error);
  return `trailproof itself failed here (${error instanceof Error ? error.name : typeof error}); please report it`;
}
