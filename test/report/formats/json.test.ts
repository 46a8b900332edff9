import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import type { ClusterReport } from "../../../src/model/report.ts";
import { format } from "../../../src/report/formats/json.ts";
import { reportJsonSchema, reportSchema } from "../../../src/report/schema.ts";
import { z } from "zod";
import { clusterReport } from "../support/fake-cluster.ts";
import { fakeReport, renderText } from "../support/fake-report.ts";
import { hiddenIn } from "../support/hidden.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";
import { fine } from "../support/kinds.ts";
import { landscape } from "../support/landscapes.ts";

const KEYS = [
  "schemaVersion",
  "tool",
  "readAt",
  "requirements",
  "required",
  "ledger",
  "clusters",
  "results",
  "coverage",
  "stores",
  "evidence",
  "frameworks",
  "controls",
  "activities",
  "summary",
];

let text: string;

beforeAll(() => {
  text = renderText(format, hostileReport());
});

test("has the shape that is kept in the golden file", async () => {
  const few = HOSTILE.filter((_, index) => [0, 3, 7, 9, 10].includes(index));
  await expect(renderText(format, hostileReport(few))).toMatchFileSnapshot("../__golden__/report.json.golden");
});

test("fits the published schema, and has no field that is not in it", () => {
  const ajv = new Ajv2020({ strict: true });
  const document: unknown = JSON.parse(text);
  expect(ajv.validate(reportJsonSchema(), document), ajv.errorsText()).toBe(true);
  const closed = z.toJSONSchema(reportSchema, { io: "output" });
  expect(new Ajv2020().validate(closed, document), "a field that the schema does not name").toBe(true);
  expect(reportSchema.safeParse(document).error).toBeUndefined();
});

test("keeps the order of its keys, with the summary last", () => {
  expect(Object.keys(JSON.parse(text) as object)).toEqual(KEYS);
});

test("writes one row a line, so that two reports can be compared", () => {
  const lines = text.split("\n");
  expect(lines.filter((line) => line.startsWith("    {")).every((line) => isJson(line.trim().replace(/,$/, "")))).toBe(
    true,
  );
  expect(lines.filter((line) => !/^( {4}\{.*\},?| {2}"\w+": .+| {2}\],?|[{}]?)$/.test(line))).toEqual([]);
});

test("keeps hostile text as it is, in visible characters", () => {
  expect(hiddenIn(text, "\n")).toEqual([]);
  const report = JSON.parse(text) as { clusters: { name: string; labels: object }[] };
  const names = [...hostileReport().clusters()].map(({ cluster }) => cluster.name);
  expect(report.clusters.map(({ name }) => name)).toEqual(names);
});

test("a label called __proto__ survives", () => {
  const labels = Object.fromEntries([["__proto__", "x"]]);
  const cluster = clusterReport({ ...fine({ name: "a", scope: "1", location: "b" }), labels });
  expect(renderText(format, fakeReport({ ledger: [], count: 1, cluster: () => cluster }))).toContain(
    '"labels":{"__proto__":"x"}',
  );
});

test("leaves out what is undefined or not part of the report", () => {
  const cluster = clusterReport(fine({ name: "a", scope: "1", location: "b" }));
  const results = cluster.results.map((result) => ({ ...result, causedBy: undefined, secret: "token" }));
  const odd = JSON.parse(JSON.stringify({ ...cluster, results })) as typeof cluster;
  const written = renderText(format, fakeReport({ ledger: [], count: 1, cluster: () => odd }));
  expect(written).not.toMatch(/undefined|secret/);
});

test("writes what clusters share once", () => {
  const shared = { ...fine({ name: "a", scope: "1", location: "b" }), storeName: "shared" };
  const report = fakeReport({ ledger: [], count: 3, cluster: () => clusterReport(shared) });
  const { stores, evidence } = JSON.parse(renderText(format, report)) as { stores: unknown[]; evidence: unknown[] };
  expect([stores.length, evidence.length]).toEqual([1, 0]);
});

test("an empty report is a document too", () => {
  const report = renderText(
    format,
    fakeReport({ ledger: [], frameworks: [], count: 0, cluster: () => clusterReport(NONE) }),
  );
  expect(reportSchema.safeParse(JSON.parse(report)).success).toBe(true);
  expect(report).toContain('"clusters": [],\n');
});

const NONE = fine({ name: "", scope: "", location: "" });

test("holds one cluster and one chunk at a time, however large the landscape", () => {
  const report = landscape(20_000);
  let longest = 0;
  let total = 0;
  let chunks = 0;
  const heap: number[] = [];
  const heapInUse = heapMeter();
  const write = (chunk: string): void => {
    longest = Math.max(longest, chunk.length);
    total += chunk.length;
    chunks += 1;
    if (chunks % 300 === 0) heap.push(heapInUse());
  };
  format.render(report, { write, width: undefined, colour: false });
  expect(total).toBeGreaterThan(100_000_000);
  expect(longest).toBeLessThan(200_000);
  expect(heap.length).toBeGreaterThan(4);
  const [first = 0, ...later] = heap;
  expect(Math.max(...later) - first).toBeLessThan(5_000_000);
});

test("is done with a cluster before it asks for many more", () => {
  const count = 2000;
  const report = fakeReport({
    ledger: [],
    count,
    cluster: (index) => clusterReport(fine({ name: `c${index}`, scope: "1", location: "b" })),
  });
  let asked = 0;
  let written = 0;
  let furthest = 0;
  function* clusters(): Generator<ClusterReport> {
    for (const cluster of report.clusters()) {
      asked += 1;
      if (asked <= count) furthest = Math.max(furthest, asked - written);
      yield cluster;
    }
  }
  const write = (chunk: string): void => void (written += (chunk.match(/"flavour"/g) ?? []).length);
  format.render({ ...report, clusters }, { write, width: undefined, colour: false });
  expect(asked).toBe(5 * count);
  expect(furthest).toBeLessThan(count / 4);
});

/** Bytes in use once nothing superfluous is left. Node offers collection only to those who ask for it. */
function heapMeter(): () => number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("no garbage collector to call");
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
