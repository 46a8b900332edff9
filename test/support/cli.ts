import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: { readonly [name: string]: string };
  readonly cwd?: string;
  readonly input?: string;
  readonly node?: readonly string[];
}

/** Runs the command line from source in a process of its own, with no environment but what is given. */
export function trailproof(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env = {}, cwd = root, input, node = [] } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, `${root}src/cli/main.ts`, ...args], {
      cwd,
      env: { PATH: process.env["PATH"], HOME: "/nonexistent", NODE_ENV: "test", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") });
    });
    child.stdin.end(input ?? "");
  });
}
