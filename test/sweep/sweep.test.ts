import { describe, expect, it } from "vitest";
import { NoCredential, type Place, type Reader } from "../../providers/contract.ts";
import type { LedgerEntry } from "../../src/model/evidence.ts";
import { createRun } from "../../src/sweep/run.ts";
import { sweep, type SweepOutcome } from "../../src/sweep/sweep.ts";

const PLACES: readonly Place[] = ["a", "b", "c"].map((location) => ({ scope: "s", location }));

interface Swept {
  readonly ledger: LedgerEntry[];
  readonly outcome: SweepOutcome;
}

async function sweepWith(
  reader: Partial<Reader>,
  options: { asked?: boolean; signal?: AbortSignal; deadlineMs?: number } = {},
): Promise<Swept> {
  const ledger: LedgerEntry[] = [];
  const run = createRun({
    sink: {
      evidence: () => undefined,
      cluster: () => undefined,
      resource: () => undefined,
      ledger: (entry) => ledger.push(entry),
    },
    signal: options.signal ?? new AbortController().signal,
    env: {},
    now: () => new Date(0),
  });
  const whole: Reader = {
    async *plan() {
      yield* PLACES;
    },
    read: async (place) => ({ provider: "p", ...place, status: "read", clusters: 1 }),
    ...reader,
  };
  const outcome = await sweep([{ provider: "p", reader: whole, selection: {}, asked: options.asked ?? false }], {
    run,
    deadlineMs: options.deadlineMs ?? 1000,
    concurrency: 2,
  });
  return { ledger, outcome };
}

describe("a sweep", () => {
  it("puts every place into the ledger exactly once, even when it is planned twice", async () => {
    const { ledger } = await sweepWith({
      async *plan() {
        yield* PLACES;
        yield* PLACES;
      },
    });

    expect(ledger.map((entry) => entry.location).toSorted()).toEqual(["a", "b", "c"]);
  });

  it("goes on when a reader has a bug in one place, and hands the bug over", async () => {
    const bug = new TypeError("secret detail");
    const { ledger, outcome } = await sweepWith({
      async read(place) {
        if (place.location === "b") throw bug;
        return { provider: "p", ...place, status: "read", clusters: 0 };
      },
    });

    expect(ledger.filter((entry) => entry.status === "read")).toHaveLength(2);
    const failed = ledger.find((entry) => entry.location === "b");
    expect(failed).toMatchObject({ status: "failed", clusters: null });
    expect(failed?.reason).not.toContain("secret detail");
    expect(outcome.bugs).toEqual([bug]);
  });

  it.each([
    [false, "skipped"],
    [true, "failed"],
  ])("without a credential, asked for %s: %s", async (asked, status) => {
    const { ledger } = await sweepWith(
      {
        async *plan() {
          yield* [];
          throw new NoCredential("nothing in the environment");
        },
      },
      { asked },
    );

    expect(ledger).toEqual([
      { provider: "p", scope: "-", location: "-", status, clusters: null, reason: "nothing in the environment" },
    ]);
  });

  it("ends a place at its deadline and leaves the others alone", async () => {
    const { ledger } = await sweepWith(
      {
        async read(place, run) {
          if (place.location !== "a") return { provider: "p", ...place, status: "read", clusters: 0 };
          const answer = await run.call({
            operation: "x",
            permission: "x",
            scope: "s",
            location: "a",
            budget: { key: "k", perSecond: 10, burst: 10, concurrent: 1 },
            attempt: (signal) =>
              new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
            explain: () => ({ outcome: "failed", reason: "never", again: false }),
          });
          return {
            provider: "p",
            ...place,
            status: "failed",
            clusters: null,
            reason: answer.ok ? "" : answer.gap.reason,
          };
        },
      },
      { deadlineMs: 30 },
    );

    expect(ledger.find((entry) => entry.location === "a")?.reason).toBe(
      "the deadline of 0.03 s for this location passed",
    );
    expect(ledger.filter((entry) => entry.status === "read")).toHaveLength(2);
  });

  it("reports every place that an interruption kept from being read", async () => {
    const interrupt = new AbortController();
    const { ledger } = await sweepWith(
      {
        async read(place) {
          interrupt.abort(new Error("interrupted"));
          return { provider: "p", ...place, status: "read", clusters: 0 };
        },
        async *plan() {
          for (const location of ["a", "b", "c", "d", "e", "f"]) yield { scope: "s", location };
        },
      },
      { signal: interrupt.signal },
    );

    expect(ledger.some((entry) => entry.status === "failed" && entry.reason?.startsWith("interrupted"))).toBe(true);
    expect(ledger.every((entry) => entry.status === "read" || entry.reason?.startsWith("interrupted"))).toBe(true);
  });
});
