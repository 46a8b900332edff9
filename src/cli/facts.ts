import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FactReader, Reader } from "../../providers/contract.ts";
import { providers } from "../../providers/registry.ts";
import type { ClusterRecord, ResourceRecord } from "../model/cluster.ts";
import { SNAPSHOT_SCHEMA_VERSION } from "../store/records.ts";
import { openSnapshot, type FactCheck, type Snapshot } from "../store/snapshot-reader.ts";
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
}

/** Exceptions that readers threw: bugs, which did not stop the rest. */
export interface Collected {
  readonly bugs: readonly unknown[];
}

/** Reads a landscape into a snapshot. */
export async function collectFacts(options: CollectOptions): Promise<Collected> {
  const parts = await Promise.all(options.asked.map(partOf));
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

async function partOf(asked: Asked): Promise<SweepPart> {
  const reader: Reader = (await (await providerOf(asked.provider)).reader()).reader;
  return { ...asked, reader };
}

function withoutUnset(selection: Asked["selection"]): { [key: string]: string | boolean | string[] } {
  const entries = Object.entries(selection).flatMap(([key, value]) => {
    // An external id is a shared secret of sorts; it stays out of every file.
    if (value === undefined || key === "externalId") return [];
    return [[key, typeof value === "object" ? [...value] : value] as const];
  });
  return Object.fromEntries(entries);
}

async function providerOf(id: string) {
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

/** Opens a snapshot that this process has just written. */
export function openWritten(path: string): Snapshot {
  return openSnapshot(path, "written-here");
}

/** Opens a snapshot, checking every fact against its provider's own shapes. */
export function openChecked(path: string, readers: ReadonlyMap<string, FactReader>): Snapshot {
  return openSnapshot(path, checkWith(readers));
}

function checkWith(readers: ReadonlyMap<string, FactReader>): FactCheck {
  return (record: ClusterRecord | ResourceRecord) => {
    const reader = readers.get(record.provider);
    if (!reader) return `unknown provider ${JSON.stringify(record.provider)}`;
    const shape = "type" in record ? reader.resourceFacts[record.type] : reader.clusterFacts;
    if (!shape) return "unknown resource type";
    const parsed = shape.safeParse(record.facts);
    if (parsed.success) return undefined;
    const issue = parsed.error.issues[0];
    return `facts.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}`;
  };
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
