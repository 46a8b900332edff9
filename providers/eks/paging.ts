import type { Outcome } from "../../src/model/evidence.ts";
import type { Gap } from "../../src/model/fact.ts";
import type { Answer } from "../contract.ts";

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

/** Reads all pages. A list that breaks off, runs in circles or never ends is not complete. */
export async function listAll<T>(
  call: string,
  on: string,
  readPage: (token: string | undefined) => Promise<Answer<Page<T>>>,
): Promise<Listed<T>> {
  const items: Entry<T>[] = [];
  const evidence: string[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  const cut = (reason: string): Listed<T> => ({
    complete: false,
    items,
    evidence,
    outcome: "malformed",
    gap: { call, on, reason: `the list was cut: ${reason}` },
  });
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await readPage(token);
    evidence.push(answer.evidence);
    if (!answer.ok) return { complete: false, items, evidence, outcome: answer.outcome, gap: answer.gap };
    for (const value of answer.value.items) items.push({ value, evidence: answer.evidence });
    if (!answer.value.next) return { complete: true, items, evidence };
    token = answer.value.next;
    if (tokens.has(token)) return cut("the same page came twice");
    tokens.add(token);
  }
  return cut(`it has more than ${MOST_PAGES} pages`);
}
