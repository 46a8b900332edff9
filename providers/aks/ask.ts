import type { z } from "zod";
import type { Answer, Budget, Call, Run } from "../contract.ts";
import type { Json } from "../../src/model/json.ts";
import type { Page } from "./answers.ts";
import type { ArmClient } from "./client.ts";
import { ArmFailure, Malformed } from "./arm-failure.ts";
import { explain } from "./errors.ts";
import type { Permission } from "./permissions.ts";

/** One call of Azure Resource Manager, before it is made. */
export interface Ask<T> {
  readonly action: Permission;
  readonly scope: string;
  /** What the call is about, in lower case. */
  readonly target?: string;
  /** The resource to grant the permission on. */
  readonly on: string;
  readonly budget: Budget;
  /** Codes of a 404 that prove absence. */
  readonly missing?: readonly string[];
  attempt(signal: AbortSignal): Promise<T>;
  excerpt?(answer: T): Json;
}

/** One call answers for all locations of a subscription. */
export const ALL_LOCATIONS = "-";

/** Makes the call: what is refused, missing or broken comes back as a value. */
export function ask<T>(run: Run, { action, on, missing, excerpt, target, ...rest }: Ask<T>): Promise<Answer<T>> {
  const call: Call<T> = {
    ...rest,
    operation: action.operation,
    permission: action.permission,
    location: ALL_LOCATIONS,
    ...(target === undefined ? {} : { target }),
    explain: (error) => explain(error, { on, ...(missing === undefined ? {} : { missing }) }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
  return run.call(call);
}

/** Gets and checks one resource, with the newest API version that this cloud knows. */
export async function getChecked<T>(
  client: ArmClient,
  path: string,
  versions: ApiVersions,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  return schema.parse(await newestKnown(versions, (version) => client.get(path, version, signal)));
}

/** The first page, or the one that a link leads to. */
export async function getPage<T>(
  client: ArmClient,
  path: string,
  versions: ApiVersions,
  schema: z.ZodType<Page<T>>,
  link: string | undefined,
  signal: AbortSignal,
): Promise<Page<T>> {
  if (link !== undefined) return schema.parse(await client.follow(link, signal));
  return getChecked(client, path, versions, schema, signal);
}

/** Newest first: sovereign clouds lag behind. */
export type ApiVersions = readonly [string, ...string[]];

const UNKNOWN_VERSION: ReadonlySet<string> = new Set([
  "NoRegisteredProviderFound",
  "InvalidApiVersionParameter",
  "InvalidResourceType",
  "UnsupportedApiVersion",
]);

/** Goes back to older API versions only where the cloud says that it does not know the newer one. */
export async function newestKnown<T>([first, ...older]: ApiVersions, get: (version: string) => Promise<T>): Promise<T> {
  try {
    return await get(first);
  } catch (error) {
    const [next, ...rest] = older;
    if (next === undefined || !(error instanceof ArmFailure) || !UNKNOWN_VERSION.has(error.code)) throw error;
    return newestKnown([next, ...rest], get);
  }
}

const MOST_PAGES = 5000;

/** Follows a list page by page; ends after the last page, or after the first that could not be read. */
export async function* pagesOf<T>(
  get: (link: string | undefined, check: (page: Page<T>) => Page<T>) => Promise<Answer<Page<T>>>,
): AsyncGenerator<Answer<Page<T>>> {
  const seen = new Set<string>();
  let link: string | undefined;

  /** Runs within the attempt, so that a list without an end is a malformed answer. */
  function check(page: Page<T>): Page<T> {
    if (page.nextLink === null) return page;
    if (seen.has(page.nextLink)) throw new Malformed("the list leads back to a page it had before");
    if (seen.size >= MOST_PAGES) throw new Malformed("the list has no end");
    return page;
  }

  do {
    const answer = await get(link, check);
    yield answer;
    link = answer.ok ? (answer.value.nextLink ?? undefined) : undefined;
    if (link !== undefined) seen.add(link);
  } while (link !== undefined);
}

/** A whole list, or the answer that spoilt it: what was read of a cut list is not kept. */
export type Whole<T> =
  | { readonly ok: true; readonly value: readonly T[]; readonly evidence: readonly string[] }
  | { readonly ok: false; readonly failure: Answer<never> & { readonly ok: false } };

/** A list as a whole: one page that cannot be read makes all of it unknown. */
export async function wholeOf<T>(pages: AsyncIterable<Answer<Page<T>>>): Promise<Whole<T>> {
  const value: T[] = [];
  const evidence: string[] = [];
  for await (const answer of pages) {
    if (!answer.ok) return { ok: false, failure: answer };
    value.push(...answer.value.value);
    evidence.push(answer.evidence);
  }
  return { ok: true, value, evidence };
}

/** Evidence of a list of which only the length matters. */
export function countOf(page: Page<unknown>): Json {
  return { count: page.value.length };
}
