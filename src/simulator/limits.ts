import type { Limit, SimOperation } from "./cloud.ts";
import { isLike } from "./pattern.ts";

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** Whether a request goes beyond a limit: one token bucket for each limit, scope and location. */
export function createLimiter(limits: readonly Limit[], nowMs: () => number): (asked: SimOperation) => boolean {
  const buckets = limits.map(() => new Map<string, Bucket>());

  function isBeyond(limit: Limit, index: number, { scope, location }: SimOperation): boolean {
    const key = limit.shared ? "" : JSON.stringify([scope, location]);
    const now = nowMs();
    const bucket = buckets[index]?.get(key) ?? { tokens: limit.burst, filledAtMs: now };
    bucket.tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.filledAtMs) / 1000) * limit.perSecond);
    bucket.filledAtMs = now;
    buckets[index]?.set(key, bucket);
    if (bucket.tokens < 1) return true;
    bucket.tokens -= 1;
    return false;
  }

  return (asked) =>
    limits
      .map((limit, index) => isLike(asked.operation, limit.operation) && isBeyond(limit, index, asked))
      .some(Boolean);
}
