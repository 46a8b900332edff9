import { describe, expect, it } from "vitest";
import type { Call, Explained, Run } from "../../providers/contract.ts";
import type { Evidence, LedgerEntry } from "../../src/model/evidence.ts";
import { DeadlinePassed } from "../../src/sweep/call.ts";
import { createRun, type SweepRun } from "../../src/sweep/run.ts";

const BUDGET = { key: "k", perSecond: 1000, burst: 1000, concurrent: 10 };
const QUICK = { baseMs: 1, baseThrottledMs: 1, attemptTimeoutMs: 50, random: () => 0.5 };

class Refusal extends Error {
  readonly why: Explained;
  constructor(why: Explained) {
    super(why.reason);
    this.why = why;
  }
}

function call<T>(attempt: (signal: AbortSignal) => Promise<T>, rest: Partial<Call<T>> = {}): Call<T> {
  return {
    operation: "eks:DescribeCluster",
    permission: "eks:DescribeCluster",
    scope: "111122223333",
    location: "eu-west-1",
    target: "pay",
    budget: BUDGET,
    attempt,
    explain: (error) =>
      error instanceof Refusal ? error.why : { outcome: "failed", reason: String(error), again: false },
    ...rest,
  };
}

interface Kept {
  readonly run: SweepRun;
  readonly evidence: Evidence[];
  readonly ledger: LedgerEntry[];
}

function runWith(signal: AbortSignal = new AbortController().signal): Kept {
  const evidence: Evidence[] = [];
  const ledger: LedgerEntry[] = [];
  const run = createRun({
    sink: {
      evidence: (record) => evidence.push(record),
      cluster: () => undefined,
      resource: () => undefined,
      ledger: (entry) => ledger.push(entry),
    },
    signal,
    env: {},
    now: () => new Date("2026-11-24T10:00:00.789Z"),
    retry: QUICK,
  });
  return { run, evidence, ledger };
}

function failing(times: number, why: Explained): { attempt: () => Promise<string>; tries: () => number } {
  let tries = 0;
  return {
    attempt: async () => {
      tries += 1;
      if (tries <= times) throw new Refusal(why);
      return "answer";
    },
    tries: () => tries,
  };
}

describe("a call", () => {
  it("leaves evidence of a good answer, with whole seconds and the excerpt", async () => {
    const { run, evidence } = runWith();

    const answer = await run.call(call(async () => ({ a: 1, secret: 2 }), { excerpt: ({ a }) => ({ a }) }));

    expect(answer).toMatchObject({ ok: true, evidence: evidence[0]?.id });
    expect(evidence).toEqual([
      {
        id: expect.stringMatching(/^e[0-9a-f]{12}$/) as string,
        operation: "eks:DescribeCluster",
        scope: "111122223333",
        location: "eu-west-1",
        target: "pay",
        at: "2026-11-24T10:00:00Z",
        outcome: "ok",
        excerpt: { a: 1 },
      },
    ]);
  });

  it("becomes an unknown with the permission when it is denied, and is not tried again", async () => {
    const { run, evidence } = runWith();
    const denied = failing(9, { outcome: "denied", reason: "no identity-based policy allows it", again: false });

    const answer = await run.call(call(denied.attempt));

    expect(answer).toMatchObject({
      ok: false,
      outcome: "denied",
      gap: {
        call: "eks:DescribeCluster",
        permission: "eks:DescribeCluster",
        on: "111122223333",
        reason: "no identity-based policy allows it",
      },
    });
    expect(evidence[0]?.outcome).toBe("denied");
    expect(denied.tries()).toBe(1);
  });

  it("names no permission when granting one would not help", async () => {
    const { run } = runWith();

    const answer = await run.call(call(failing(9, { outcome: "malformed", reason: "not JSON", again: false }).attempt));

    expect(answer.ok ? undefined : answer.gap).toEqual({
      call: "eks:DescribeCluster",
      on: "111122223333",
      reason: "not JSON",
    });
  });

  it.each([
    ["throttled", 7],
    ["unavailable", 3],
  ] as const)("is made again when the cloud is %s, and counts once in the evidence", async (outcome, times) => {
    const { run, evidence } = runWith();
    const flaky = failing(times, { outcome, reason: "later", again: true });

    expect(await run.call(call(flaky.attempt))).toMatchObject({ ok: true, value: "answer" });
    expect(evidence).toHaveLength(1);
    expect(run.progress.throttled).toBe(outcome === "throttled" ? times : 0);
  });

  it("gives up after a bounded number of attempts", async () => {
    const { run } = runWith();
    const down = failing(99, { outcome: "unavailable", reason: "503", again: true });

    expect(await run.call(call(down.attempt))).toMatchObject({ ok: false, outcome: "unavailable" });
    expect(down.tries()).toBe(4);
  });

  it("waits as long as the cloud asks, and holds back every call of the same budget", async () => {
    const { run } = runWith();
    const started = performance.now();
    const first = failing(1, { outcome: "throttled", reason: "slow down", again: true, retryAfterMs: 80 });
    const slow = run.call(call(first.attempt));
    await new Promise((resolve) => setTimeout(resolve, 5));

    let secondAt = 0;
    await run.call(call(async () => (secondAt = performance.now())));

    expect(secondAt - started).toBeGreaterThanOrEqual(75);
    expect(await slow).toMatchObject({ ok: true });
  });

  it("ends as timed out when no answer comes", async () => {
    const { run } = runWith();

    const answer = await run.call(call((signal) => hang(signal)));

    expect(answer).toMatchObject({ ok: false, outcome: "timed-out", gap: { reason: "no answer within 0.05 s" } });
  });

  it("ends as cancelled on interruption, and keeps the cloud's own reason when a deadline passes while it waits", async () => {
    const interrupt = new AbortController();
    const interrupted = runWith(interrupt.signal).run.call(call((signal) => hang(signal)));
    interrupt.abort(new Error("interrupted"));
    expect(await interrupted).toMatchObject({ ok: false, outcome: "cancelled" });

    const deadline = new AbortController();
    const throttled = failing(99, {
      outcome: "throttled",
      reason: "it asks to wait an hour",
      again: true,
      retryAfterMs: 3_600_000,
    });
    const waiting = within(runWith().run, deadline.signal).call(call(throttled.attempt));
    await new Promise((resolve) => setTimeout(resolve, 5));
    deadline.abort(new DeadlinePassed("the deadline passed"));
    expect(await waiting).toMatchObject({ ok: false, outcome: "throttled" });
  });

  it("has the same evidence id in every run, and another one for the next page", async () => {
    const [a, b] = [runWith(), runWith()];
    await b.run.call(call(async () => "other", { target: "elsewhere" }));
    await a.run.call(call(async () => "x"));
    await a.run.call(call(async () => "x"));
    await b.run.call(call(async () => "x"));

    expect(a.evidence[0]?.id).toBe(b.evidence[1]?.id);
    expect(a.evidence[1]?.id).not.toBe(a.evidence[0]?.id);
  });
});

describe("a shared resource", () => {
  it("is read and written once, whoever asks first", async () => {
    const { run } = runWith();
    let reads = 0;
    const read = async () => {
      reads += 1;
      return {
        kind: "resource",
        provider: "p",
        id: "r",
        type: "t",
        name: "n",
        scope: "s",
        location: "l",
        facts: {},
      } as const;
    };

    const records = await Promise.all([run.resource("r", read), run.resource("r", read)]);

    expect(reads).toBe(1);
    expect(records[0]).toBe(records[1]);
  });
});

function within(run: SweepRun, signal: AbortSignal): Run {
  return run.within(signal);
}

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}
