import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * Whole-process time of `scan --provider eks` over 1 account x 17 regions x 20 clusters at 50 ms latency, beside the
 * bare floor: the same calls, with the same concurrency and SDK, and nothing else. Printed as a ratio within one run.
 */

const ROUNDS = 5;
const root = fileURLToPath(new URL("..", import.meta.url));

interface Counted {
  readonly calls: number;
  readonly throttled: number;
}

async function main(): Promise<void> {
  const server = fork(`${root}bench/serve.ts`, ["17", "20", "50"]);
  const [{ env }] = (await once(server, "message")) as [{ env: Record<string, string> }];
  const scan = ["dist/bin/main.js", "scan", "--provider", "eks", "--format", "json=/dev/null", "--quiet"];
  const floor = ["bench/floor.ts"];
  await time(floor, env);
  await time(scan, env);
  await count(server);
  const times = { floor: [] as number[], scan: [] as number[] };
  let seen: Counted = { calls: 0, throttled: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.floor.push(await time(floor, env));
    const floorCalls = await count(server);
    times.scan.push(await time(scan, env));
    seen = await count(server);
    if (round === 0)
      console.log(`calls: floor ${floorCalls.calls}, scan ${seen.calls}; 429 received by scan: ${seen.throttled}`);
  }
  server.disconnect();
  const [low, high] = [median(times.floor), median(times.scan)];
  console.log(`floor: median ${low.toFixed(0)} ms of ${ROUNDS} runs`);
  console.log(`scan:  median ${high.toFixed(0)} ms of ${ROUNDS} runs`);
  console.log(`ratio: ${(high / low).toFixed(2)} x the floor (at most 1.5)`);
}

async function time(args: readonly string[], env: Record<string, string>): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await once(child, "exit");
  return performance.now() - started;
}

async function count(server: ChildProcess): Promise<Counted> {
  server.send("count");
  const [counted] = (await once(server, "message")) as [Counted];
  return counted;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

await main();
