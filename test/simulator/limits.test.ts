import { describe, expect, it } from "vitest";
import { createLimiter } from "../../src/simulator/limits.ts";
import type { SimOperation } from "../../src/simulator/cloud.ts";

function asked(operation: string, scope = "a", location = "x"): SimOperation {
  return { operation, scope, location, target: "", mutating: false };
}

/** How many of so many requests at one moment go beyond the limit. */
function beyond(isBeyond: (asked: SimOperation) => boolean, count: number, one: SimOperation): number {
  return Array.from({ length: count }, () => isBeyond(one)).filter(Boolean).length;
}

describe("a rate that the simulator enforces", () => {
  it("lets a burst through, and then as many as the rate refills", () => {
    let now = 0;
    const isBeyond = createLimiter([{ operation: "logs:Describe*", perSecond: 5, burst: 3 }], () => now);
    expect(beyond(isBeyond, 5, asked("logs:DescribeLogStreams"))).toBe(2);
    now = 400;
    expect(beyond(isBeyond, 5, asked("logs:DescribeLogStreams"))).toBe(3);
    now = 60_000;
    expect(beyond(isBeyond, 5, asked("logs:DescribeLogGroups"))).toBe(2);
  });

  it("counts each scope and location apart, unless it is shared", () => {
    const apart = createLimiter([{ operation: "*", perSecond: 1, burst: 1 }], () => 0);
    expect([apart(asked("a")), apart(asked("a", "b")), apart(asked("a", "a", "y")), apart(asked("a"))]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    const shared = createLimiter([{ operation: "*", perSecond: 1, burst: 1, shared: true }], () => 0);
    expect([shared(asked("a")), shared(asked("a", "b"))]).toEqual([false, true]);
  });

  it("concerns what it names alone", () => {
    const isBeyond = createLimiter([{ operation: "eks:*", perSecond: 1, burst: 1 }], () => 0);
    expect(beyond(isBeyond, 3, asked("logs:DescribeLogGroups"))).toBe(0);
    expect(beyond(isBeyond, 2, asked("eks:ListClusters"))).toBe(1);
    expect(beyond(isBeyond, 2, asked("eks:DescribeCluster"))).toBe(2);
  });
});
