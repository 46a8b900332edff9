import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("imports nothing by name before it has looked at the release of Node: an old one fails on a name that it lacks", () => {
  const main = readFileSync(new URL("../../src/cli/main.ts", import.meta.url), "utf8");

  expect(main.match(/^import .*$/gm)).toEqual(['import nodeModule from "node:module";']);
});
