import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { writeFileSync } from "node:fs";
import type { Policy } from "../../src/audit-policy/index.ts";
import type { AuditRequest, Decision } from "../../src/model/audit.ts";

const SOURCE = fileURLToPath(new URL("go", import.meta.url));

/** The API server's own evaluator, in a process of its own with one thread for Go code. */
export interface GoEvaluator {
  readonly decisions: readonly Decision[];
  /** Decisions per second in a round of this length. */
  round(milliseconds: number): Promise<number>;
  close(): Promise<void>;
}

/** Builds it. Without Go, or without its modules, says so in one sentence and gives undefined. */
export function buildGoEvaluator(folder: string): string | undefined {
  const program = join(folder, "policybench");
  const built = spawnSync("go", ["build", "-o", program, "."], {
    cwd: SOURCE,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (built.status === 0) return program;
  const why = built.error === undefined ? "could not be built" : "needs Go, which is not installed here";
  console.log(`The API server's own evaluator ${why}, so it is left out.`);
  return undefined;
}

export async function startGoEvaluator(
  program: string,
  folder: string,
  policy: Policy,
  requests: readonly AuditRequest[],
): Promise<GoEvaluator> {
  const [policyFile, requestsFile] = [join(folder, "policy.json"), join(folder, "requests.ndjson")];
  writeFileSync(policyFile, JSON.stringify(policy));
  writeFileSync(requestsFile, requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
  const child = spawn(program, [policyFile, requestsFile], {
    env: { GOMAXPROCS: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("The Go program ended early.");
    return value;
  };
  return {
    decisions: JSON.parse(await answer()) as Decision[],
    async round(milliseconds) {
      child.stdin.write(`${milliseconds}\n`);
      return Number(await answer());
    },
    async close() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
