import type { LedgerEntry, Outcome } from "../../../src/model/evidence.ts";
import type { Gap } from "../../../src/model/fact.ts";
import { ledgerFailure, type Answer } from "../../contract.ts";

/** An entry of a list, and the evidence of the page it came on. */
export interface Entry<T> {
  readonly value: T;
  readonly evidence: string;
}

/** A list that was read page by page: whole, or as far as it came and why no further. */
export type Listed<T> =
  | { readonly complete: true; readonly items: readonly Entry<T>[]; readonly evidence: readonly string[] }
  | {
      readonly complete: false;
      readonly items: readonly Entry<T>[];
      readonly evidence: readonly string[];
      readonly outcome: Exclude<Outcome, "ok">;
      readonly gap: Gap;
    };

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null | undefined;
}

/** More pages than any account fills; a list that is longer was not read. */
const MOST_PAGES = 200;

/**
 * Yields the pages of a list as they come; after the last one it ends, after one that could not be read as well. A list
 * that runs in circles or never ends is malformed.
 */
export async function* pagesOf<T>(
  call: string,
  on: string,
  readPage: (token: string | undefined) => Promise<Answer<Page<T>>>,
): AsyncGenerator<Answer<Page<T>>> {
  const tokens = new Set<string>();
  let token: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await readPage(token);
    yield answer;
    if (!answer.ok || !answer.value.next) return;
    token = answer.value.next;
    if (tokens.has(token)) return yield cut("the same page came twice", answer.evidence);
    tokens.add(token);
    if (page === MOST_PAGES) yield cut(`it has more than ${MOST_PAGES} pages`, answer.evidence);
  }

  function cut(why: string, evidence: string): Answer<Page<T>> {
    const gap = { call, on, reason: `the list was cut: ${why}` };
    return { ok: false, outcome: "malformed", gap, evidence };
  }
}

/** Reads all pages. A list that breaks off, runs in circles or never ends is not complete. */
export async function listAll<T>(
  call: string,
  on: string,
  readPage: (token: string | undefined) => Promise<Answer<Page<T>>>,
): Promise<Listed<T>> {
  const items: Entry<T>[] = [];
  const evidence = new Set<string>();
  for await (const answer of pagesOf(call, on, readPage)) {
    evidence.add(answer.evidence);
    if (!answer.ok) {
      return { complete: false, items, evidence: [...evidence], outcome: answer.outcome, gap: answer.gap };
    }
    for (const value of answer.value.items) items.push({ value, evidence: answer.evidence });
  }
  return { complete: true, items, evidence: [...evidence] };
}

/** The ledger's words for a list that was not read to its end. */
export function failureOf(
  listed: Listed<unknown> & { complete: false },
): Pick<LedgerEntry, "status" | "reason" | "operation" | "permission"> {
  return ledgerFailure({ ok: false, outcome: listed.outcome, gap: listed.gap, evidence: listed.evidence.at(-1) ?? "" });
}
