import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compilePolicy,
  lintPolicy,
  type LintCode,
  type LintFinding,
  type Policy,
  type PolicyRule,
} from "../../src/audit-policy/index.ts";
import { readProfile } from "./profiles.ts";
import { SMALL_WORLD, smallPolicy } from "./small-world.ts";

const CATCH_ALL: PolicyRule = { level: "Metadata" };

function lint(...rules: PolicyRule[]): readonly LintFinding[] {
  return lintPolicy({ rules: [...rules, CATCH_ALL] });
}

function codes(findings: readonly LintFinding[]): readonly (readonly [LintCode, number])[] {
  return findings.map(({ code, rule }) => [code, rule]);
}

describe("the published profiles", () => {
  test.each(["eks", "gke-kubernetes"] as const)("of %s have nothing odd", (profile) => {
    expect(lintPolicy(readProfile(profile))).toEqual([]);
  });

  test("of AKS have a rule and half a rule that are hidden behind rule 1", () => {
    const findings = lintPolicy(readProfile("aks"));

    expect(codes(findings)).toEqual([
      ["shadowed-part", 5],
      ["unreachable-rule", 7],
    ]);
    expect(findings[0]?.message).toBe(
      'Rule 5 never decides about user "aksService" with verb "get": earlier rules take those requests.',
    );
    expect(findings[1]).toMatchObject({
      message: "Rule 7 never decides: rule 1 takes all its requests.",
      related: [1],
    });
  });
});

describe("a finding is made of", () => {
  test.each<[string, LintCode, PolicyRule[]]>([
    [
      "a rule behind one that takes everything",
      "unreachable-rule",
      [{ level: "Metadata" }, { level: "Request", verbs: ["get"] }],
    ],
    [
      "a rule behind two that take it between them",
      "unreachable-rule",
      [
        { level: "Request", verbs: ["get"] },
        { level: "None", users: ["a"] },
        { level: "RequestResponse", verbs: ["get"], users: ["a"] },
      ],
    ],
    [
      "a value that earlier rules take",
      "shadowed-part",
      [
        { level: "None", verbs: ["get"] },
        { level: "Request", verbs: ["get", "create"] },
      ],
    ],
    ["a rule that changes nothing", "pointless-rule", [{ level: "Metadata", users: ["a"] }]],
    [
      "create of exec without get",
      "create-without-get",
      [{ level: "Request", verbs: ["create"], resources: [{ resources: ["pods/exec"] }] }],
    ],
    [
      "pods without its subresources",
      "subresources-left-out",
      [{ level: "Request", resources: [{ resources: ["pods"] }] }],
    ],
    ["a star among users", "literal-star", [{ level: "Request", users: ["system:*"] }]],
    [
      "a kind in place of a resource",
      "unknown-resource",
      [{ level: "Request", resources: [{ resources: ["Secret"] }] }],
    ],
    [
      "a resource in the wrong group",
      "unknown-resource",
      [{ level: "Request", resources: [{ resources: ["deployments"] }] }],
    ],
    ["*/*", "unknown-resource", [{ level: "Request", resources: [{ group: "apps", resources: ["*/*"] }] }]],
    ["an HTTP method for a resource", "unknown-verb", [{ level: "Request", verbs: ["post"], resources: [{}] }]],
    ["a verb of resources for a URL", "unknown-verb", [{ level: "Request", verbs: ["list"], nonResourceURLs: ["/x"] }]],
    [
      "names for requests without one",
      "names-without-name",
      [
        {
          level: "Request",
          verbs: ["create"],
          resources: [{ resources: ["configmaps"], resourceNames: ["aws-auth"] }],
        },
      ],
    ],
    [
      "failed logins that are lost",
      "failed-authentication-lost",
      [{ level: "Request", verbs: ["get"], omitStages: ["ResponseStarted"] }],
    ],
  ])("%s", (_, code, rules) => {
    expect(lint(...rules).map((finding) => finding.code)).toContain(code);
  });

  test("a policy that ends without a rule for everything", () => {
    expect(lintPolicy({ rules: [{ level: "Request", verbs: ["get"] }] })).toMatchObject([
      { code: "no-catch-all", rule: 0 },
    ]);
  });
});

describe("no finding is made of", () => {
  test.each<[string, PolicyRule[]]>([
    [
      "exec with both verbs",
      [{ level: "Request", verbs: ["create", "get"], resources: [{ resources: ["pods/exec"] }] }],
    ],
    ["pods with all subresources", [{ level: "Request", resources: [{ resources: ["pods/*"] }] }]],
    ["secrets, which have none", [{ level: "Request", resources: [{ resources: ["secrets"] }] }]],
    [
      "custom resources",
      [{ level: "Request", resources: [{ group: "example.com", resources: ["widgets", "Gadgets"] }] }],
    ],
    ["a rule of level None for health checks", [{ level: "None", nonResourceURLs: ["/healthz*"] }]],
    ["a rule that only changes stages", [{ level: "Metadata", users: ["a"], omitStages: ["RequestReceived"] }]],
    [
      "names on a subresource",
      [
        {
          level: "Request",
          verbs: ["create"],
          resources: [{ resources: ["serviceaccounts/token"], resourceNames: ["a"] }],
        },
      ],
    ],
  ])("%s", (_, rules) => {
    expect(lint(...rules)).toEqual([]);
  });
});

test("the group * counts only where the Kubernetes version knows it", () => {
  const policy: Policy = {
    rules: [
      { level: "Request", resources: [{ group: "*" }] },
      { level: "None", resources: [{ group: "apps" }] },
      CATCH_ALL,
    ],
  };

  expect(codes(lintPolicy(policy, { kubernetes: "1.36" }))).toEqual([["unreachable-rule", 2]]);
  expect(codes(lintPolicy(policy, { kubernetes: "1.35" }))).toEqual([]);
});

describe("of any policy", () => {
  test("the rules called unreachable or pointless are exactly those, when every request is tried", () => {
    fc.assert(
      fc.property(smallPolicy, (policy) => {
        const decided = SMALL_WORLD.map(compilePolicy(policy).decide);
        const findings = lintPolicy(policy);
        const reached = new Set(decided.map((decision) => decision.rule));
        for (let rule = 1; rule <= policy.rules.length; rule += 1) {
          const found = findings.filter((finding) => finding.rule === rule).map((finding) => finding.code);
          const without = compilePolicy({ ...policy, rules: policy.rules.toSpliced(rule - 1, 1) });
          const changes = SMALL_WORLD.some((request, index) => without.decide(request).level !== decided[index]?.level);

          expect(found.includes("unreachable-rule")).toBe(!reached.has(rule));
          expect(found.includes("pointless-rule")).toBe(reached.has(rule) && !changes);
        }
      }),
      { seed: 20_261_126, numRuns: 40 },
    );
  });
});
