import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "../../src/simulator/demo/index.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { trailproof } from "../support/cli.ts";

interface Explained {
  readonly verdict?: string;
  readonly requests: readonly {
    readonly request: string;
    readonly outcome: string;
    readonly links: readonly { readonly link: string; readonly state: string }[];
  }[];
}

describe("explain", () => {
  const snapshot = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "facts.ndjson");
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startDemo();
    await trailproof(["collect", "-o", snapshot, "--quiet"], { env: { ...simulator.env } });
  });

  afterAll(() => simulator.close());

  async function explained(...args: string[]): Promise<{ code: number | null; explained: Explained }> {
    const { code, stdout } = await trailproof(["explain", ...args, "--snapshot", snapshot, "--format", "json"]);
    return { code, explained: JSON.parse(stdout) as Explained };
  }

  it.each([
    ["payments", "CA-SECRET-GET", 0, "recorded"],
    ["payments", "get secrets -n payments", 0, "recorded"],
    ["payments", "GET /healthz", 1, "not recorded"],
    ["sandbox", "CA-SECRET-GET", 1, "not recorded"],
    ["shop", "list secrets -A", 1, "not recorded"],
    ["shop", "create pods/exec", 0, "recorded"],
    ["billing", "EX-ATTACH", 1, "not recorded"],
    ["reports", "delete pods/web -n prod", 1, "not recorded"],
    ["vault", "CA-SECRET-GET", 3, "unknown"],
    ["lab", "get configmaps/x -n prod", 3, "unknown"],
  ])("%s: %s", async (cluster, words, code, outcome) => {
    const found = await explained(cluster, words);

    expect(found.explained.requests.map((request) => request.outcome)).toContain(outcome);
    expect(found.code).toBe(code);
  });

  it("ends a lost request at the link that loses it", async () => {
    const links = async (cluster: string, words: string) =>
      (await explained(cluster, words)).explained.requests[0]?.links
        .filter((link) => link.state === "lost")
        .map((link) => link.link);

    expect(await links("payments", "GET /healthz")).toEqual(["policy"]);
    expect(await links("sandbox", "CA-SECRET-GET")).toEqual(["stream"]);
    expect(await links("reports", "delete pods/web -n prod")).toEqual(["store"]);
  });

  it("takes words apart as a shell gives them", async () => {
    expect((await trailproof(["explain", "payments", "create", "pods/exec", "--snapshot", snapshot])).stdout).toContain(
      "create pods/exec",
    );
  });

  it("reads only what a cluster id needs", async () => {
    const before = simulator.calls.length;
    const { code } = await trailproof(
      ["explain", "arn:aws:eks:eu-west-1:111122223333:cluster/payments", "CA-SECRET-GET"],
      { env: { ...simulator.env } },
    );

    expect(code).toBe(0);
    expect(new Set(simulator.calls.slice(before).map((call) => call.cloud))).toEqual(new Set(["aws"]));
  });

  it.each([
    [["explain", "nobody", "CA-SECRET-GET"], "no cluster nobody among the 16 found"],
    [["explain", "payments", "fly pods"], "For example:"],
  ])("%j is a usage error with a way out", async (args, message) => {
    const { code, stderr } = await trailproof([...args, "--snapshot", snapshot]);

    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
