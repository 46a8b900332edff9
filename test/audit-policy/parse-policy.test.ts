import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { parsePolicy, type ParseResult } from "../../src/audit-policy/index.ts";
import { expected, readLines, VERSIONS, type LoadExpectation, type LoadVector } from "./vectors.ts";

const vectors = readLines("audit-policy/validation.jsonl.gz").map((line): LoadVector => JSON.parse(line));
/** Files made by changing valid ones at random, with the verdicts of k8s.io/apiserver v0.37.2. */
const mutated = readLines("audit-policy/mutated-policies.jsonl.gz").map((line): LoadVector => JSON.parse(line));

function contentOf({ text, textBase64 = "" }: LoadVector): string | Uint8Array {
  return text ?? Buffer.from(textBase64, "base64");
}

function outcomeOf(result: ParseResult): LoadExpectation {
  const warned = result.warnings.length > 0;
  if (result.ok) return { accepted: true, warned, policy: result.policy };
  const failedAt = result.problems[0]?.failedAt ?? "";
  const faults = result.problems.flatMap(({ type, field }) => (type && field ? [{ type, field }] : []));
  return { accepted: false, warned, failedAt, faults };
}

test.each(VERSIONS)("reads every vector as the loader of Kubernetes %s does", (kubernetes) => {
  const mismatches: unknown[] = [];
  for (const vector of vectors) {
    const got = outcomeOf(parsePolicy(contentOf(vector), { kubernetes }));
    const want = expected(vector, kubernetes);
    if (!isDeepStrictEqual(got, want)) mismatches.push({ id: vector.id, got, want });
  }
  expect(mismatches.slice(0, 5)).toEqual([]);
  expect(vectors).toHaveLength(209);
});

test("reads files changed at random as the loader does", () => {
  const mismatches: unknown[] = [];
  for (const vector of mutated) {
    const got = outcomeOf(parsePolicy(contentOf(vector)));
    const want = expected(vector, "1.37");
    if (!isDeepStrictEqual(got, want)) mismatches.push({ id: vector.id, got, want });
  }
  expect(mismatches.slice(0, 5)).toEqual([]);
  expect(mutated).toHaveLength(6000);
});

const HEAD = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n";

describe("positions", () => {
  test.each([
    ["a wrong type", `${HEAD}- level: Metadata\n  users: [a, yes]\n`, 5, 14, "rules[0].users[1]"],
    ["a missing level", `${HEAD}- verbs: [get]\n`, 4, 3, "rules[0].level"],
    ["an unknown level", `${HEAD}- level: Metadata\n- level: All\n`, 5, 10, "rules[1].level"],
    [
      "the second of two groups",
      `${HEAD}- level: None\n  resources:\n  - group: apps\n  - group: apps/v1\n`,
      7,
      12,
      "rules[0].resources[1].group",
    ],
    ["an open bracket", `${HEAD}- level: Metadata\n  verbs: [get\n`, 6, 1, undefined],
    ["an open quote", `${HEAD}- level: "Metadata\n`, 4, 10, undefined],
    ["a tab", `${HEAD}-\tlevel: Metadata\n`, 4, 2, undefined],
    ["an unquoted star", `${HEAD}- level: Metadata\n  verbs: [*]\n`, 5, 11, undefined],
    ["a control character", `${HEAD}- level: Meta\u0007data\n`, 4, 14, undefined],
    ["wide characters before it", `${HEAD}- level: Metadata\n  users: ["😀", true]\n`, 5, 16, "rules[0].users[1]"],
    ["the version", "apiVersion: audit.k8s.io/v1beta1\nkind: Policy\n", 1, 13, "apiVersion"],
    ["JSON", '{"apiVersion": "audit.k8s.io/v1",\n "kind": "Policy", "rules": [{"level": 5}]}', 2, 40, "rules[0].level"],
    ["JSON syntax", '{"apiVersion": "audit.k8s.io/v1",\n "rules": [1,]}', 2, 14, undefined],
    ["no rules", "apiVersion: audit.k8s.io/v1\n", 1, 1, "rules"],
    ["an empty file", "", 1, 1, "apiVersion"],
  ])("point at %s", (_, text, line, column, path) => {
    const result = parsePolicy(text);

    expect(result.ok).toBe(false);
    expect(result.ok ? undefined : result.problems[0]).toMatchObject({
      line,
      column,
      ...(path !== undefined && { path }),
    });
  });

  test("are given for all wrong types and all faults, not only the first", () => {
    const types = parsePolicy(`${HEAD}- level: None\n  users: a\n  verbs: [1]\n`);
    const faults = parsePolicy(`${HEAD}- level: X\n  omitStages: [w]\n- nonResourceURLs: [z]\n`);

    expect(types.ok ? [] : types.problems.map((problem) => [problem.line, problem.path])).toEqual([
      [5, "rules[0].users"],
      [6, "rules[0].verbs[0]"],
    ]);
    expect(faults.ok ? [] : faults.problems.map((problem) => problem.path)).toEqual([
      "rules[0].level",
      "rules[0].omitStages[0]",
      "rules[1].level",
      "rules[1].nonResourceURLs[0]",
    ]);
  });

  test("are given for warnings", () => {
    const { warnings } = parsePolicy(`${HEAD}- level: None\n  level: Metadata\n  groups: [a]\n`);

    expect(warnings).toMatchObject([
      { line: 5, column: 3 },
      { line: 6, column: 3, path: "rules[0].groups", message: expect.stringContaining("Did you mean userGroups?") },
    ]);
  });
});

