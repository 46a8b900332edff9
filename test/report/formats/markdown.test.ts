import { beforeAll, expect, test } from "vitest";
import { format } from "../../../src/report/formats/markdown.ts";
import { renderText } from "../support/fake-report.ts";
import { hiddenIn } from "../support/hidden.ts";
import { hostileReport } from "../support/hostile.ts";
import { landscape, unlikeLandscape } from "../support/landscapes.ts";

let text: string;

beforeAll(() => {
  text = renderText(format, hostileReport());
});

test("looks as in the golden file", async () => {
  await expect(text).toMatchFileSnapshot("../__golden__/report.md");
});

test("has the verdict in its first line, a heading of level three", () => {
  expect(text.split("\n")[0]).toMatch(/^### FAIL: 28 clusters: 8 with failures, 6 open/);
  expect(text).not.toMatch(/^##? /m);
});

test("no table is broken by a name", () => {
  const rows = withoutCode(text)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const cells = rows.map((row) => row.split("|").length - 2);
  expect(rows.length).toBeGreaterThan(30);
  expect(new Set(cells)).toEqual(new Set([7, 5]));
});

test("nothing that strangers wrote is interpreted", () => {
  expect(hiddenIn(text, "\n")).toEqual([]);
  const outside = withoutCode(text).replaceAll(/<\/?(?:details|summary)>/g, "");
  expect(outside).not.toMatch(/[<>@`[\]]|\]\(|www\.\w|https?:|::/);
});

test("every block of code that begins also ends", () => {
  expect(text.match(/^ *```+sh$/gm)?.length).toBe(text.match(/^ *```+$/gm)?.length);
});

test("tells of dispute, waiver, gaps and places that were not read", () => {
  for (const part of [
    "(disputed)",
    "#### Waived",
    "lost at",
    "#### Not read",
    "<details>",
    "`LOG-CENTRAL` (unknown)",
  ]) {
    expect(text).toContain(part);
  }
});

test("stays below the size GitHub takes, and says what it left out", () => {
  const large = renderText(format, unlikeLandscape(2000));
  expect(large.length).toBeLessThanOrEqual(65_000);
  expect(large).toMatch(
    /\nLeft out for want of room: .*\d+ groups of unknowns.*\. The JSON report has everything\.\n$/,
  );
  for (const part of ["#### Fails", "#### Unknown", "Coverage", "Frameworks"]) expect(large).toContain(part);
  expect(large.match(/<details>/g)?.length).toBe(large.match(/<\/details>/g)?.length);
});

test("leaves nothing out of an ordinary landscape", () => {
  const ordinary = renderText(format, landscape(500));
  expect(ordinary).not.toContain("Left out");
  expect(ordinary.length).toBeLessThan(20_000);
});

function withoutCode(markdown: string): string {
  return markdown
    .replaceAll(/^( *)(`{3,})sh\n[^]*?\n\1\2$/gm, "")
    .replaceAll(/<code>[^<]*<\/code>/g, "C")
    .replaceAll(/`[^`\n]*`/g, "C");
}
