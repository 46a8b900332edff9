import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compilePolicy, parsePolicy, requestFromHttp } from "../src/audit-policy/index.ts";
import { evaluate, openReport, scan, version } from "../src/index.ts";
import { awsCloud } from "../src/simulator/aws/index.ts";
import { demoAws } from "../src/simulator/demo/aws.ts";
import { startSimulator, type Simulator } from "../src/simulator/server.ts";
import { setEnvironment } from "./support/scan.ts";

/** In the region that is scanned. */
const NAMES = (demoAws.accounts[0]?.regions.find((region) => region.name === "eu-west-1")?.clusters ?? [])
  .map((cluster) => cluster.name)
  .toSorted();

describe("the library", () => {
  const snapshot = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "facts.ndjson");
  let simulator: Simulator;
  let restore: () => void;

  beforeAll(async () => {
    simulator = await startSimulator([awsCloud(demoAws)]);
    restore = setEnvironment(simulator.env);
  });

  afterAll(async () => {
    restore();
    await simulator.close();
  });

  it("scans, and evaluates the facts again to the same report", async () => {
    const scanned = await scan({ landscape: { eks: { regions: ["eu-west-1"] } }, snapshot });

    expect(scanned.clusters.map((cluster) => cluster.name)).toEqual(NAMES);
    expect(await evaluate(snapshot)).toEqual(scanned);
  });

  it("gives reports and snapshots that fit the published schemas", async () => {
    const ajv = new Ajv.default({ strict: false, validateFormats: false });
    const schema = (name: string) =>
      ajv.compile(JSON.parse(readFileSync(new URL(`../schemas/${name}`, import.meta.url), "utf8")) as object);
    const [report, record] = [schema("report.schema.json"), schema("snapshot.schema.json")];

    expect(report(await evaluate(snapshot)), JSON.stringify(report.errors)).toBe(true);
    for (const line of readFileSync(snapshot, "utf8").trimEnd().split("\n")) {
      expect(record(JSON.parse(line)), `${line}: ${JSON.stringify(record.errors)}`).toBe(true);
    }
    expect(report({})).toBe(false);
  });

  it("judges by other requirements, waivers and declared facts", async () => {
    const strict = await evaluate(snapshot, { requirements: { hotDays: 4000, totalDays: 4000 } });
    const waived = await evaluate(snapshot, {
      waivers: [
        { control: "AUD-ENABLED", cluster: "sandbox", reason: "test bed", owner: "platform", until: "2999-01-01" },
      ],
    });

    const id = strict.clusters.find((cluster) => cluster.name === "payments")?.id;
    expect(strict.results.find((row) => row.cluster === id && row.control === "LOG-RETENTION")?.status).toBe("fail");
    expect(waived.summary.results.waived).toBe(1);
    await expect(evaluate(snapshot, { requirements: "pci" })).rejects.toThrow("pci-dss-4.0.1");
  });

  it.each([
    ["hipaa-documentation", "--retention-in-days 2192"],
    [{ hotDays: 90, totalDays: 800 }, "--retention-in-days 1096"],
  ])("helps with as many days as are asked for: %j", async (requirements, command) => {
    const { clusters, results } = await evaluate(snapshot, { requirements });

    const id = clusters.find((cluster) => cluster.name === "payments")?.id;
    expect(results.find((row) => row.cluster === id && row.control === "LOG-RETENTION")?.remedy).toContain(command);
  });

  it("walks a report cluster by cluster", async () => {
    const { report, close } = await openReport(snapshot);

    expect([...report.clusters()].map(({ cluster }) => cluster.name)).toHaveLength(NAMES.length);
    close();
  });

  it("says its version", () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("reads, compiles and asks a policy as the contract shows it", () => {
    const parsed = parsePolicy(
      "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: Metadata, verbs: [get] }]\n",
    );
    if (!parsed.ok) throw new Error("the policy is refused");
    const { decide } = compilePolicy(parsed.policy, { kubernetes: "1.34" });
    const asked = requestFromHttp("GET", "/api/v1/namespaces/pay/secrets/db");

    expect(
      decide({
        user: "u",
        groups: [],
        verb: "get",
        apiGroup: "",
        apiVersion: "v1",
        resource: "pods",
        subresource: "",
        namespace: "",
        name: "x",
        resourceRequest: true,
        path: "",
      }),
    ).toEqual({ level: "Metadata", rule: 1, omitStages: [], omitManagedFields: false });
    expect(asked).toMatchObject({ ok: true });
    expect(parsePolicy("rules: 7")).toMatchObject({ ok: false, problems: [{ line: 1, column: 1 }] });
  });
});
