import { collectFacts, loadFactReaders, withTemporaryFile } from "./cli/facts.ts";
import { openChecked } from "./cli/open-checked.ts";
import { buildReport } from "./evaluate/build-report.ts";
import type { Declared, EvaluateOptions, OwnPolicy, Waiver } from "./evaluate/options.ts";
import type { Report } from "./model/report.ts";
import { format as jsonFormat } from "./report/formats/json.ts";
import type { JsonReport } from "./report/schema.ts";
import { newProgress, type Progress } from "./sweep/progress.ts";
import { tool } from "./version.ts";
import type { Selection } from "../providers/contract.ts";
import { providers } from "../providers/registry.ts";

/** The library: the same scan and evaluation as the command line. */

export const version: string = tool.version;

/** How a snapshot is judged. */
export interface JudgeOptions {
  /** A name under `policies/requirements`, or the days themselves. Default: `pci-dss-4.0.1`. */
  readonly requirements?: string | { readonly hotDays: number; readonly totalDays: number };
  readonly declared?: readonly Declared[];
  readonly waivers?: readonly Waiver[];
  /** Audit policies of your own, for clusters that do not have their provider's: see `parsePolicy` of `trailproof/audit-policy`. */
  readonly policies?: readonly OwnPolicy[];
}

export interface ScanOptions extends JudgeOptions {
  /** What to read, by provider id; an empty selection means all that the credentials reach. Default: every provider. */
  readonly landscape?: { readonly [provider: string]: Selection };
  /** Ends the reading; the report then covers what was read. */
  readonly signal?: AbortSignal;
  /** Milliseconds one location may take before its rest is left unknown. Default: 300 000. */
  readonly deadlineMs?: number;
  /** Locations read at once. Default: 64. */
  readonly concurrency?: number;
  /** Counters that are kept up to date while the scan runs. */
  readonly progress?: Progress;
  /** A file to keep the facts in; without it they are removed when the scan is done. */
  readonly snapshot?: string;
}

/** A report that reads its clusters from the snapshot as they are walked; close it when it is done with. */
export interface OpenReport {
  readonly report: Report;
  close(): void;
}

/**
 * Reads a landscape and judges it.
 * @returns the report as `trailproof scan --format json` writes it
 * @throws AggregateError of what readers threw, after everything else was read: each is a bug
 */
export async function scan(options: ScanOptions = {}): Promise<JsonReport> {
  const work = async (path: string): Promise<JsonReport> => {
    const { bugs } = await collectFacts({
      asked: Object.entries(options.landscape ?? everything()).map(([provider, selection]) => ({
        provider,
        selection,
        asked: options.landscape !== undefined,
      })),
      target: path,
      env: process.env,
      signal: options.signal ?? new AbortController().signal,
      deadlineMs: options.deadlineMs ?? 300_000,
      concurrency: options.concurrency ?? 64,
      progress: options.progress ?? newProgress(),
    });
    if (bugs.length > 0) throw new AggregateError(bugs, "a reader failed: this is a bug in trailproof");
    return evaluate(path, options);
  };
  return options.snapshot === undefined ? withTemporaryFile(work) : work(options.snapshot);
}

function everything(): { [provider: string]: Selection } {
  return Object.fromEntries(Object.keys(providers).map((id) => [id, {}]));
}

/**
 * Judges a snapshot. Loads no cloud SDK and calls nothing.
 * @param snapshot path of a file written by `trailproof collect`
 * @returns the report as `trailproof evaluate --format json` writes it
 * @throws SnapshotError when it cannot be used at all, with file and line
 */
export async function evaluate(snapshot: string, options: JudgeOptions = {}): Promise<JsonReport> {
  const { report, close } = await openReport(snapshot, options);
  try {
    const parts: string[] = [];
    jsonFormat.render(report, { write: (text) => parts.push(text), width: undefined, colour: false });
    return JSON.parse(parts.join("")) as JsonReport;
  } finally {
    close();
  }
}

/** The same for landscapes that are too large for one document: walk `report.clusters()`, or hand it to a renderer. */
export async function openReport(snapshot: string, options: JudgeOptions = {}): Promise<OpenReport> {
  const { loadCatalogue } = await import("../policies/load.ts");
  const [catalogue, readers] = await Promise.all([loadCatalogue(), loadFactReaders()]);
  const opened = openChecked(snapshot, readers);
  const source = { ...opened, readAt: opened.header.startedAt };
  const report = buildReport(source, readers, catalogue, evaluateOptions(options, catalogue), tool);
  return { report, close: () => opened.close() };
}

type Catalogue = Parameters<typeof buildReport>[2];

function evaluateOptions(options: JudgeOptions, catalogue: Catalogue): EvaluateOptions {
  const wanted = options.requirements ?? "pci-dss-4.0.1";
  const requirements = typeof wanted === "string" ? catalogue.requirements(wanted) : { id: "custom", ...wanted };
  if (!requirements) {
    throw new RangeError(`no requirement set of that name; there are ${catalogue.requirementIds.join(", ")}`);
  }
  const { declared = [], waivers = [], policies = [] } = options;
  return { requirements, declared, waivers, policies };
}

export type { Declared, OwnPolicy, Waiver } from "./evaluate/options.ts";
export type { JsonReport } from "./report/schema.ts";
export type { Progress } from "./sweep/progress.ts";
export type { Selection } from "../providers/contract.ts";
export type * from "./model/audit.ts";
export type * from "./model/cluster.ts";
export type * from "./model/evidence.ts";
export type * from "./model/fact.ts";
export type * from "./model/report.ts";
export type * from "./model/result.ts";
export type * from "./model/trail.ts";
