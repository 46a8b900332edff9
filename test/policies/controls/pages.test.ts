import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { controls } from "../../../policies/registry.ts";
import type { Framework } from "../../../src/evaluate/catalogue.ts";
import { catalogue } from "../../support/trails.ts";

const folder = fileURLToPath(new URL("../../../docs/controls/", import.meta.url));
const HEADINGS = [
  "Statement",
  "Why",
  "How it is decided",
  "What it cannot see",
  "Remediation",
  "Frameworks",
  "Sources",
];
const ids = Object.keys(controls);

function pageOf(id: string): string {
  return readFileSync(`${folder}${id.toLowerCase()}.md`, "utf8");
}

/** The text below a heading. */
function partOf(page: string, heading: string): string {
  const [, text = ""] = page.split(`\n## ${heading}\n\n`);
  return text.split("\n## ")[0]?.trim() ?? "";
}

/** One line per framework that asks for a control. */
function mappingOf(id: string, frameworks: readonly Framework[]): string {
  const lines = frameworks.flatMap(({ title, requirements }) => {
    const asked = requirements.filter((row) => row.controls.includes(id)).map((row) => row.id);
    return asked.length > 0 ? [`- ${title}: ${asked.join(", ")}`] : [];
  });
  return lines.join("\n");
}

describe("the pages of the controls", () => {
  it("are one for each control, and no others", () => {
    expect(readdirSync(folder).toSorted()).toEqual(ids.map((id) => `${id.toLowerCase()}.md`).toSorted());
  });

  it.each(ids)("have the same headings, each with something below: %s", (id) => {
    const page = pageOf(id);

    expect(page.split("\n")[0]).toBe(`# ${id}`);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    for (const heading of HEADINGS) expect(partOf(page, heading), heading).not.toBe("");
  });

  it.each(ids)("state the title and the severity of the code: %s", async (id) => {
    const control = (await catalogue()).controls.find((one) => one.id === id);
    const statement = partOf(pageOf(id), "Statement").replaceAll("\n", " ");

    expect(statement).toBe(`${control?.title}. Severity: ${control?.severity}.`);
  });

  it.each(ids)("name a date with every source: %s", (id) => {
    const sources = partOf(pageOf(id), "Sources").split("\n");

    expect(sources.filter((line) => !/^- .+ \((\d{4}-\d{2}|Kubernetes \d\.\d+)\)$/.test(line))).toEqual([]);
  });

  // After a change under policies/frameworks, `npx vitest run test/policies -u` writes these lists anew.
  it.each(ids)("list what policies/frameworks maps: %s", async (id) => {
    const page = pageOf(id);
    const mapping = mappingOf(id, (await catalogue()).frameworks);
    const expected = page.replace(/(\n## Frameworks\n\n)[^#]*(\n## )/, `$1${mapping}\n$2`);

    await expect(expected).toMatchFileSnapshot(`${folder}${id.toLowerCase()}.md`);
  });
});
