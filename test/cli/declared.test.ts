import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadSettings } from "../../src/cli/settings.ts";
import { catalogue } from "../support/trails.ts";

const folder = mkdtempSync(join(tmpdir(), "trailproof-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("takes what is declared of stores from the configuration, and nothing that is not", async () => {
  const config = join(folder, "trailproof.yaml");
  writeFileSync(
    config,
    `declared:
  - { store: "arn:*:stream/siem", hotDays: 90, totalDays: null, watched: true, note: SIEM contract }
  - { store: archive, note: another account }
`,
  );
  const settings = await loadSettings({ config }, []);

  expect(settings.evaluateOptions(await catalogue()).declared).toEqual([
    { store: "arn:*:stream/siem", hotDays: 90, totalDays: null, watched: true, note: "SIEM contract" },
    { store: "archive", note: "another account" },
  ]);
});
