import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { known, unknown, type Fact } from "../../src/model/fact.ts";
import { combineSettled, mapSettled, settle, settledValue } from "../../src/model/reason.ts";

function open(call: string): Fact<never> {
  return unknown({ call, on: "scope", reason: `${call} was refused`, permission: call });
}

describe("settle", () => {
  it("gives the verdict of known facts, with their evidence and weakest basis", () => {
    const settled = settle((ask) => ask(known(2, ["e1"]), [0]) + ask(known(3, ["e2"], "documented"), [0]));

    expect(settledValue(settled)).toBe(5);
    expect(settled).toMatchObject({ evidence: ["e1", "e2"], basis: "documented", gaps: [] });
  });

  it("is settled when every value of an unknown fact gives the same verdict", () => {
    const settled = settle((ask) => (ask(known(true), [false]) || ask(open("a"), [true, false]) ? "pass" : "fail"));

    expect(settledValue(settled)).toBe("pass");
  });

  it("is open when the values give different verdicts, and names what would settle it", () => {
    const settled = settle((ask) => (ask(open("logs:DescribeLogGroups"), [true, false]) ? "pass" : "fail"));

    expect(settledValue(settled)).toBeUndefined();
    expect(settled.possible).toEqual(["pass", "fail"]);
    expect(settled.gaps.map((gap) => gap.permission)).toEqual(["logs:DescribeLogGroups"]);
  });

  it("leaves out the unknown facts that make no difference", () => {
    const settled = settle((ask) => {
      ask(open("irrelevant"), [1, 2]);
      return ask(open("decisive"), [true, false]);
    });

    expect(settled.gaps.map((gap) => gap.call)).toEqual(["decisive"]);
  });

  it("gives one fact the same value wherever it is asked in one world", () => {
    const fact = open("a");
    const settled = settle((ask) => ask(fact, [true, false]) === ask(fact, [true, false]));

    expect(settledValue(settled)).toBe(true);
  });

  it("gives one unknown that stands for several things a value for each", () => {
    const fact = open("a");
    const settled = settle((ask) => [ask(fact, ["live", "dead"]), ask(fact, [null, 0])]);

    expect(settled.possible).toHaveLength(4);
    expect(settled.possible).toContainEqual(["live", 0]);
  });

  it("takes two facts that say the same of different things as independent", () => {
    const settled = settle((ask) => ask(open("a"), [true, false]) === ask(open("b"), [true, false]));

    expect(settled.possible.toSorted()).toEqual([false, true]);
    expect(settled.gaps.map((gap) => gap.call).toSorted()).toEqual(["a", "b"]);
  });

  it("stays open, with every gap, when there are too many worlds to try", () => {
    const facts = Array.from({ length: 20 }, (_, index) => open(`fact ${index}`));
    const settled = settle((ask) => facts.map((fact) => ask(fact, [true, false])).length);

    expect(settled.complete).toBe(false);
    expect(settledValue(settled)).toBeUndefined();
    expect(settled.gaps).toHaveLength(20);
  });

  it("agrees with trying every combination", () => {
    const facts = [open("a"), open("b"), open("c")];
    const tables = fc.array(fc.constantFrom("pass", "fail", "warn"), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(tables, (table) => {
        const settled = settle((ask) => table[facts.reduce((sum, fact) => sum * 2 + ask(fact, [0, 1]), 0)]);

        expect(new Set(settled.possible)).toEqual(new Set(table));
        expect(settledValue(settled) !== undefined).toBe(new Set(table).size === 1);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("does not treat a fact that is not applicable as a value", () => {
    const settled = settle((ask) => ask({ state: "not-applicable", reason: "no such thing" }, ["x", "y"]));

    expect(settledValue(settled)).toBeUndefined();
  });
});

describe("combineSettled", () => {
  const worst = (a: number, b: number): number => Math.max(a, b);

  it("is settled when the worst part decides whatever the open ones are", () => {
    const parts = [settle((ask) => ask(open("a"), [1, 2])), settle(() => 3)];

    expect(combineSettled(parts, 0, worst)).toMatchObject({ possible: [3], gaps: [] });
  });

  it("stays open when an open part can be the worst", () => {
    const parts = [settle((ask) => ask(open("a"), [1, 3])), settle(() => 2)];
    const combined = combineSettled(parts, 0, worst);

    expect(combined.possible).toEqual([2, 3]);
    expect(combined.gaps.map((gap) => gap.call)).toEqual(["a"]);
  });

  it("never closes what was not tried to the end", () => {
    const facts = Array.from({ length: 20 }, (_, index) => open(`fact ${index}`));
    const unfinished = settle((ask) => facts.map((fact) => ask(fact, [true, false])).length);

    expect(settledValue(mapSettled(unfinished, () => "pass"))).toBeUndefined();
    expect(settledValue(combineSettled([mapSettled(unfinished, () => 1)], 0, worst))).toBeUndefined();
  });
});

describe("mapSettled", () => {
  it("closes a verdict when the difference does not matter", () => {
    const settled = settle((ask) => ask(open("a"), [1, 2]));

    expect(mapSettled(settled, (value) => value > 0)).toMatchObject({ possible: [true], gaps: [] });
  });
});
