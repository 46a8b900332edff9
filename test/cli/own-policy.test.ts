import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonReport } from "../../src/index.ts";
import { trailproof, type Ran } from "../support/cli.ts";

const POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
rules:
  - level: None
    resources: [{ group: "", resources: [secrets] }]
  - level: Metadata
`;

describe("a policy file of the user's", () => {
  const folder = mkdtempSync(join(tmpdir(), "trailproof-test-"));

  beforeAll(async () => {
    mkdirSync(join(folder, "settings"));
    writeFileSync(join(folder, "settings", "nothing.yaml"), POLICY);
    writeFileSync(join(folder, "flag.yaml"), POLICY.replace("None", "Metadata"));
    writeFileSync(join(folder, "wrong.yaml"), POLICY.replace("None", "Some").replace("group", "groups"));
    const { code } = await run("demo", "--snapshot", "facts.ndjson", "--quiet", "--format", "json=demo.json");
    expect(code).toBe(0);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function run(...args: string[]): Promise<Ran> {
    return trailproof(args, { cwd: folder });
  }

  function config(file: string): string {
    const path = join(folder, "settings", "trailproof.yaml");
    writeFileSync(path, `policies:\n  - { cluster: "pay*", file: "${file}", note: told by support }\n`);
    return path;
  }

  async function secrets(...args: string[]): Promise<JsonReport["results"][number] | undefined> {
    const { code, stdout, stderr } = await run("evaluate", "facts.ndjson", "--format", "json", ...args);
    expect([code, stderr]).toEqual([1, ""]);
    const report = JSON.parse(stdout) as JsonReport;
    return report.results.find((row) => row.cluster.endsWith("/payments") && row.control === "AUD-SECRETS");
  }

  it("judges the clusters that fit; its path is relative to the configuration, or to where the flag is given", async () => {
    const path = config("nothing.yaml");

    expect(await secrets()).toMatchObject({ status: "pass", basis: "observed" });
    expect(await secrets("--config", path)).toMatchObject({
      status: "fail",
      basis: "declared",
      message: expect.stringContaining("declared for this cluster, nothing.yaml (told by support).") as string,
    });
    expect(await secrets("--config", path, "--policy", "payments=flag.yaml")).toMatchObject({
      status: "pass",
      basis: "declared",
    });
  });

  it("is what explain follows", async () => {
    const what = ["payments", "get secrets/db -n prod", "--snapshot", "facts.ndjson"];
    const { code, stdout } = await run("explain", ...what, "--policy", "payments=settings/nothing.yaml");

    expect(code).toBe(1);
    expect(stdout).toContain("rule 1 of your policy settings/nothing.yaml leaves it out");
  });

  it("that the API server would refuse is a usage error with every problem's place", async () => {
    const refused = await run("evaluate", "facts.ndjson", "--policy", "pay*=wrong.yaml");
    const missing = await run("demo", "--config", config("absent.yaml"));

    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^error: wrong\.yaml:4:\d+: .*Some/m);
    expect(missing).toMatchObject({ code: 2, stdout: "" });
    expect(missing.stderr).toContain(`${join(folder, "settings", "absent.yaml")}: cannot be read (ENOENT)`);
    expect(await run("scan", "--policy", "wrong.yaml")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("expected CLUSTER=FILE, such as") as string,
    });
  });

  it("that fits no cluster is remarked upon", async () => {
    const { stderr } = await run("evaluate", "facts.ndjson", "--policy", "pya*=flag.yaml", "--format", "json=-");

    expect(stderr).toBe("no cluster fits pya*: the policy flag.yaml is not used\n");
  });
});
