import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import * as report from "../../src/report/index.ts";

test("gives every renderer, named as its file is, and the schema", () => {
  const formats = [report.jsonFormat, report.markdownFormat, report.tableFormat];
  const files = readdirSync(new URL("../../src/report/formats", import.meta.url));
  expect(formats.map(({ name }) => `${name}.ts`)).toEqual(files.toSorted());
  expect(report.reportJsonSchema()).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  expect(report.reportSchema.safeParse({}).success).toBe(false);
});
