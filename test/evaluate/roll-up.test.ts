import { describe, expect, it } from "vitest";
import { createRollUp } from "../../src/evaluate/roll-up.ts";
import type { LedgerEntry, LedgerStatus } from "../../src/model/evidence.ts";
import type { Result, Status } from "../../src/model/result.ts";

const FRAMEWORK = {
  id: "own",
  version: "1",
  title: "A framework of one's own",
  requirements: [
    { id: "1", summary: "Recorded", controls: ["AUD-ENABLED"], manual: false },
    { id: "2", summary: "Nobody judges it", controls: ["NO-SUCH"], manual: false },
    { id: "3", summary: "Work of people", controls: [], manual: true },
  ],
};

function entry(status: LedgerStatus): LedgerEntry {
  return { provider: "eks", scope: "111122223333", location: "eu-west-1", status, clusters: null };
}

function result(status: Status): Result {
  return {
    cluster: "c",
    control: "AUD-ENABLED",
    status,
    severity: "high",
    basis: "observed",
    message: "It is so.",
    evidence: [],
  };
}

function rolledUp(ledger: readonly LedgerStatus[], ...results: readonly Status[]) {
  const rollUp = createRollUp([FRAMEWORK], ledger.map(entry));
  for (const status of results) rollUp.add([result(status)]);
  return rollUp.report()[0]?.requirements ?? [];
}

describe("a requirement", () => {
  it.each<LedgerStatus>(["refused", "failed", "incomplete"])(
    "is not met while something that was asked for is %s: nobody knows of the clusters there",
    (status) => {
      const [row] = rolledUp(["read", status], "pass", "pass");
      expect(row).toMatchObject({
        status: "unknown",
        reason: "1 of 2 places that were asked for was not read, or not in full",
        clusters: { pass: 2 },
      });
    },
  );

  it.each<Status>(["warn", "not-applicable"])("that is %s as far as was read may be worse", (status) => {
    expect(rolledUp(["read", "refused", "refused"], status)[0]).toMatchObject({
      status: "unknown",
      reason: "2 of 3 places that were asked for were not read, or not in full",
    });
  });

  it.each<Status>(["fail", "unknown"])("that is %s anyhow stays so for its own reasons", (status) => {
    const [row] = rolledUp(["read", "refused"], "pass", status);
    expect(row).toMatchObject({ status });
    expect(row).not.toHaveProperty("reason");
  });

  it("counts for what was read where everything that was asked for was", () => {
    const [row] = rolledUp(["read", "skipped"], "pass");
    expect(row).toMatchObject({ status: "pass" });
    expect(row).not.toHaveProperty("reason");
  });

  it("that no control judges, or that is for people, is what it was", () => {
    expect(rolledUp(["refused"], "pass").map(({ status }) => status)).toEqual(["unknown", "not-evaluated", "manual"]);
  });
});
