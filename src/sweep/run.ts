import { createHash } from "node:crypto";
import type { Answer, Call, Run } from "../../providers/contract.ts";
import type { ClusterRecord, ResourceRecord } from "../model/cluster.ts";
import type { Evidence, LedgerEntry, Outcome } from "../model/evidence.ts";
import type { Gap } from "../model/fact.ts";
import { createBudgets, type Budgets } from "./budget.ts";
import { DEFAULT_RETRY, tryCall, type RetryPolicy } from "./call.ts";
import { newProgress, type Progress } from "./progress.ts";

/** Where a run's records go, in the order they are read. */
export interface RecordSink {
  evidence(record: Evidence): void;
  cluster(record: ClusterRecord): void;
  resource(record: ResourceRecord): void;
  ledger(entry: LedgerEntry): void;
}

export interface RunOptions {
  readonly sink: RecordSink;
  readonly signal: AbortSignal;
  readonly env: { readonly [name: string]: string | undefined };
  readonly now: () => Date;
  readonly retry?: Partial<RetryPolicy>;
  readonly budgets?: Budgets;
  readonly progress?: Progress;
}

/** A run, and the same run seen from one place with a deadline of its own. */
export interface SweepRun extends Run {
  within(signal: AbortSignal): Run;
  readonly progress: Progress;
}

export function createRun(options: RunOptions): SweepRun {
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  const budgets = options.budgets ?? createBudgets();
  const progress = options.progress ?? newProgress();
  const resources = new Map<string, Promise<ResourceRecord>>();

  function within(signal: AbortSignal): Run {
    const timesCalled = new Map<string, number>();
    return {
      signal,
      env: options.env,
      now: options.now,
      call: (call) => makeCall(call, signal, timesCalled),
      cluster(record) {
        progress.clusters += 1;
        options.sink.cluster(record);
      },
      resource(id, read) {
        const found = resources.get(id);
        if (found) return found;
        const reading = read().then((record) => {
          options.sink.resource(record);
          return record;
        });
        resources.set(id, reading);
        return reading;
      },
      ledger: (entry) => options.sink.ledger(entry),
    };
  }

  async function makeCall<T>(call: Call<T>, signal: AbortSignal, timesCalled: Map<string, number>): Promise<Answer<T>> {
    const id = evidenceId(call, timesCalled);
    const tried = await tryCall(call, signal, budgets, retry, progress);
    const excerpt = tried.ok ? call.excerpt?.(tried.value) : { reason: tried.why.reason };
    options.sink.evidence({
      id,
      operation: call.operation,
      scope: call.scope,
      location: call.location,
      ...(call.target === undefined ? {} : { target: call.target }),
      at: utcSeconds(options.now()),
      outcome: tried.ok ? "ok" : tried.why.outcome,
      ...(excerpt === undefined ? {} : { excerpt }),
    });
    if (tried.ok) return { ok: true, value: tried.value, evidence: id };
    progress.failures += 1;
    return { ok: false, outcome: tried.why.outcome, gap: gapOf(call, tried.why), evidence: id };
  }

  return { ...within(options.signal), within, progress };
}

function gapOf(call: Call<unknown>, why: { outcome: Outcome; reason: string; permission?: string; on?: string }): Gap {
  const gap = { call: call.operation, on: why.on ?? call.scope, reason: why.reason };
  return why.outcome === "denied" ? { ...gap, permission: why.permission ?? call.permission } : gap;
}

/** Made of what was asked, so that the same landscape gives the same ids whatever the order of the answers. */
function evidenceId(call: Call<unknown>, timesCalled: Map<string, number>): string {
  const asked = JSON.stringify([call.operation, call.scope, call.location, call.target ?? ""]);
  const times = timesCalled.get(asked) ?? 0;
  timesCalled.set(asked, times + 1);
  return `e${createHash("sha256")
    .update(`${asked}${times || ""}`)
    .digest("hex")
    .slice(0, 12)}`;
}

/** The time in UTC, whole seconds, as `2026-11-24T10:00:00Z`. */
export function utcSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
