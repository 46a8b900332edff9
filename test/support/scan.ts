import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectFacts } from "../../src/cli/facts.ts";
import type { Selection } from "../../providers/contract.ts";
import { evaluate, type JsonReport } from "../../src/index.ts";
import type { Knobs, SimCloud } from "../../src/simulator/cloud.ts";
import { startSimulator, type SeenCall } from "../../src/simulator/server.ts";
import { newProgress, type Progress } from "../../src/sweep/progress.ts";

/** Short waits: the clouds of the tests answer at once. */
export const QUICK = { baseMs: 1, baseThrottledMs: 1, attemptTimeoutMs: 2000 };

export interface Scanned {
  readonly report: JsonReport;
  readonly calls: readonly SeenCall[];
  readonly progress: Progress;
  /** Status of one control of one cluster, by its name. */
  status(cluster: string, control: string): string | undefined;
  result(cluster: string, control: string): JsonReport["results"][number];
}

export interface ScanWith {
  readonly clouds: readonly SimCloud[];
  readonly landscape: { readonly [provider: string]: Selection };
  readonly knobs?: Knobs;
  readonly deadlineMs?: number;
  readonly attemptTimeoutMs?: number;
}

/** Scans simulated clouds in this process: real SDK clients, real sockets. */
export async function scanSimulated(options: ScanWith): Promise<Scanned> {
  const simulator = await startSimulator(options.clouds, options.knobs ?? {});
  const folder = mkdtempSync(join(tmpdir(), "trailproof-test-"));
  const restore = setEnvironment(simulator.env);
  const progress = newProgress();
  try {
    const target = join(folder, "facts.ndjson");
    const { bugs } = await collectFacts({
      asked: Object.entries(options.landscape).map(([provider, selection]) => ({ provider, selection, asked: true })),
      target,
      env: process.env,
      signal: new AbortController().signal,
      deadlineMs: options.deadlineMs ?? 20_000,
      concurrency: 64,
      progress,
      retry: { ...QUICK, ...(options.attemptTimeoutMs ? { attemptTimeoutMs: options.attemptTimeoutMs } : {}) },
    });
    if (bugs.length > 0) throw new AggregateError(bugs, "a reader has a bug");
    return scanned(await evaluate(target), simulator.calls, progress);
  } finally {
    restore();
    rmSync(folder, { recursive: true });
    await simulator.close();
  }
}

function scanned(report: JsonReport, calls: readonly SeenCall[], progress: Progress): Scanned {
  function result(cluster: string, control: string): JsonReport["results"][number] {
    const id = report.clusters.find((row) => row.name === cluster)?.id;
    const found = report.results.find((row) => row.cluster === id && row.control === control);
    if (!found) throw new Error(`no result of ${control} for ${cluster}`);
    return found;
  }
  return { report, calls: [...calls], progress, result, status: (cluster, control) => result(cluster, control).status };
}

const CLOUD_VARIABLE = /^(AWS|AZURE|GOOGLE|GCE|GCLOUD|CLOUDSDK|IDENTITY|MSI|METADATA|TRAILPROOF)_/;

/** Points the SDK clients of this process at a simulator; returns how to undo it. */
export function setEnvironment(env: { readonly [name: string]: string }): () => void {
  const before = Object.entries(process.env).filter(([name]) => CLOUD_VARIABLE.test(name) || name in env);
  for (const [name] of before) delete process.env[name];
  Object.assign(process.env, env);
  return () => {
    for (const name of Object.keys(env)) delete process.env[name];
    for (const [name, value] of before) process.env[name] = value;
  };
}
