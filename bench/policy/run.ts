import { isDeepStrictEqual } from "node:util";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPolicy } from "../../policies/files.ts";
import { loadActivities } from "../../policies/load.ts";
import { policyOf } from "../../policies/profile.ts";
import { profiles } from "../../policies/registry.ts";
import { profileFile } from "../../policies/schema.ts";
import { compilePolicy, type Policy } from "../../src/audit-policy/index.ts";
import type { AuditRequest, Decision } from "../../src/model/audit.ts";
import { buildGoEvaluator, startGoEvaluator, type GoEvaluator } from "./go-evaluator.ts";
import { largePolicy } from "./large-policy.ts";
import { linearEvaluator } from "./linear.ts";
import { randomRequests } from "./random-requests.ts";
import { Random } from "./random.ts";

/**
 * Decisions per second of one thread: ours, a straightforward linear evaluator, and the API server's own. They get the same requests, take
 * turns in short rounds, and have to agree on every decision first.
 */

const SEED = 20_261_125;
const ROUNDS = 9;
const WARM_UP_MS = 300;
const ROUND_MS = 120;
const AT_LEAST = { go: 3, linear: 5 };

type Decide = (request: AuditRequest) => Decision;

interface Rates {
  readonly ours: number;
  readonly linear: number;
  readonly go: number | undefined;
}

async function main(folder: string): Promise<void> {
  const program = buildGoEvaluator(folder);
  console.log(`${"".padEnd(24)}${"ours".padStart(12)}${"linear".padStart(12)}${"API server".padStart(12)}   ours is`);
  const misses: string[] = [];
  for (const [name, policy] of policies()) {
    for (const [kind, requests] of requestSets()) {
      const go = program === undefined ? undefined : await startGoEvaluator(program, folder, policy, requests);
      const rates = await measure(policy, requests, go);
      await go?.close();
      const label = `${name}, ${kind}`;
      console.log(lineOf(label, rates));
      misses.push(...missesOf(label, rates));
    }
  }
  const toGo = program === undefined ? "" : ` and ${AT_LEAST.go} x the API server's`;
  const target = `at least ${AT_LEAST.linear} x linear${toGo}`;
  console.log(misses.length === 0 ? `target reached: ${target}` : `target missed (${target}): ${misses.join("; ")}`);
}

function policies(): (readonly [string, Policy])[] {
  const fixed = profiles.map((id) => [id, policyOf(readPolicy(`audit/${id}.yaml`, profileFile))] as const);
  return [...fixed, ["200 rules", largePolicy(200, new Random(SEED))]];
}

function requestSets(): (readonly [string, readonly AuditRequest[]])[] {
  const catalogue = loadActivities().flatMap((activity) => activity.probes.map((probe) => probe.request));
  // Read back from JSON, as requests that come from elsewhere are: no string is shared with a policy.
  const fresh = (requests: readonly AuditRequest[]) => JSON.parse(JSON.stringify(requests)) as AuditRequest[];
  return [
    ["catalogue", fresh(catalogue)],
    ["random", fresh(randomRequests(2000, new Random(SEED + 1)))],
  ];
}

async function measure(policy: Policy, requests: readonly AuditRequest[], go: GoEvaluator | undefined): Promise<Rates> {
  const compiled = compilePolicy(policy);
  const ours: Decide = (request) => compiled.decide(request);
  const linear = linearEvaluator(policy);
  checkAgreement(requests, ours, linear, go);
  round(ours, requests, WARM_UP_MS);
  round(linear, requests, WARM_UP_MS);
  await go?.round(WARM_UP_MS);
  const rounds: Rates[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    rounds.push({
      ours: round(ours, requests, ROUND_MS),
      linear: round(linear, requests, ROUND_MS),
      go: await go?.round(ROUND_MS),
    });
  }
  return {
    ours: median(rounds.map((rates) => rates.ours)),
    linear: median(rounds.map((rates) => rates.linear)),
    go: go && median(rounds.map((rates) => rates.go ?? 0)),
  };
}

function checkAgreement(requests: readonly AuditRequest[], ours: Decide, linear: Decide, go: GoEvaluator | undefined) {
  for (const [index, request] of requests.entries()) {
    const answers = [ours(request), linear(request), ...(go ? [go.decisions[index]] : [])];
    if (answers.some((answer) => !isDeepStrictEqual({ ...answer }, { ...answers[0] })))
      throw new Error(`The evaluators disagree: ${JSON.stringify({ request, answers })}`);
  }
}

/** Decides all requests over and over; the rules' numbers are summed, so that no decision can be left out. */
function round(decide: Decide, requests: readonly AuditRequest[], milliseconds: number): number {
  const started = performance.now();
  let [passes, sum, elapsed] = [0, 0, 0];
  for (; elapsed < milliseconds; elapsed = performance.now() - started) {
    for (const request of requests) sum += decide(request).rule;
    passes += 1;
  }
  if (sum === 0) throw new Error("No rule ever decided.");
  return (passes * requests.length * 1000) / elapsed;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function lineOf(label: string, { ours, linear, go }: Rates): string {
  const numbers = [ours, linear, go].map((rate) => (rate === undefined ? "-" : millions(rate)).padStart(12)).join("");
  const toGo = go === undefined ? "" : `, ${(ours / go).toFixed(1)} x the API server's`;
  return `${label.padEnd(24)}${numbers}   ${(ours / linear).toFixed(1)} x linear${toGo}`;
}

function millions(rate: number): string {
  return `${(rate / 1e6).toFixed(2)} M/s`;
}

function missesOf(label: string, { ours, linear, go }: Rates): string[] {
  const missed = ours < AT_LEAST.linear * linear || (go !== undefined && ours < AT_LEAST.go * go);
  return missed ? [label] : [];
}

const folder = mkdtempSync(join(tmpdir(), "trailproof-bench-"));
try {
  await main(folder);
} finally {
  rmSync(folder, { recursive: true });
}
