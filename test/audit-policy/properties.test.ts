import fc from "fast-check";
import { stringify } from "yaml";
import { describe, expect, test } from "vitest";
import { compilePolicy, parsePolicy, type Policy } from "../../src/audit-policy/index.ts";
import { decideNaively } from "./naive-evaluator.ts";
import { anyPolicy, anyRequest } from "./arbitraries.ts";

const SEED = 20_261_124;

describe("for any policy and request", () => {
  test.each(["1.35", "1.37"])(
    "the compiled policy agrees with the text of the reference, Kubernetes %s",
    (kubernetes) => {
      fc.assert(
        fc.property(anyPolicy, fc.array(anyRequest, { minLength: 20, maxLength: 20 }), (policy, requests) => {
          const { decide } = compilePolicy(policy, { kubernetes });
          for (const request of requests)
            expect(decide(request)).toEqual(decideNaively(policy, request, kubernetes === "1.37"));
        }),
        { seed: SEED, numRuns: 500 },
      );
    },
  );

  test("rules behind a rule that matches everything change nothing", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyRequest, (policy, more, request) => {
        const closed: Policy = { ...policy, rules: [...policy.rules, { level: "Metadata" }] };
        const longer: Policy = { ...closed, rules: [...closed.rules, ...more.rules] };
        expect(compilePolicy(longer).decide(request)).toEqual(compilePolicy(closed).decide(request));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test("a policy of more rules than one word has bits is decided like its parts", () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { minLength: 30, maxLength: 40 }),
        fc.array(anyRequest, { minLength: 20 }),
        (parts, requests) => {
          const policy: Policy = { rules: parts.flatMap((part) => part.rules) };
          const { decide } = compilePolicy(policy);
          for (const request of requests) expect(decide(request)).toEqual(decideNaively(policy, request, true));
        },
      ),
      { seed: SEED, numRuns: 50 },
    );
  });
});

describe("a policy that is printed", () => {
  const printable = anyPolicy
    .filter((policy) => policy.rules.length > 0)
    .map((policy): Policy => ({ apiVersion: "audit.k8s.io/v1", kind: "Policy", ...policy }));

  test.each([
    ["JSON", (policy: Policy) => JSON.stringify(policy)],
    ["indented JSON", (policy: Policy) => JSON.stringify(policy, null, 2)],
    ["YAML 1.1", (policy: Policy) => stringify(policy, { version: "1.1" })],
  ])("as %s reads as the same policy", (_, print) => {
    fc.assert(
      fc.property(printable, (policy) => {
        const once = parsePolicy(print(policy));
        if (!once.ok) throw new Error(JSON.stringify(once.problems));
        const twice = parsePolicy(print(once.policy));
        expect(twice).toEqual(once);
        expect(once.warnings).toEqual([]);
        expect(once.policy.rules).toHaveLength(policy.rules.length);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("the parser never throws", () => {
  function isFine(content: string | Uint8Array): boolean {
    const result = parsePolicy(content);
    return result.ok || result.problems.every(({ line, column, message }) => line > 0 && column > 0 && message !== "");
  }

  test("on any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), isFine), { seed: SEED, numRuns: 2000 });
  });

  test("on any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), isFine), { seed: SEED, numRuns: 2000 });
  });

  test("on any mixture of YAML's own characters", () => {
    const piece = fc.constantFrom(
      ..."- |: |? |, |[|]|{|}|#|&a |*a|!|!!str |!!int |'|\"|\\|\n|\n  |\n- |  |\t|%|%YAML 1.1\n|---\n|...\n|<<: |~|null|yes|1|0x1|.5|a|rules:|level:".split(
        "|",
      ),
      "|",
      ">",
      "\r",
      "\u2028",
      "\ufeff",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
        isFine,
      ),
      { seed: SEED, numRuns: 10_000 },
    );
  });
});
