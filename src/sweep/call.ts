import { setTimeout as sleep } from "node:timers/promises";
import type { Call, Explained } from "../../providers/contract.ts";
import type { Budgets } from "./budget.ts";
import type { Progress } from "./progress.ts";

/** Settings of the one retry layer. */
export interface RetryPolicy {
  readonly attempts: number;
  /** More tries for a cloud that asks to slow down: that is our doing, not a fault. */
  readonly attemptsThrottled: number;
  readonly baseMs: number;
  readonly baseThrottledMs: number;
  readonly longestWaitMs: number;
  readonly attemptTimeoutMs: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 4,
  attemptsThrottled: 8,
  baseMs: 200,
  baseThrottledMs: 1000,
  longestWaitMs: 20_000,
  attemptTimeoutMs: 20_000,
  random: Math.random,
};

export type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Explained };

/** What ended the wait for a call, as its abort reason. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
}

/** Makes a call within its budget, again where that may help. */
export async function tryCall<T>(
  call: Call<T>,
  signal: AbortSignal,
  budgets: Budgets,
  retry: RetryPolicy,
  progress: Progress,
): Promise<Tried<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = await attemptOnce(call, signal, budgets, retry, progress);
    if (tried.ok) return tried;
    const { why } = tried;
    if (why.outcome === "throttled") progress.throttled += 1;
    const most = why.outcome === "throttled" ? retry.attemptsThrottled : retry.attempts;
    if (!why.again || attempt >= most || signal.aborted) return tried;
    const waitMs = why.retryAfterMs ?? backoffMs(why, attempt, retry);
    if (why.outcome === "throttled") budgets.hold(call.budget, waitMs);
    try {
      await sleep(waitMs, undefined, { signal });
    } catch {
      return signal.reason instanceof DeadlinePassed ? tried : { ok: false, why: stopped(signal) };
    }
  }
}

async function attemptOnce<T>(
  call: Call<T>,
  signal: AbortSignal,
  budgets: Budgets,
  retry: RetryPolicy,
  progress: Progress,
): Promise<Tried<T>> {
  let timeout: AbortSignal | undefined;
  try {
    const value = await budgets.run(call.budget, signal, () => {
      progress.calls += 1;
      timeout = AbortSignal.timeout(retry.attemptTimeoutMs);
      return call.attempt(AbortSignal.any([signal, timeout]));
    });
    return { ok: true, value };
  } catch (error) {
    if (signal.aborted) return { ok: false, why: stopped(signal) };
    if (timeout?.aborted) {
      const reason = `no answer within ${retry.attemptTimeoutMs / 1000} s`;
      return { ok: false, why: { outcome: "timed-out", reason, again: false } };
    }
    return { ok: false, why: call.explain(error) };
  }
}

function stopped(signal: AbortSignal): Explained {
  if (signal.reason instanceof DeadlinePassed) {
    return { outcome: "timed-out", reason: signal.reason.message, again: false };
  }
  return { outcome: "cancelled", reason: "interrupted before it was read", again: false };
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ (2015). */
function backoffMs(why: Explained, attempt: number, retry: RetryPolicy): number {
  const base = why.outcome === "throttled" ? retry.baseThrottledMs : retry.baseMs;
  return retry.random() * Math.min(base * 2 ** (attempt - 1), retry.longestWaitMs);
}
