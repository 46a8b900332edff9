import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FactReader, Reader } from "../../providers/contract.ts";
import { providers } from "../../providers/registry.ts";
import type { Json } from "../model/json.ts";
import { SNAPSHOT_SCHEMA_VERSION } from "../store/version.ts";
import { createSnapshotWriter } from "../store/snapshot-writer.ts";
import { createRun, utcSeconds } from "../sweep/run.ts";
import type { RetryPolicy } from "../sweep/call.ts";
import type { Progress } from "../sweep/progress.ts";
import { sweep, type SweepPart } from "../sweep/sweep.ts";
import { tool } from "../version.ts";
import type { Asked } from "./landscape-flags.ts";

export interface CollectOptions {
  readonly asked: readonly Asked[];
  /** A path, or the number of an open file. */
  readonly target: string | number;
  readonly env: { readonly [name: string]: string | undefined };
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly concurrency: number;
  readonly progress: Progress;
  readonly now?: () => Date;
  readonly retry?: Partial<RetryPolicy>;
  /** Puts something around each provider's reader. */
  readonly through?: (provider: string, reader: Reader) => Reader;
}

/** Exceptions that readers threw: bugs, which did not stop the rest. */
export interface Collected {
  readonly bugs: readonly unknown[];
}

/** Reads a landscape into a snapshot. */
export async function collectFacts(options: CollectOptions): Promise<Collected> {
  const parts = await Promise.all(options.asked.map((asked) => partOf(asked, options.through)));
  const now = options.now ?? (() => new Date());
  const writer = createSnapshotWriter(options.target, {
    kind: "header",
    schemaVersion: SNAPSHOT_SCHEMA_VERSION,
    tool,
    startedAt: utcSeconds(now()),
    landscape: Object.fromEntries(options.asked.map((one) => [one.provider, withoutUnset(one.selection)])),
  });
  const { env, signal, progress, retry } = options;
  const run = createRun({ sink: writer, signal, env, now, progress, ...(retry ? { retry } : {}) });
  const outcome = await sweep(parts, { run, deadlineMs: options.deadlineMs, concurrency: options.concurrency });
  writer.end();
  return outcome;
}

async function partOf(asked: Asked, through: CollectOptions["through"]): Promise<SweepPart> {
  const reader: Reader = (await (await providerOf(asked.provider)).reader()).reader;
  return { ...asked, reader: through ? through(asked.provider, reader) : reader };
}

function withoutUnset(selection: Asked["selection"]): Json {
  // An external id is a shared secret of sorts; it stays out of every file.
  const entries = Object.entries(selection).filter(([key, value]) => value !== undefined && key !== "externalId");
  return structuredClone(Object.fromEntries(entries)) as Json;
}

export async function providerOf(id: string) {
  const provider = await providers[id]?.();
  if (!provider) throw new Error(`no provider ${id}`);
  return provider;
}

/** How each provider's facts are read; loads no cloud SDK. */
export async function loadFactReaders(
  ids: readonly string[] = Object.keys(providers),
): Promise<Map<string, FactReader>> {
  const entries = ids.map(async (id) => [id, (await (await providerOf(id)).facts()).facts] as const);
  return new Map(await Promise.all(entries));
}

/** A private place for a snapshot that nobody asked to keep; removed when `use` is done. */
export async function withTemporaryFile<T>(use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "trailproof-"));
  try {
    return await use(join(folder, "snapshot.ndjson"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
