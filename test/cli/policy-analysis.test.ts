import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isInClass, parseRequestWords, type Blindspots, type Difference } from "../../src/audit-policy/index.ts";
import type { AuditRequest } from "../../src/model/audit.ts";
import { TABLE, UNAUTHENTICATED } from "../audit-policy/reference-table.ts";
import { trailproof, type Ran } from "../support/cli.ts";

/** Odd in every way that lint knows, and with names that steer a terminal. */
const ODD = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
  - level: Request
    verb: [create]
    verbs: [create]
    resources: [{ group: "", resources: [pods, pods/exec] }]
  - level: None
    users: ["a\\u001b[31mb\\u202e", "*"]
    namespaces: ["x\\u009b2J"]
  - level: Metadata
    verbs: [creates]
    resources: [{ group: "", resources: [deployments, secrets], resourceNames: [db] }]
  - level: None
    verbs: [create]
    resources: [{ group: "", resources: [pods] }]
`;
const WRONG = ODD.replace("level: Request\n", "level: request\n");
const SIMPLE = `apiVersion: audit.k8s.io/v1
kind: Policy
rules:
  - { level: None, users: [robot], verbs: [get], resources: [{ group: "", resources: [secrets] }] }
  - { level: Metadata }
`;

const folder = mkdtempSync(join(tmpdir(), "trailproof-test-"));

beforeAll(() => {
  for (const [name, text] of Object.entries({ odd: ODD, wrong: WRONG, simple: SIMPLE, "more.1": SIMPLE }))
    writeFileSync(join(folder, `${name}.yaml`), text);
});

afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): Promise<Ran> {
  return trailproof(["policy", ...args], { cwd: folder });
}

describe("transcripts", () => {
  it.each([
    ["matrix", 0, ["matrix"]],
    ["matrix-own", 0, ["matrix", "--profile", "eks", "--file", "simple.yaml", "--every-request"]],
    ["diff-eks-gke", 0, ["diff", "eks", "gke"]],
    ["diff-eks-aks", 0, ["diff", "eks", "aks"]],
    ["diff-gke-aks", 0, ["diff", "gke", "aks"]],
    ["diff-none", 0, ["diff", "simple.yaml", "more.1.yaml"]],
    ["blindspots-aks", 0, ["blindspots", "aks"]],
    ["blindspots-eks", 0, ["blindspots", "eks"]],
    ["blindspots-gke", 0, ["blindspots", "gke"]],
    ["blindspots-words", 0, ["blindspots", "aks", "exec pod/web -n prod"]],
    ["blindspots-own", 0, ["blindspots", "--file", "simple.yaml", "get secrets/db --group ops"]],
    ["blindspots-odd", 0, ["blindspots", "odd.yaml"]],
    ["lint-odd", 1, ["lint", "odd.yaml"]],
    ["lint-simple", 0, ["lint", "simple.yaml"]],
    ["lint-wrong", 2, ["lint", "wrong.yaml"]],
    ["help", 0, ["--help"]],
    ["help-matrix", 0, ["matrix", "--help"]],
    ["help-diff", 0, ["diff", "--help"]],
    ["help-blindspots", 0, ["blindspots", "--help"]],
    ["help-lint", 0, ["lint", "--help"]],
  ])("%s: readable at 80 columns, and harmless for a terminal", async (name, code, args) => {
    const ran = await run(...args);
    const errors = ran.stderr === "" ? "" : ran.stderr.replace(/^(?=.)/gm, "stderr: ");
    const transcript = `$ trailproof policy ${args.join(" ")}\n${ran.stdout}${errors}exit ${ran.code}\n`;

    await expect(transcript).toMatchFileSnapshot(`__golden__/policy-${name}.txt`);
    expect(ran.code).toBe(code);
    expect(ran.stdout.split("\n").filter((line) => stringWidth(line) > 80 && !line.startsWith("  trailproof"))).toEqual(
      [],
    );
    expect(ran.stdout + ran.stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

interface Diff {
  readonly differences: readonly Difference[];
}

function isDifferent(request: AuditRequest, { requests, except }: Difference): boolean {
  return isInClass(request, requests) && !except.some((one) => isInClass(request, { ...requests, ...one }));
}

describe("policy diff", () => {
  const COLUMNS = { eks: 1, gke: 2, aks: 3 } as const;
  const rows = [
    ...TABLE.map((row) => ({ row, parsed: parseRequestWords(row[0]) })),
    ...UNAUTHENTICATED.map((row) => ({
      row,
      parsed: parseRequestWords(row[0], { caller: { user: null, groups: [] } }),
    })),
  ];

  it.each([
    ["eks", "gke"],
    ["eks", "aks"],
    ["gke", "aks"],
  ] as const)(
    "%s %s finds every difference of the reference results, and none that is not one",
    async (left, right) => {
      const { differences } = JSON.parse((await run("diff", left, right, "--format", "json")).stdout) as Diff;
      for (const { row, parsed } of rows) {
        const [before, after] = [row[COLUMNS[left]].split(" ")[0], row[COLUMNS[right]].split(" ")[0]];
        const request = parsed.ok ? parsed.requests[0] : undefined;
        const found = differences.filter((one) => request !== undefined && isDifferent(request, one));

        expect(
          found.map((one) => [one.before.level, one.after.level]),
          row[0],
        ).toEqual(before === after ? [] : [[before, after]]);
      }
    },
  );
});

interface Found {
  readonly parts: readonly (Blindspots["parts"][number] & { readonly activities: readonly string[] })[];
}

describe("policy blindspots", () => {
  it("names aksService reading Secrets unseen, and nothing of the kind for the others", async () => {
    const of = async (profile: string) =>
      (JSON.parse((await run("blindspots", profile, "--format", "json")).stdout) as Found).parts
        .filter((part) => part.activities.some((activity) => activity.startsWith("CA-SECRET-")))
        .map(({ level, rule, text }) => ({ level, rule, text }));

    expect(await of("aks")).toEqual([{ level: "None", rule: 1, text: "get or list by user aksService" }]);
    expect([...(await of("eks")), ...(await of("gke"))]).toEqual([]);
    expect((await run("blindspots", "aks")).stdout).toMatch(
      /by user aksService\n[^\n]*\n(.*\n)*?.*One Secret\s+fetched/,
    );
  });
});

describe("policy matrix", () => {
  it("gives as JSON every request's level and rule, and the least of each activity", async () => {
    const { stdout } = await run("matrix", "--profile", "eks", "--file", "simple.yaml", "--format", "json");
    const { policies, activities } = JSON.parse(stdout) as {
      policies: string[];
      activities: { id: string; levels: (string | null)[]; requests: { answers: unknown[] }[] }[];
    };
    const exec = activities.find((activity) => activity.id === "EX-EXEC-GET");

    expect(policies).toEqual(["eks", "simple.yaml"]);
    expect(exec?.levels).toEqual(["Request", "Metadata"]);
    expect(exec?.requests[0]?.answers).toEqual([
      { level: "Request", rule: 15 },
      { level: "Metadata", rule: 2 },
    ]);
  });
});

describe("what is named wrongly", () => {
  it.each([
    [["diff", "eks", "egs"], "egs is no profile and no file. Did you mean eks? The profiles are"],
    [["diff", "eks", "absent.yaml"], "absent.yaml: cannot be read (ENOENT)"],
    [["blindspots"], "name a policy: a profile such as eks, or --file policy.yaml"],
    [["blindspots", "aks", "fetch secrets"], '"fetch" is no verb'],
    [["blindspots", "wrong.yaml"], "wrong.yaml:5:"],
    [["matrix", "--profile", "nope"], "no profile nope"],
    [["lint", "simple.yaml", "--kubernetes", "new"], "--kubernetes new: expected a version such as 1.34"],
  ])("%s is a usage error", async (args, message) => {
    expect(await run(...args)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(message) as string,
    });
  });
});
