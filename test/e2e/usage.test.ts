import { describe, expect, it } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { trailproof } from "../support/cli.ts";

async function commandPaths(): Promise<string[][]> {
  const program = await makeProgram(() => async () => undefined);
  const nested = program.commands.flatMap((command) => [
    [command.name()],
    ...command.commands.map((child) => [command.name(), child.name()]),
  ]);
  return [...nested, ["completion"]];
}

describe("the command line", () => {
  it("explains every command with examples", async () => {
    for (const path of await commandPaths()) {
      const { code, stdout } = await trailproof([...path, "--help"]);

      expect(code, path.join(" ")).toBe(0);
      if (path.length === 1) expect(stdout, path.join(" ")).toContain("Examples:");
    }
  });

  it("states its exit codes where programs call it", async () => {
    for (const command of ["scan", "collect", "evaluate", "explain"]) {
      expect((await trailproof([command, "--help"])).stdout).toContain("Exit codes: 0");
    }
  });

  it.each([
    [["scna"], "Did you mean scan?"],
    [["scan", "--providr", "eks"], "Did you mean --provider?"],
    [["scan", "--provider", "ek"], "did you mean eks?"],
    [["scan", "--account", "12345678901"], "an AWS account has exactly 12 digits, such as 123456789012"],
    [["scan", "--subscription", "mine"], "--subscription"],
    [["scan", "--project", "UPPER"], "--project"],
    [["scan", "--format", "jsn"], "did you mean json?"],
    [["scan", "--format", "json", "--format", "table"], "standard output holds one document"],
    [["scan", "--format", "json="], "the file name is missing"],
    [["scan", "--fail-on", "hihg"], "did you mean high?"],
    [["scan", "--deadline", "soon"], "It takes a whole number above zero"],
    [["scan", "--config", "/nonexistent.yaml"], "cannot be read"],
    [["scan", "--provider", "aks", "--account", "123456789012"], "--provider leaves it out"],
    [["evaluate"], "missing required argument 'snapshot'"],
    [["explain", "pay"], "missing required argument 'request'"],
    [["policy", "test", "get pods"], "name one policy"],
    [["policy", "test", "--profile", "ek", "get pods"], "did you mean eks?"],
    [["policy", "test", "--profile", "eks", "--kubernetes", "new", "get pods"], "expected a version such as 1.34"],
    [["policy", "show", "gk"], "did you mean gke?"],
    [["completion", "tcsh"], "zsh, bash, fish, powershell"],
  ])("answers %j with a way out, and exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await trailproof(args);

    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each(["bash", "zsh", "fish", "powershell"])("completes in %s", async (shell) => {
    expect((await trailproof(["completion", shell])).stdout).toContain("trailproof");
  });

  it("suggests commands, flags and values to the shell", async () => {
    expect((await trailproof(["complete", "--", "sc"])).stdout).toContain("scan");
    expect((await trailproof(["complete", "--", "scan", "--prov"])).stdout).toContain("--provider");
    expect((await trailproof(["complete", "--", "scan", "--provider", ""])).stdout).toContain("aks");
  });
});