describe("messages", () => {
  test.each([
    ["users: [no]", "in quotes"],
    ["users: [010]", "in quotes"],
    ["verbs: [*]", '"*"'],
    ['resources: [{group: "apps/v1"}]', "leave out the version"],
    ['resources: [{group: "*"}]', "1.36"],
  ])("say what to do about %s", (line, hint) => {
    const result = parsePolicy(`${HEAD}- level: Metadata\n  ${line}\n`, { kubernetes: "1.35" });

    expect(result.ok ? "" : result.problems[0]?.message).toContain(hint);
  });
});

describe("hostile files", () => {
  const deep = 100_000;
  const bomb = Array.from(
    "bcdefghij",
    (name, index) => `${name}: &${name} [${`*${"abcdefghi"[index]},`.repeat(9)}]\n`,
  ).join("");
  const policy = '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None"}],"x":';

  test.each<readonly [string, string | Uint8Array]>([
    ["brackets", "[".repeat(deep)],
    ["braces", `${HEAD}- level: ${"{a: ".repeat(deep)}`],
    ["dashes", "- ".repeat(deep)],
    ["question marks", "? ".repeat(deep)],
    ["JSON brackets", `{"x":${"[".repeat(deep)}`],
    ["JSON objects", '{"a":'.repeat(deep)],
    ["an alias bomb", `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb}`],
    ["a merge bomb", `a: &a {x: 1}\n${bomb.replaceAll("[", "{<<: [").replaceAll("]", "]}")}`],
    ["an anchor in itself", `${HEAD}- &a [*a]\n`],
    ["a merge of itself", `${HEAD}- &a {<<: *a}\n`],
    ["random bytes", Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919 + 13) % 256)],
    ["compressed data", Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0])],
    ["protobuf", "k8s\0\n\x0f"],
    ["half a character", Uint8Array.from([...new TextEncoder().encode(HEAD), 0xe2, 0x82])],
  ])("%s are refused with a position", (_, content) => {
    const result = parsePolicy(content);

    expect(result.ok).toBe(false);
    const [problem] = result.ok ? [] : result.problems;
    expect(problem?.failedAt).toBe("decode");
    expect(Math.min(problem?.line ?? 0, problem?.column ?? 0)).toBeGreaterThan(0);
  });

  test.each([
    ["YAML", `${HEAD}- level: Metadata\nx: ${"[".repeat(9_999)}${"]".repeat(9_999)}\n`],
    ["JSON", `${policy}${"[".repeat(9_999)}${"]".repeat(9_999)}}`],
  ])("%s nested as deep as the API server reads is read", (_, text) => {
    expect(parsePolicy(text)).toMatchObject({ ok: true, warnings: [{ path: "x" }] });
  });

  test.each([
    ["YAML", `${HEAD}- level: Metadata\nx: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`],
    ["JSON", `${policy}${"[".repeat(10_000)}${"]".repeat(10_000)}}`],
  ])("%s nested one level deeper is not", (_, text) => {
    expect(parsePolicy(text).ok).toBe(false);
  });

  test.each([
    ["rules", HEAD + "- level: Metadata\n  users: [alice, bob]\n".repeat(125_000)],
    ["one name", `${HEAD}- level: Metadata\n  users: [${"a".repeat(10_000_000)}]\n`],
    [
      "one line of JSON",
      `{"apiVersion":"audit.k8s.io/v1","rules":[${'{"level":"None"},'.repeat(250_000)}{"level":"None"}]}`,
    ],
  ])(
    "megabytes of %s are read in seconds",
    (_, text) => {
      expect(parsePolicy(text).ok).toBe(true);
    },
    30_000,
  );
});
