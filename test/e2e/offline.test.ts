import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "../../src/simulator/demo/index.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { trailproof } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "trailproof-test-"));
const FORMATS = ["table", "json", "markdown"];

function file(name: string): string {
  return join(folder, name);
}

describe("a snapshot", () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startDemo();
    const outputs = FORMATS.flatMap((kind) => ["--format", `${kind}=${file(`scan.${kind}`)}`]);
    const scanned = await trailproof(["scan", "--snapshot", file("facts.ndjson"), ...outputs], {
      env: { ...simulator.env },
    });
    expect(scanned).toMatchObject({ code: 1, stdout: "" });
    await simulator.close();
  });

  afterAll(() => undefined);

  it.each([
    ["UTC", "C"],
    ["Pacific/Kiritimati", "tr_TR.UTF-8"],
    ["America/St_Johns", "de_DE.UTF-8"],
  ])("gives the bytes of the scan again, offline, in %s and %s", async (TZ, LC_ALL) => {
    for (const kind of FORMATS) {
      // The simulator is closed: any call would fail and show.
      const { code, stdout } = await trailproof(["evaluate", file("facts.ndjson"), "--format", kind], {
        env: { TZ, LC_ALL, LANG: LC_ALL },
      });

      expect(code).toBe(1);
      expect(stdout).toBe(readFileSync(file(`scan.${kind}`), "utf8"));
    }
  });

  it("that is cut says so in the ledger and exits with 3 unless there are findings", async () => {
    const whole = readFileSync(file("facts.ndjson"), "utf8");
    writeFileSync(file("cut.ndjson"), whole.slice(0, whole.lastIndexOf('{"kind":"end"')));
    const { code, stdout } = await trailproof([
      "evaluate",
      file("cut.ndjson"),
      "--format",
      "json",
      "--fail-on",
      "never",
    ]);

    expect(code).toBe(3);
    expect((JSON.parse(stdout) as { ledger: unknown[] }).ledger).toContainEqual(
      expect.objectContaining({ provider: "snapshot", status: "incomplete" }),
    );
  });

  it("goes through a pipe", async () => {
    const { code, stdout } = await trailproof(["evaluate", "-", "--format", "json"], {
      input: readFileSync(file("facts.ndjson"), "utf8"),
    });

    expect(code).toBe(1);
    expect(stdout).toBe(readFileSync(file("scan.json"), "utf8"));
  });

  it("that does not exist, or is none, is a usage error that says what to do", async () => {
    writeFileSync(file("other.txt"), "hello\n");

    expect(await trailproof(["evaluate", file("absent.ndjson")])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("trailproof collect --output") as string,
    });
    expect(await trailproof(["evaluate", file("other.txt")])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(":1:") as string,
    });
  });
});
