import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Permissions, Reader, Run } from "../../providers/contract.ts";
import { providers } from "../../providers/registry.ts";
import { startDemo } from "../../src/simulator/demo/index.ts";
import { createRun } from "../../src/sweep/run.ts";
import { sweep } from "../../src/sweep/sweep.ts";
import { setEnvironment } from "../support/scan.ts";
import { trailproof } from "../support/cli.ts";

const IDS = Object.keys(providers);

async function permissionsOf(id: string): Promise<Permissions> {
  const provider = await providers[id]?.();
  if (!provider) throw new Error(`no provider ${id}`);
  return provider.permissions();
}

/** Names of permissions that only read, in the words of the three clouds. */
const READS = /^(?:[a-z0-9]+:(?:List|Describe|Get)[A-Za-z0-9]+|sts:AssumeRole|.+\.(?:list|get|getIamPolicy)|.+\/read)$/;

describe.each(IDS)("the permissions of %s", (id) => {
  it("are those of the calls, each call once, and only read", async () => {
    const { permissions } = await permissionsOf(id);
    const operations = permissions.map(({ operation }) => operation);
    expect(new Set(operations).size).toBe(operations.length);
    for (const { permission, why } of permissions) {
      expect(permission).toMatch(READS);
      expect(why).not.toBe("");
    }
  });

  it("cover every call of a scan, in the words of the call", async () => {
    const { permissions } = await permissionsOf(id);
    const made = await callsOfDemo(id);
    expect(made.size).toBeGreaterThan(2);
    for (const [operation, permission] of made) {
      if (permission === "") continue;
      expect(permissions.find((use) => use.operation === operation)?.permission, operation).toBe(permission);
    }
  });

  it("are printed by the command line, with an organization and without", async () => {
    const { leastPrivilege, permissions } = await permissionsOf(id);
    expect((await trailproof(["permissions", id])).stdout).toBe(leastPrivilege({ organization: false }));
    const whole = await trailproof(["permissions", id, "--organization"]);
    expect(whole).toMatchObject({ code: 0, stdout: leastPrivilege({ organization: true }), stderr: "" });
    expect(JSON.parse((await trailproof(["permissions", id, "--calls"])).stdout)).toEqual(permissions);
  });
});

/** Permission by operation of every call that a scan of the demo's landscape makes. */
async function callsOfDemo(id: string): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  const provider = await providers[id]?.();
  if (!provider) throw new Error(`no provider ${id}`);
  const { reader } = await provider.reader();
  const simulator = await startDemo();
  const restore = setEnvironment(simulator.env);
  const nothing = (): void => undefined;
  const run = createRun({
    sink: { evidence: nothing, cluster: nothing, resource: nothing, ledger: nothing },
    signal: new AbortController().signal,
    env: process.env,
    now: () => new Date("2026-11-24T10:00:00Z"),
    retry: { baseMs: 1 },
  });
  try {
    const part = { provider: id, reader: listening(reader, made), selection: {}, asked: true };
    expect((await sweep([part], { run, deadlineMs: 20_000, concurrency: 8 })).bugs).toEqual([]);
  } finally {
    restore();
    await simulator.close();
  }
  return made;
}

function listening(reader: Reader, made: Map<string, string>): Reader {
  const around = (run: Run): Run => ({
    ...run,
    call: (call) => {
      made.set(call.operation, call.permission);
      return run.call(call);
    },
  });
  return {
    plan: (selection, run) => reader.plan(selection, around(run)),
    read: (place, run) => reader.read(place, around(run)),
  };
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
}

describe("the policy for EKS", () => {
  const allowed = (statements: readonly Statement[]): string[] =>
    statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : [])).toSorted();

  it("allows what every account needs, and denies log content", async () => {
    const { leastPrivilege, permissions } = await permissionsOf("eks");
    const text = leastPrivilege({ organization: false });
    const { Statement } = JSON.parse(text) as { Statement: Statement[] };
    const needed = permissions.filter(({ above }) => !above).map(({ permission }) => permission);
    expect(allowed(Statement)).toEqual([...new Set(needed)].toSorted());
    const deny = Statement.find(({ Effect }) => Effect === "Deny");
    expect(deny?.Action).toEqual(
      expect.arrayContaining(["logs:GetLogEvents", "logs:FilterLogEvents", "s3:GetObject*"]),
    );
    expect(allowed(Statement).filter((action) => deny?.Action.includes(action) || action.includes("*"))).toEqual([]);
    expect(Statement.every(({ Sid }) => /^[A-Za-z0-9]+$/.test(Sid))).toBe(true);
    expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
    // The most that IAM takes for a managed policy, white space not counted.
    expect(text.replace(/\s/g, "").length).toBeLessThan(6144);
  });

  it("for an organization gives both roles and the trust between them", async () => {
    const { leastPrivilege, permissions } = await permissionsOf("eks");
    const { policies, trust } = JSON.parse(leastPrivilege({ organization: true })) as {
      policies: { name: string; document: { Statement: Statement[] } }[];
      trust: { document: object };
    };
    const [reader, central] = policies;
    expect(reader?.name).toBe("TrailproofReader");
    const everything = [...allowed(reader?.document.Statement ?? []), ...allowed(central?.document.Statement ?? [])];
    const needed = permissions.map(({ permission }) => permission).filter((name) => name !== "sts:GetCallerIdentity");
    expect(everything.toSorted()).toEqual([...new Set(needed)].toSorted());
    expect(central?.document.Statement.find(({ Action }) => Action.includes("sts:AssumeRole"))?.Resource).toBe(
      "arn:aws:iam::*:role/TrailproofReader",
    );
    expect(JSON.stringify(trust)).toContain("sts:ExternalId");
  });
});

describe("the custom roles", () => {
  it("of GKE hold folders and organizations only where the role is the organization's", async () => {
    const { leastPrivilege, permissions } = await permissionsOf("gke");
    const of = (organization: boolean): string[] =>
      (parse(leastPrivilege({ organization })) as { includedPermissions: string[] }).includedPermissions;
    expect(of(true)).toEqual([...new Set(permissions.map(({ permission }) => permission))].toSorted());
    expect(of(false).some((name) => /folders|organizations|projects\.list/.test(name))).toBe(false);
    expect(of(false)).toContain("logging.sinks.list");
  });

  it("of AKS hold every action, and nothing of the data plane", async () => {
    const { leastPrivilege, permissions } = await permissionsOf("aks");
    const role = JSON.parse(leastPrivilege({ organization: true })) as { Actions: string[]; DataActions: string[] };
    expect(role.Actions).toEqual(permissions.map(({ permission }) => permission).toSorted());
    expect(role.DataActions).toEqual([]);
  });
});
