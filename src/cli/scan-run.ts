import type { Landscape } from "../../providers/contract.ts";
import type { Report } from "../model/report.ts";
import { newProgress } from "../sweep/progress.ts";
import { UsageError } from "./errors.ts";
import { exitCodeOf } from "./exit-code.ts";
import { collectFacts, loadFactReaders, withTemporaryFile, type CollectOptions } from "./facts.ts";
import { openSnapshot, trusted, type Snapshot } from "../store/snapshot-reader.ts";
import { catchInterrupt } from "./interrupt.ts";
import { loadLandscapes, whatIsAsked, type Asked } from "./landscape-flags.ts";
import { wantedFormats, writeReport } from "./outputs.ts";
import { remarkUnused } from "./own-policies.ts";
import { startProgressLine } from "./progress-line.ts";
import { say, terminalOf } from "./say.ts";
import { loadSettings, type SettingFlags, type Settings } from "./settings.ts";
import { tool } from "../version.ts";

/** Exit code for a bug in trailproof. */
const BUG = 70;

/** Flags as commander gives them; checked where they are used. */
export type Flags = Record<string, unknown>;

export interface Prepared {
  readonly asked: readonly Asked[];
  readonly settings: Settings;
}

export async function prepare(flags: Flags, landscapes?: readonly Landscape[]): Promise<Prepared> {
  const known = landscapes ?? (await loadLandscapes());
  const settings = await loadSettings(settingFlags(flags), known);
  return { asked: whatIsAsked(flags, settings.landscape, known), settings };
}

export function settingFlags(flags: Flags): SettingFlags {
  return {
    config: textFlag(flags, "config"),
    requirements: textFlag(flags, "requirements"),
    failOn: textFlag(flags, "failOn"),
    policy: listFlag(flags, "policy"),
  };
}

/** The main job: read, judge, report. */
export async function scan(flags: Flags): Promise<number> {
  const wanted = wantedFormats(listFlag(flags, "format"));
  const { asked, settings } = await prepare(flags);
  const kept = textFlag(flags, "snapshot");
  const work = (path: string) => scanInto(path, asked, settings, wanted, flags);
  return kept === undefined ? withTemporaryFile(work) : work(kept);
}

async function scanInto(
  path: string,
  asked: readonly Asked[],
  settings: Settings,
  wanted: ReturnType<typeof wantedFormats>,
  flags: Flags,
): Promise<number> {
  // The catalogue is read while the first answers are on their way.
  const [bugs, judging] = await Promise.all([
    sweepInto(path, asked, flags),
    loadJudging(asked.map((one) => one.provider)),
  ]);
  const snapshot = openSnapshot(path, trusted);
  const { report, close } = reportOf(snapshot, judging, settings);
  try {
    if (flags["quiet"] !== true) remarkUnused(settings.policies, snapshot);
    await writeReport(report, wanted, terminalOf());
    checkReached(report);
    return bugs.length > 0 ? tellBugs(bugs) : exitCodeOf(report, settings.failOn);
  } finally {
    close();
  }
}

/** Reads the landscape into a snapshot, with a progress line; returns the bugs that were met. */
export async function sweepInto(
  target: string | number,
  asked: readonly Asked[],
  flags: Flags,
  through?: CollectOptions["through"],
): Promise<readonly unknown[]> {
  const quiet = flags["quiet"] === true;
  const interrupt = catchInterrupt(quiet ? () => undefined : say);
  const progress = newProgress();
  const line = startProgressLine(progress, process.stderr, quiet);
  try {
    const { bugs } = await collectFacts({
      asked,
      target,
      env: process.env,
      signal: interrupt.signal,
      deadlineMs: Number(flags["deadline"]) * 1000,
      concurrency: Number(flags["concurrency"]),
      progress,
      ...(through ? { through } : {}),
    });
    return bugs;
  } finally {
    line.stop();
    interrupt.release();
  }
}

export type Judging = Awaited<ReturnType<typeof loadJudging>>;

export async function loadJudging(providers?: readonly string[]) {
  const [{ loadCatalogue }, { buildReport }, readers] = await Promise.all([
    import("../../policies/load.ts"),
    import("../evaluate/build-report.ts"),
    loadFactReaders(providers),
  ]);
  return { catalogue: await loadCatalogue(), buildReport, readers };
}

/** The report of a snapshot. Close it when it has been rendered: clusters are read from the file as they are needed. */
export function reportOf(
  snapshot: Snapshot,
  judging: Judging,
  settings: Settings,
): { report: Report; close: () => void } {
  const { catalogue, buildReport, readers } = judging;
  const options = settings.evaluateOptions(catalogue);
  const report = buildReport({ ...snapshot, readAt: snapshot.header.startedAt }, readers, catalogue, options, tool);
  return { report, close: () => snapshot.close() };
}

/** A landscape without a single scope is a mistake in the call, never a clean report. */
function checkReached(report: Report): void {
  if (report.ledger.some((entry) => entry.scope !== "-")) return;
  const reasons = report.ledger.map((entry) => `  ${entry.provider}: ${entry.reason ?? entry.status}`);
  throw new UsageError(
    ["nothing was scanned: no account, project or subscription could be found", ...reasons].join("\n"),
  );
}

export function tellBugs(bugs: readonly unknown[]): number {
  for (const bug of bugs)
    say(`A bug in trailproof: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}`);
  say("What could be read is reported all the same. Please report this bug with the text above.");
  return BUG;
}

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

export function listFlag(flags: Flags, name: string): string[] | undefined {
  const value = flags[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}
