import * as fc from "fast-check";
import stringWidth from "string-width";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { format } from "../../../src/report/formats/table.ts";
import { clusterReport } from "../support/fake-cluster.ts";
import { fakeReport, renderText } from "../support/fake-report.ts";
import { hiddenIn } from "../support/hidden.ts";
import { hostileReport } from "../support/hostile.ts";
import { fine, open, shortLived, waive } from "../support/kinds.ts";
import { landscape, unlikeLandscape } from "../support/landscapes.ts";

let text: string;

beforeAll(() => {
  text = renderText(format, hostileReport(), { width: 80 });
});

test("looks as in the golden file", async () => {
  await expect(text).toMatchFileSnapshot("../__golden__/report.txt");
});

test("looks as in the golden file with many clusters", async () => {
  await expect(renderText(format, landscape(500))).toMatchFileSnapshot("../__golden__/many.txt");
});

test.each([60, 80, 100, 200])("stays within %i columns, commands apart", (width) => {
  for (const report of [hostileReport(), landscape(12), landscape(500), unlikeLandscape(60)]) {
    const rendered = renderText(format, report, { width });
    expect(widerThan(width, rendered)).toEqual([]);
  }
});

test("any name fits and hides nothing", () => {
  const anyName = fc.oneof(
    fc.string({ unit: "binary", maxLength: 120 }),
    fc.string({ unit: "grapheme", maxLength: 120 }),
  );
  fc.assert(
    fc.property(anyName, (name) => {
      const place = { name, scope: name, location: name };
      const kinds = [shortLived(place), open(place, name), waive(shortLived(place), "LOG-RETENTION", name, name)];
      const rendered = renderText(
        format,
        fakeReport({
          ledger: [{ provider: name, scope: name, location: name, status: "failed", clusters: null, reason: name }],
          count: kinds.length,
          cluster: (index) => clusterReport(kinds[index] ?? fine(place)),
        }),
      );
      expect(widerThan(80, rendered)).toEqual([]);
      expect(hiddenIn(rendered, "\n")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("a command is broken only where a shell allows it", () => {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.includes("→ aws eks update-cluster-config"));
  const command = lines
    .slice(start, start + 3)
    .join("\n")
    .replace(/^\s*→ /, "");
  expect(command.replaceAll(/ \\\n\s+/g, " ")).toBe(
    `aws eks update-cluster-config --name shop --region eu-west-1 --logging '{"clusterLogging":[{"types":["audit"],"enabled":true}]}'`,
  );
});

test("names start no section and no command of a CI log", () => {
  expect(hiddenIn(text, "\n")).toEqual([]);
  expect(text).not.toMatch(/^\s*::|##\[/m);
  const starts = new Set(text.split("\n").flatMap((line) => /^[A-Z][A-Z ]*[A-Z](?= {2})/.exec(line) ?? []));
  const sections = ["NOT READ", "CLUSTERS", "WHAT TO DO FIRST", "NOT RECORDED", "UNKNOWN", "WAIVED", "FRAMEWORKS"];
  const marks = ["FAIL", "OPEN", "WARN"];
  expect([...starts].filter((start) => !marks.includes(start))).toEqual(sections);
});

test("causes come before what follows from them, the unknown is grouped by what is missing", () => {
  expect(text).toMatch(/1 {2}FAIL critical {2}AUD-ENABLED on 1 cluster, 10 more findings follow/);
  expect(text).not.toMatch(/^ ?\d+ {2}FAIL .*LOG-DELIVERED/m);
  expect(text).toContain("3 unknown on 1 cluster: grant logging.sinks.list on folders/213");
});

test("what was accepted stays visible and is no finding", () => {
  expect(text).toContain("LOG-RETENTION (fail) until 2027-01-31, platform team: Kept in the SIEM");
  expect(text).toMatch(/^ok\* +data /m);
});

test("stays readable with five hundred clusters", () => {
  expect(lineCount(landscape(500))).toBeLessThan(130);
  expect(lineCount(unlikeLandscape(500))).toBeLessThan(200);
  expect(lineCount(landscape(20_000))).toBeLessThan(130);
});

test("colour only adds to what is there without it", () => {
  const coloured = renderText(format, landscape(12), { colour: true });
  expect(coloured).toContain("\u001b[31mFAIL\u001b[39m");
  expect(stripVTControlCharacters(coloured)).toBe(renderText(format, landscape(12)));
});

test("says so when nothing was found", () => {
  const empty = fakeReport({ ledger: [], frameworks: [], count: 0, cluster: () => clusterReport(fine(NONE)) });
  expect(renderText(format, empty)).toMatchInlineSnapshot(`
    "trailproof 0.1.0, read 2026-11-24T10:00:00Z
    Asked for: pci-dss-4.0.1, 90 days hot and 365 in total.

    No cluster was found. No place was read.

    Results: 0 fail, 0 warn, 0 unknown, 0 pass, 0 not applicable, 0 waived.
    "
  `);
});

const NONE = { name: "", scope: "", location: "" };

function widerThan(width: number, rendered: string): string[] {
  const lines = rendered.split("\n");
  const isCommand = (index: number): boolean =>
    (lines[index] ?? "").includes("→ ") || (lines[index - 1] ?? "").endsWith(" \\");
  return lines.filter((line, index) => stringWidth(line) > width && !isCommand(index));
}

function lineCount(report: Parameters<typeof format.render>[0]): number {
  return renderText(format, report).split("\n").length;
}
