import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * Whole-process time of `scan --aws-organization`, with the limits of AWS enforced by the simulator:
 *
 * - wide: 50 accounts x 17 regions x 2 clusters. No limit is near; what cannot be beaten in one process is the same calls
 *   by the bare SDK, each as soon as it can be asked, with nothing done with the answers.
 * - deep: 1 account x 1 region x 60 clusters. What cannot be beaten is the narrowest limit.
 *
 * Printed as ratios, each within one run. Build first: `npm run build`.
 */

interface Scale {
  readonly name: string;
  readonly accounts: number;
  readonly regions: number;
  readonly clusters: number;
  readonly rounds: number;
}

const LATENCY_MS = 50;
const MOST = 1.3;
const SCALES: readonly Scale[] = [
  { name: "wide", accounts: 50, regions: 17, clusters: 2, rounds: 3 },
  { name: "deep", accounts: 1, regions: 1, clusters: 60, rounds: 1 },
];
const root = fileURLToPath(new URL("..", import.meta.url));
const SCAN = ["dist/bin/main.js", "scan", "--provider", "eks", "--aws-organization", "--format", "json=/dev/null"];

/** One round trip each after the pages of accounts; none can be asked before the one before it is answered. */
const CHAIN = [
  "GetCallerIdentity",
  "AssumeRole",
  "ListRegions",
  "ListClusters",
  "DescribeCluster",
  "what is behind it",
];

interface Counted {
  readonly calls: number;
  readonly operations: readonly (readonly [operation: string, calls: number])[];
  readonly throttled: number;
  readonly mutating: number;
  readonly limitSeconds: number;
}

for (const scale of SCALES) await measure(scale);

async function measure(scale: Scale): Promise<void> {
  const { name, accounts, regions, clusters, rounds } = scale;
  const server = fork(`${root}bench/serve-organization.ts`, [accounts, regions, clusters, LATENCY_MS].map(String));
  const [{ env }] = (await once(server, "message")) as [{ env: Record<string, string> }];
  const times: number[] = [];
  const floors: number[] = [];
  let seen = await count(server);
  for (let round = 0; round < rounds; round += 1) {
    times.push(await time([...SCAN, "--quiet"], env));
    seen = await count(server);
    if (scale.name === "wide") {
      floors.push(await time(["bench/organization-floor.ts", JSON.stringify(inEachRegion(seen, scale))], env));
      await count(server);
    }
  }
  server.disconnect();
  console.log(`${name}: ${accounts} accounts x ${regions} regions x ${clusters} clusters at ${LATENCY_MS} ms`);
  printCalls(seen, accounts);
  printRatio(seen, median(times), median(floors), accounts);
}

function printCalls(seen: Counted, accounts: number): void {
  for (const [operation, calls] of seen.operations) console.log(`  ${String(calls).padStart(6)}  ${operation}`);
  const entered = seen.operations.find(([name]) => name === "sts:AssumeRole")?.[1] ?? 0;
  console.log(`  calls: ${seen.calls}, of which would change something: ${seen.mutating}`);
  console.log(`  AssumeRole: ${entered} for ${accounts} accounts, one of which is the caller's own`);
  console.log(`  refused for coming too fast: ${seen.throttled} (must be 0)`);
}

function printRatio(seen: Counted, wallMs: number, floorMs: number, accounts: number): void {
  const chainMs = (Math.ceil(accounts / 20) + CHAIN.length) * LATENCY_MS;
  const limitMs = seen.limitSeconds * 1000;
  const bounds = [
    `limits ${limitMs.toFixed(0)} ms`,
    `round trips ${chainMs} ms (pages of accounts, ${CHAIN.join(", ")})`,
  ];
  if (floorMs > 0) bounds.push(`the calls themselves in one process ${floorMs.toFixed(0)} ms`);
  console.log(`  bound by ${bounds.join("; ")}`);
  const bound = Math.max(limitMs + chainMs, floorMs);
  console.log(`  scan: ${wallMs.toFixed(0)} ms; ratio: ${(wallMs / bound).toFixed(2)} x the bound (at most ${MOST})`);
}

async function time(args: readonly string[], env: Record<string, string>): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code === null || code > 3) throw new Error(`${args[0]} ended with ${code}`);
  return performance.now() - started;
}

async function count(server: ChildProcess): Promise<Counted> {
  server.send("count");
  const [counted] = (await once(server, "message")) as [Counted];
  return counted;
}

/** How often each operation is called for a region, after its clusters are listed. */
function inEachRegion({ operations }: Counted, { accounts, regions }: Scale): [operation: string, times: number][] {
  return operations.flatMap(([operation, calls]) => {
    const times = Math.round(calls / (accounts * regions));
    return times === 0 || operation === "eks:ListClusters" ? [] : [[operation, times]];
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
