import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Runs a command whose reader has gone before anything is written. */
async function unread(args: readonly string[], closed: "stdout" | "stderr"): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  child[closed].destroy();
  const open = closed === "stdout" ? child.stderr : child.stdout;
  let said = "";
  open.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [unknown];
  return { code, said };
}

describe("a reader that goes away, such as head", () => {
  it.each([["scan", "--help"], ["--help"], ["--version"], ["policy", "show", "eks"], ["completion", "bash"]])(
    "is no failure of %s %s",
    async (...args) => {
      expect(await unread(args, "stdout")).toEqual({ code: 0, said: "" });
    },
  );

  it("of messages does not change what a command ends with", async () => {
    expect(await unread(["scan", "--no-such-flag"], "stderr")).toEqual({ code: 2, said: "" });
  });
});
