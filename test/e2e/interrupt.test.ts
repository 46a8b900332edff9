import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsCloud } from "../../src/simulator/aws/index.ts";
import { startSimulator, type Simulator } from "../../src/simulator/server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One region answers, the other never does. */
const clouds = [
  awsCloud({
    caller: "111122223333",
    accounts: [
      {
        id: "111122223333",
        regions: ["eu-west-1", "us-east-1"].map((name) => ({
          name,
          clusters: [{ name: `in-${name}`, logTypes: ["audit"] }],
        })),
      },
    ],
  }),
];

describe("Ctrl-C", () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator(clouds, {
      faults: [{ operation: "eks:ListClusters", location: "us-east-1", kind: "hang" }],
    });
  });

  afterAll(() => simulator.close());

  it("ends the reading, and the report of what was read is still written", async () => {
    const child = spawn(
      process.execPath,
      [`${root}src/cli/main.ts`, "scan", "--provider", "eks", "--format", "json", "--fail-on", "never"],
      {
        env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...simulator.env },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    await answered(simulator, "eks:DescribeCluster");
    await answered(simulator, "eks:ListClusters", "us-east-1");
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number];

    const report = JSON.parse(Buffer.concat(out).toString("utf8")) as {
      clusters: { name: string }[];
      ledger: { location: string; status: string; reason?: string }[];
    };
    expect(Buffer.concat(err).toString("utf8")).toContain("Interrupted");
    expect(code).toBe(3);
    expect(report.clusters.map((cluster) => cluster.name)).toEqual(["in-eu-west-1"]);
    expect(report.ledger.find((entry) => entry.location === "us-east-1")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("interrupted") as string,
    });
  });
});

/** Waits for a request to have reached the simulator. */
async function answered(simulator: Simulator, operation: string, location?: string): Promise<void> {
  while (
    !simulator.calls.some(
      (call) => call.operation === operation && (location === undefined || call.location === location),
    )
  ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
