import { readFileSync } from "node:fs";
import { expect, expectTypeOf, test } from "vitest";
import type { Evidence, LedgerEntry } from "../../src/model/evidence.ts";
import type {
  ActivityInfo,
  ClusterRow,
  ControlInfo,
  FrameworkReport,
  StoreRow,
  Summary,
} from "../../src/model/report.ts";
import type { CoverageRow, Result } from "../../src/model/result.ts";
import { reportJsonSchema, type JsonReport } from "../../src/report/schema.ts";

/** `readonly` tells nothing about JSON. */
type Plain<T> = T extends object ? { -readonly [key in keyof T]: Plain<T[key]> } : T;
type Row<K extends keyof JsonReport> = JsonReport[K] extends (infer R)[] ? R : never;

test("the rows of the schema have the types of the model", () => {
  expectTypeOf<Row<"ledger">>().toEqualTypeOf<Plain<LedgerEntry>>();
  expectTypeOf<Omit<Row<"clusters">, "state">>().toEqualTypeOf<Omit<Plain<ClusterRow>, "state">>();
  expectTypeOf<Row<"clusters">>().toExtend<Plain<ClusterRow>>();
  expectTypeOf<Row<"results">>().toEqualTypeOf<Plain<Result>>();
  expectTypeOf<Row<"coverage">>().toEqualTypeOf<Plain<CoverageRow>>();
  expectTypeOf<Row<"stores">>().toEqualTypeOf<Plain<StoreRow>>();
  expectTypeOf<Omit<Row<"evidence">, "excerpt">>().toEqualTypeOf<Plain<Omit<Evidence, "excerpt">>>();
  expectTypeOf<Row<"evidence">["excerpt"]>().toEqualTypeOf<Evidence["excerpt"]>();
  expectTypeOf<Row<"frameworks">>().toEqualTypeOf<Plain<FrameworkReport>>();
  expectTypeOf<Row<"controls">>().toEqualTypeOf<Plain<ControlInfo>>();
  expectTypeOf<Row<"activities">>().toEqualTypeOf<Plain<ActivityInfo>>();
  expectTypeOf<JsonReport["summary"]>().toEqualTypeOf<Plain<Summary>>();
});

test("the published schema is the one the code has", () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL("../../schemas/report.schema.json", import.meta.url), "utf8"),
  );
  expect(published).toEqual(reportJsonSchema());
});

test("the published schema lets a later version add fields", () => {
  expect(JSON.stringify(reportJsonSchema())).not.toContain('"additionalProperties":false');
});
