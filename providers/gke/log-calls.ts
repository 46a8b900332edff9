import { readLogBuckets, readSinks, type LogBucketAnswer, type Page, type SinkAnswer } from "./answers.ts";
import { askAll, type Seat, type Whole } from "./ask.ts";
import { UnexpectedAnswer } from "./errors.ts";
import { encoded, filled, lastPart } from "./request.ts";

const LOGGING = "logging.googleapis.com";

/** With the intercepting sinks of the ancestors, which show up only here: gcloud asks in the same way. */
export const IN_SCOPE_ALL = 'in_scope("ALL")';

/** @param filter `""` for the sinks of the resource alone */
export async function listSinks(seat: Seat, resource: string, filter: string): Promise<Whole<SinkAnswer>> {
  const list = await askAll(seat, {
    operation: "logging.sinks.list",
    on: resource,
    ...(filter === "" ? {} : { target: filter }),
    async attempt(pageToken, signal) {
      const query = filled({ filter, pageSize: "1000", pageToken });
      const page = readSinks(await seat.client.get(`${LOGGING}/v2/${encoded(resource)}/sinks`, query, signal));
      return isWhole(page, pageToken) ? withAll(page, SYSTEM_SINKS, ({ name }) => name) : page;
    },
    excerpt: ({ items }) =>
      items.map(({ name, destination, disabled, exclusions }) => ({
        name,
        destination,
        disabled,
        exclusions: exclusions.length,
      })),
  });
  return checked(list, "logging.sinks.list", resource, SYSTEM_SINKS, ({ name }) => name);
}

export async function listLogBuckets(seat: Seat, parent: string): Promise<Whole<LogBucketAnswer>> {
  const list = await askAll(seat, {
    operation: "logging.buckets.list",
    on: parent,
    async attempt(pageToken, signal) {
      const query = filled({ pageSize: "1000", pageToken });
      const path = `${LOGGING}/v2/${encoded(parent)}/locations/-/buckets`;
      const page = readLogBuckets(await seat.client.get(path, query, signal));
      return isWhole(page, pageToken) ? withAll(page, SYSTEM_BUCKETS, ({ name }) => lastPart(name)) : page;
    },
    excerpt: ({ items }) =>
      items.map(({ name, retentionDays, locked, lifecycleState }) => ({
        name,
        retentionDays: retentionDays ?? null,
        locked,
        lifecycleState,
      })),
  });
  return checked(list, "logging.buckets.list", parent, SYSTEM_BUCKETS, ({ name }) => lastPart(name));
}

/** No resource is without them, so that a list that lacks them is cut. */
const SYSTEM_SINKS = ["_Required"];
const SYSTEM_BUCKETS = ["_Required", "_Default"];
const CUT = "the list lacks what every project has, so that more may be missing";

function isWhole(page: Page<unknown>, pageToken: string): boolean {
  return pageToken === "" && page.next === "";
}

function withAll<T>(page: Page<T>, names: readonly string[], nameOf: (item: T) => string): Page<T> {
  const found = page.items.map(nameOf);
  if (!names.every((name) => found.includes(name))) throw new UnexpectedAnswer(CUT);
  return page;
}

/** The same for a list of several pages. */
function checked<T>(
  list: Whole<T>,
  call: string,
  on: string,
  names: readonly string[],
  nameOf: (item: T) => string,
): Whole<T> {
  if (!list.ok) return list;
  const found = list.value.map(nameOf);
  if (names.every((name) => found.includes(name))) return list;
  const failure = {
    ok: false,
    outcome: "malformed",
    gap: { call, on, reason: CUT },
    evidence: list.evidence[0] ?? "",
  } as const;
  return { ok: false, failure };
}
