import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { requestFromHttp } from "../../src/audit-policy/index.ts";
import { readLines, type HttpVector } from "./vectors.ts";

/** URLs made by changing valid ones at random, with the answers of k8s.io/apiserver v0.37.2 and Go 1.26. */
const FILES = [
  ["audit-policy/request-info.jsonl.gz", 723],
  ["audit-policy/mutated-urls.jsonl.gz", 6000],
] as const;

function answerOf({ method, url }: HttpVector): Readonly<Record<string, unknown>> {
  const result = requestFromHttp(method, url);
  if (result.ok) return { ...result.request, longRunning: result.longRunning };
  if (result.status === 400) return { unparsable: true };
  return { ...result.request, longRunning: result.longRunning, error: result.error };
}

test.each(FILES)("agrees with every vector of %s", (file, count) => {
  const vectors = readLines(file).map((line): HttpVector => JSON.parse(line));
  const mismatches: unknown[] = [];
  for (const vector of vectors) {
    const want = Object.fromEntries(Object.entries(vector.expect).filter(([key]) => key !== "message"));
    const got = answerOf(vector);
    if (!isDeepStrictEqual(got, want)) mismatches.push({ id: vector.id, got, want });
  }
  expect(mismatches.slice(0, 5)).toEqual([]);
  expect(vectors).toHaveLength(count);
});

describe("a timeout", () => {
  test.each(["30s", "1h15m30.5s", "0", "", "-1.5h", "+5ms", "1us", "1µs", ".5s", "1.s"])("of %j is fine", (timeout) => {
    const url = `/api/v1/pods?timeout=${encodeURIComponent(timeout)}`;
    expect(requestFromHttp("GET", url)).toMatchObject({ ok: true, badTimeout: false });
  });

  test.each(["30", "s", "1d", "5 s", "1h1", ".s", "9999999999h", "abc"])(
    "of %j is refused before anyone is known",
    (timeout) => {
      const url = `/api/v1/pods?timeout=${encodeURIComponent(timeout)}`;
      expect(requestFromHttp("GET", url)).toMatchObject({ ok: true, badTimeout: true });
    },
  );

  test("does not matter to a request that stays open", () => {
    expect(requestFromHttp("GET", "/api/v1/pods?watch=1&timeout=abc")).toMatchObject({
      badTimeout: false,
      longRunning: true,
    });
  });
});

test("what is malformed is named, with an example", () => {
  expect(requestFromHttp("G T", "/x")).toMatchObject({ ok: false, error: expect.stringContaining('"G T"') });
  expect(requestFromHttp("GET", "x y")).toMatchObject({
    ok: false,
    error: expect.stringContaining("GET /api/v1/pods"),
  });
});
