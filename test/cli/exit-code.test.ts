import { describe, expect, it } from "vitest";
import { exitCodeOf, type Threshold } from "../../src/cli/exit-code.ts";
import type { LedgerStatus } from "../../src/model/evidence.ts";
import type { Report } from "../../src/model/report.ts";
import type { Result } from "../../src/model/result.ts";

function report(results: readonly Partial<Result>[], ledger: readonly LedgerStatus[] = ["read"]): Report {
  return {
    ledger: ledger.map((status) => ({ provider: "eks", scope: "1", location: "l", status, clusters: 0 })),
    *clusters() {
      yield { results };
    },
  } as unknown as Report;
}

const FAIL = { status: "fail", severity: "high" } as const;
const WAIVED = { ...FAIL, waiver: { reason: "", owner: "", until: "" } };
const UNKNOWN = { status: "unknown", severity: "low" } as const;

describe("the exit code", () => {
  it.each<[string, Report, Threshold, number]>([
    ["nothing found", report([{ status: "pass", severity: "high" }]), "high", 0],
    ["no cluster at all", report([]), "high", 0],
    ["a warning", report([{ status: "warn", severity: "high" }]), "low", 0],
    ["a failure at the threshold", report([FAIL]), "high", 1],
    ["a failure above it", report([{ ...FAIL, severity: "critical" }]), "high", 1],
    ["a failure below it", report([FAIL]), "critical", 0],
    ["a failure when nothing counts", report([FAIL]), "never", 0],
    ["a waived failure", report([WAIVED]), "low", 0],
    ["an unknown", report([UNKNOWN]), "high", 3],
    ["an unknown when nothing counts", report([UNKNOWN]), "never", 3],
    ["a refused place", report([], ["read", "refused"]), "high", 3],
    ["a failed place", report([], ["failed"]), "high", 3],
    ["an incomplete place", report([], ["incomplete"]), "high", 3],
    ["a skipped cloud", report([], ["read", "skipped"]), "high", 0],
    ["findings and gaps", report([FAIL, UNKNOWN], ["refused"]), "high", 1],
  ])("for %s", (_, of, failOn, code) => {
    expect(exitCodeOf(of, failOn)).toBe(code);
  });
});
