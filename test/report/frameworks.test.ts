import { expect, test } from "vitest";
import type { FrameworkReport } from "../../src/model/report.ts";
import { format as json } from "../../src/report/formats/json.ts";
import { format as markdown } from "../../src/report/formats/markdown.ts";
import { format as table } from "../../src/report/formats/table.ts";
import type { JsonReport } from "../../src/report/schema.ts";
import { clusterReport } from "./support/fake-cluster.ts";
import { fakeReport, renderText } from "./support/fake-report.ts";
import { fine } from "./support/kinds.ts";

const REASON = "1 of 2 places that were asked for was not read, or not in full";

function requirement(id: string, reason?: string): FrameworkReport["requirements"][number] {
  const row = { id, summary: id, status: "unknown" as const, controls: ["AUD-ENABLED"], notEvaluated: [] };
  return { ...row, clusters: { pass: 1 }, ...(reason === undefined ? {} : { reason }) };
}

const report = fakeReport({
  ledger: [],
  frameworks: [
    {
      id: "own",
      version: "1",
      title: "Own",
      requirements: [requirement("a", REASON), requirement("b"), requirement("c", REASON)],
    },
  ],
  count: 1,
  cluster: () => clusterReport(fine({ name: "a", scope: "123456789012", location: "eu-west-1" })),
});

test("every rendering says why requirements are unknown that no cluster leaves open", () => {
  expect(renderText(table, report, { width: 120 })).toContain(
    `    unknown  a, b and c\n             2 because ${REASON}\n`,
  );
  expect(renderText(markdown, report)).toContain(`| \`a\`, \`b\` and \`c\`; 2 because ${REASON} |`);
  const [own] = (JSON.parse(renderText(json, report)) as JsonReport).frameworks;
  expect(own?.requirements.map(({ reason }) => reason)).toEqual([REASON, undefined, REASON]);
});
