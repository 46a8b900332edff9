import PQueue from "p-queue";
import type { Budget } from "../../providers/contract.ts";

/** Lets calls through no faster than their budgets allow, and holds a budget back when the cloud says so. */
export interface Budgets {
  /** Runs `work` when the budget has room. Rejects with the signal's reason when that ends first. */
  run<T>(budget: Budget, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Lets nothing more through this budget for a while: it is what the whole budget was told, not one call. */
  hold(budget: Budget, ms: number): void;
}

export function createBudgets(): Budgets {
  const queues = new Map<string, PQueue>();
  const heldUntil = new Map<string, number>();

  function queueOf(budget: Budget): PQueue {
    const found = queues.get(budget.key);
    if (found) return found;
    const queue = new PQueue({
      concurrency: budget.concurrent,
      intervalCap: budget.burst,
      interval: Math.ceil((budget.burst / budget.perSecond) * 1000),
      // Fixed windows would let two bursts through around the end of one.
      strict: true,
    });
    queues.set(budget.key, queue);
    return queue;
  }

  return {
    run: (budget, signal, work) => queueOf(budget).add(work, { signal }),
    hold(budget, ms) {
      const queue = queueOf(budget);
      const until = performance.now() + ms;
      if (until <= (heldUntil.get(budget.key) ?? 0)) return;
      heldUntil.set(budget.key, until);
      queue.pause();
      const timer = setTimeout(() => {
        if (heldUntil.get(budget.key) === until) queue.start();
      }, ms);
      timer.unref();
    },
  };
}
