import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "../../src/simulator/demo/index.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { trailproof, type RunOptions } from "../support/cli.ts";

const recorder = fileURLToPath(new URL("../support/record-modules.ts", import.meta.url));

async function loadedBy(args: readonly string[], options: RunOptions = {}): Promise<string[]> {
  const { stderr } = await trailproof(args, { ...options, node: ["--import", recorder] });
  const urls = stderr.split("\n").flatMap((line) => (line.startsWith("loaded ") ? [line.slice(7)] : []));
  expect(urls.length).toBeGreaterThan(5);
  return urls;
}

const AWS = /node_modules\/(@aws-sdk|@smithy)\//;
const GOOGLE = /node_modules\/(@google-cloud|google-|gaxios|gcp-metadata)/;
const AZURE = /node_modules\/(@azure|@typespec)/;
const YAML = /node_modules\/yaml\//;

describe("what is loaded", () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startDemo();
  });

  afterAll(() => simulator.close());

  it.each([
    ["--version"],
    ["--help"],
    ["scan", "--help"],
    ["preflight", "--help"],
    ["policy", "--help"],
    ["completion", "--help"],
  ])("by %s %s: no SDK, no YAML, no schema library", async (...args) => {
    const urls = await loadedBy(args.filter((arg) => arg !== undefined));

    expect(urls.filter((url) => [AWS, GOOGLE, AZURE, YAML, /node_modules\/zod/].some((one) => one.test(url)))).toEqual(
      [],
    );
  });

  it("by a scan of one cloud: nothing of the others; by evaluate: no SDK at all", async () => {
    const snapshot = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "facts.ndjson");
    const env = { ...simulator.env };
    const scanned = await loadedBy(["scan", "--provider", "eks", "--snapshot", snapshot, "--format", "json"], { env });

    expect(scanned.some((url) => AWS.test(url))).toBe(true);
    expect(scanned.filter((url) => GOOGLE.test(url) || AZURE.test(url))).toEqual([]);
    expect(scanned.filter((url) => /\/providers\/(gke|aks)\/(?!index|landscape)/.test(url))).toEqual([]);

    const evaluated = await loadedBy(["evaluate", snapshot, "--format", "json"]);
    expect(evaluated.filter((url) => [AWS, GOOGLE, AZURE].some((one) => one.test(url)))).toEqual([]);
  });
});
