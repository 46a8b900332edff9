import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsCloud } from "../../src/simulator/aws/index.ts";
import { azureCloud } from "../../src/simulator/azure/index.ts";
import { googleCloud } from "../../src/simulator/google/index.ts";
import { startSimulator, type Simulator } from "../../src/simulator/server.ts";
import { trailproof } from "../support/cli.ts";

const HOSTILE = [
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "a|b`c`",
  "\u001b[31mred\u001b[0m\u001b]8;;http://evil.example\u0007x\u001b]8;;\u0007",
  "line\nbreak\r\n# heading",
  "\u202Eright-to-left\u2066",
  "__proto__",
  "::error::ci",
  "![x](http://evil.example/y.png) @everyone",
];

/** A slash would make another ARM id: Azure cannot return such a name. */
const SLASHLESS = HOSTILE.filter((text) => !text.includes("/"));

const TAGS = HOSTILE.map((text) => [text, text] as const);
const SUBSCRIPTION = "aaaaaaaa-0000-4000-8000-000000000001";

const clouds = [
  awsCloud({
    caller: "111122223333",
    accounts: [
      {
        id: "111122223333",
        denies: [{ operation: "eks:ListClusters", region: "us-east-1", because: `because ${HOSTILE.join(" ")}` }],
        regions: [
          { name: "eu-west-1", clusters: HOSTILE.map((name) => ({ name, logTypes: [], tags: TAGS })) },
          { name: "us-east-1" },
        ],
      },
    ],
  }),
  googleCloud({
    projects: [
      {
        id: "hostile-project",
        number: "500000000001",
        sinks: [
          {
            name: HOSTILE[0] ?? "",
            destination: `logging.googleapis.com/projects/hostile-project/locations/global/buckets/x`,
            filter: HOSTILE.join("\n"),
          },
        ],
        clusters: HOSTILE.map((name) => ({ name, location: "europe-west1", labels: Object.fromEntries(TAGS) })),
      },
    ],
  }),
  azureCloud({
    tenant: "aaaaaaaa-0000-4000-8000-0000000000ff",
    subscriptions: [{ id: SUBSCRIPTION }],
    clusters: SLASHLESS.map((name) => ({
      subscription: SUBSCRIPTION,
      resourceGroup: "rg",
      name,
      location: "westeurope",
      tags: Object.fromEntries(TAGS),
    })),
  }),
];

/** What no output may hold, whatever the names: raw controls but newline, and characters that turn text around. */
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

describe("hostile names", () => {
  const snapshot = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "facts.ndjson");
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator(clouds);
    const { code, stderr } = await trailproof(["scan", "--snapshot", snapshot, "--quiet"], {
      env: { ...simulator.env },
    });
    expect(code, stderr).toBe(1);
  });

  afterAll(() => simulator.close());

  it("are kept as they are, as data", async () => {
    const { stdout } = await trailproof(["evaluate", snapshot, "--format", "json"]);
    const report = JSON.parse(stdout) as { clusters: { name: string; provider: string; labels: object }[] };

    for (const [provider, names, labels] of [
      ["eks", HOSTILE, HOSTILE],
      // Google's client drops this key; no label of Google Cloud can have it.
      ["gke", HOSTILE, HOSTILE.filter((text) => text !== "__proto__")],
      ["aks", SLASHLESS, HOSTILE],
    ] as const) {
      const mine = report.clusters.filter((cluster) => cluster.provider === provider);
      expect(mine.map((cluster) => cluster.name).toSorted(), provider).toEqual(names.toSorted());
      expect(Object.keys(mine[0]?.labels ?? {}).toSorted(), provider).toEqual(labels.toSorted());
    }
  });

  it.each(["table", "json", "markdown"])("stay inert in %s", async (kind) => {
    const { stdout } = await trailproof(["evaluate", snapshot, "--format", kind]);

    expect(RAW.exec(stdout)).toBeNull();
    if (kind !== "json") {
      expect(stdout).not.toMatch(/^# heading/m);
      expect(stdout).not.toMatch(/^::error::/m);
    }
    if (kind === "markdown") {
      const outsideCode = stdout
        .replace(/^( *)(`{3,})[^`]*?\n[\s\S]*?\n\1\2$/gm, "")
        .replace(/(`+)[^`][\s\S]*?\1/g, "");
      expect(outsideCode).not.toContain("<script>");
      expect(outsideCode).not.toMatch(/(?<!\\)!\[x\]\(/);
    }
  });

  it("stay inert in the snapshot, one record a line", () => {
    for (const line of readFileSync(snapshot, "utf8").trimEnd().split("\n"))
      expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it("stay inert in an explanation and in error messages", async () => {
    for (const args of [
      ["explain", HOSTILE[3] ?? "", "CA-SECRET-GET", "--snapshot", snapshot],
      ["explain", "nobody\u001b[31m", "CA-SECRET-GET", "--snapshot", snapshot],
      ["policy", "test", "--profile", "eks\u001b[31m", "get pods"],
      ["policy", "test", "--profile", "eks", "fly pods\u001b[31m\u202E"],
      ["scan", "--format", "\u001b[31mtable"],
      ["\u001b[31mscan"],
    ]) {
      const { stdout, stderr } = await trailproof(args);
      expect(RAW.exec(stdout), args.join(" ")).toBeNull();
      expect(RAW.exec(stderr), args.join(" ")).toBeNull();
    }
  });
});
