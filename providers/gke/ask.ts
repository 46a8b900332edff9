import type { Json } from "../../src/model/json.ts";
import type { Answer, Budget, Run } from "../contract.ts";
import type { Page } from "./answers.ts";
import type { GoogleClient } from "./client.ts";
import { explain } from "./errors.ts";
import { permissionOf, type Operation } from "./permissions.ts";

/** Who asks. */
export interface Seat {
  readonly client: GoogleClient;
  readonly run: Run;
}

export interface Ask<T> {
  readonly operation: Operation;
  /** The resource to grant the permission on, such as `projects/p` or `folders/213`. */
  readonly on: string;
  /** The project's id, or `folders/213`; that of `on` when absent. */
  readonly scope?: string;
  readonly target?: string;
  /** What a limit is counted for besides the API. */
  readonly limit?: string;
  attempt(signal: AbortSignal): Promise<T>;
  excerpt?(answer: T): Json;
}

/** One call answers for all locations. */
export const ALL_LOCATIONS = "-";

type Rate = Omit<Budget, "key">;

const GENTLE: Rate = { perSecond: 10, burst: 40, concurrent: 8 };

/**
 * Below what Google publishes: 600 reads a minute for Resource Manager, 3000 a minute and project for GKE. Cloud Logging
 * publishes nothing for its configuration: https://cloud.google.com/resource-manager/docs/limits,
 * https://cloud.google.com/kubernetes-engine/quotas (2026-11).
 */
const RATES = new Map<string, Rate>([
  ["container", { perSecond: 20, burst: 40, concurrent: 8 }],
  ["resourcemanager", { perSecond: 8, burst: 60, concurrent: 8 }],
]);

/** Makes a call of this provider through the sweep. */
export function ask<T>(
  { run }: Pick<Seat, "run">,
  { operation, on, scope, target, limit, attempt, excerpt }: Ask<T>,
): Promise<Answer<T>> {
  const api = operation.split(".")[0] ?? "";
  return run.call({
    operation,
    permission: permissionOf(operation),
    scope: scope ?? scopeOf(on),
    location: ALL_LOCATIONS,
    ...(target === undefined ? {} : { target }),
    budget: { key: `gke ${api} ${limit ?? ""}`, ...(RATES.get(api) ?? GENTLE) },
    attempt,
    explain: (error) => explain(error, on),
    ...(excerpt === undefined ? {} : { excerpt }),
  });
}

export function scopeOf(resource: string): string {
  return /^projects\/([^/]+)/.exec(resource)?.[1] ?? resource;
}

export type Failed = Answer<never> & { readonly ok: false };

export interface AskList<T> extends Omit<Ask<Page<T>>, "attempt"> {
  attempt(pageToken: string, signal: AbortSignal): Promise<Page<T>>;
}

/** The pages of a list as they come; ends after the last one, or after the first that could not be read. */
export type Pages<T> = AsyncGenerator<Answer<Page<T>>>;

const MOST_PAGES = 1000;

/** Follows a list page by page. */
export async function* askPages<T>(seat: Pick<Seat, "run">, list: AskList<T>): Pages<T> {
  const seen = new Set<string>();
  let token = "";
  for (let page = 1; ; page += 1) {
    const pageToken = token;
    const target = page === 1 ? list.target : `${list.target ?? ""} page ${page}`.trim();
    const answer = await ask(seat, {
      ...list,
      ...(target === undefined ? {} : { target }),
      attempt: (signal) => list.attempt(pageToken, signal),
    });
    yield answer;
    if (!answer.ok || answer.value.next === "") return;
    token = answer.value.next;
    if (seen.has(token) || page >= MOST_PAGES) return yield endless(list, answer.evidence);
    seen.add(token);
  }
}

function endless<T>({ operation, on }: AskList<T>, evidence: string): Failed {
  const gap = { call: operation, on, reason: "the list has no end" };
  return { ok: false, outcome: "malformed", gap, evidence };
}

/** A whole list, or the answer that spoilt it: what was read of a cut list is not kept. */
export type Whole<T> =
  | { readonly ok: true; readonly value: readonly T[]; readonly evidence: readonly string[] }
  | { readonly ok: false; readonly failure: Failed };

export async function wholeOf<T>(pages: Pages<T>): Promise<Whole<T>> {
  const value: T[] = [];
  const evidence: string[] = [];
  for await (const answer of pages) {
    if (!answer.ok) return { ok: false, failure: answer };
    value.push(...answer.value.items);
    evidence.push(answer.evidence);
  }
  return { ok: true, value, evidence };
}

export function askAll<T>(seat: Pick<Seat, "run">, list: AskList<T>): Promise<Whole<T>> {
  return wholeOf(askPages(seat, list));
}
