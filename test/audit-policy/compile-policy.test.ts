import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { compilePolicy, parsePolicy, type CompiledPolicy, type Policy } from "../../src/audit-policy/index.ts";
import { linearMatcher } from "../../src/audit-policy/matching/linear-matcher.ts";
import { hasGroupWildcard } from "../../src/audit-policy/kubernetes-version.ts";
import type { AuditRequest } from "../../src/model/audit.ts";
import { expected, readLines, VERSIONS, type DecisionVector, type PolicyVector } from "./vectors.ts";

const policies = readLines("audit-policy/policies.jsonl.gz").map((line): PolicyVector => JSON.parse(line));
const vectors = readLines("audit-policy/decisions.jsonl.gz").map((line): DecisionVector => JSON.parse(line));
const byId = new Map(policies.map((vector) => [vector.id, vector]));

test("all vectors are there", () => {
  expect([policies.length, vectors.length]).toEqual([212, 9724]);
});

describe.each(VERSIONS)("Kubernetes %s", (kubernetes) => {
  const compiled = new Map<string, CompiledPolicy>();
  const linear = new Map<string, (request: AuditRequest) => number>();

  function prepared(id: string): { policy: CompiledPolicy; match: (request: AuditRequest) => number } {
    const vector = byId.get(id);
    if (vector === undefined) throw new Error(`no policy ${id}`);
    const policy = compiled.get(id) ?? compilePolicy(vector.policy, { kubernetes });
    const match = linear.get(id) ?? linearMatcher(vector.policy.rules, hasGroupWildcard(kubernetes));
    compiled.set(id, policy);
    linear.set(id, match);
    return { policy, match };
  }

  test("decides every vector as the API server does", () => {
    const mismatches: unknown[] = [];
    let decided = 0;
    for (const vector of vectors) {
      const want = expected(vector, kubernetes);
      if ("rejected" in want) continue;
      decided += 1;
      const { policy, match } = prepared(vector.policy);
      const got = policy.decide(vector.request);
      if (!isDeepStrictEqual(got, want) || match(vector.request) !== want.rule)
        mismatches.push({ id: vector.id, got, want });
    }
    expect(mismatches.slice(0, 5)).toEqual([]);
    expect(decided).toBe(kubernetes === "1.37" ? 9724 : 9268);
  });

  test("accepts the policies that the version accepts", () => {
    const wrong = policies.filter((vector) => {
      const { ok } = parsePolicy(JSON.stringify(vector.policy), { kubernetes });
      return vector.validate && ok !== vector.acceptedBy.includes(kubernetes);
    });
    expect(wrong.map((vector) => vector.id)).toEqual([]);
  });
});

const ANYONE: AuditRequest = { verb: "get", resourceRequest: true };

test("a request may leave out everything that is optional", () => {
  const policy: Policy = {
    rules: [{ level: "Request", namespaces: [""], resources: [{ resources: [""] }] }, { level: "Metadata" }],
  };

  const { decide } = compilePolicy(policy);

  expect(decide(ANYONE).rule).toBe(1);
  expect(decide({ verb: "get", resourceRequest: false }).rule).toBe(2);
});

test("the same rule answers with the same frozen object", () => {
  const { decide } = compilePolicy({
    rules: [{ level: "Metadata", omitStages: ["Panic", "Panic"] }],
    omitStages: ["RequestReceived"],
  });

  const decision = decide(ANYONE);

  expect(decide({ ...ANYONE, verb: "list" })).toBe(decision);
  expect(Object.isFrozen(decision) && Object.isFrozen(decision.omitStages)).toBe(true);
  expect(decision.omitStages).toEqual(["Panic", "RequestReceived"]);
});

test("names of object members are ordinary values", () => {
  const names = ["__proto__", "constructor", "hasOwnProperty", "toString"];
  const policy: Policy = {
    rules: [
      { level: "Request", users: names },
      { level: "Metadata", verbs: names },
    ],
  };

  const { decide } = compilePolicy(policy);

  expect(names.map((user) => decide({ ...ANYONE, user }).rule)).toEqual([1, 1, 1, 1]);
  expect(names.map((verb) => decide({ ...ANYONE, verb }).rule)).toEqual([2, 2, 2, 2]);
  expect(decide({ ...ANYONE, user: "valueOf", verb: "valueOf" }).rule).toBe(0);
});

test.each(["", "1", "x.y", "36"])("%j is no Kubernetes version", (kubernetes) => {
  expect(() => compilePolicy({ rules: [] }, { kubernetes })).toThrow(TypeError);
});

test.each([
  ["1.35", 0],
  ["1.35.10", 0],
  ["v1.36.0", 1],
  ["1.36.1-gke.100", 1],
  ["2.0", 1],
])("in Kubernetes %s the group * is rule %i for apps", (kubernetes, rule) => {
  const { decide } = compilePolicy({ rules: [{ level: "Request", resources: [{ group: "*" }] }] }, { kubernetes });

  expect(decide({ ...ANYONE, apiGroup: "apps" }).rule).toBe(rule);
  expect(decide({ ...ANYONE, apiGroup: "*" }).rule).toBe(1);
});

describe("a policy too large for an index", () => {
  const users = Array.from({ length: 40_000 }, (_, index) => `user-${index}`);
  const policy: Policy = { rules: users.map((user) => ({ level: "Request", users: [user] })) };

  test("is still compiled in time, and answers the same", () => {
    const { decide } = compilePolicy(policy);

    expect(decide({ ...ANYONE, user: "user-39999" }).rule).toBe(40_000);
    expect(decide({ ...ANYONE, user: "nobody" }).rule).toBe(0);
  });

  test("is not made slow by strings full of slashes or by many resources", () => {
    const slashes: Policy = { rules: [{ level: "Request", resources: [{ resources: ["/".repeat(100_000)] }] }] };
    const many: Policy = { rules: [{ level: "Request", resources: [{ resources: users }] }] };

    expect(compilePolicy(slashes).decide({ ...ANYONE, resource: "/".repeat(100_000) }).rule).toBe(1);
    expect(compilePolicy(many).decide({ ...ANYONE, resource: "user-7" }).rule).toBe(1);
  });
});
