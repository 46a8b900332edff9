import type { Run, Selection } from "../../contract.ts";
import { otherPlaces, ownPlaces, type EksPlace } from "./places.ts";
import { asTheyCome, type ToList } from "./as-they-come.ts";
import { createAws } from "../client.ts";
import { openDoors, type Doors } from "./doors.ts";
import { checkEndpoints } from "../client/endpoint.ts";
import { accountsOf, type Reached } from "./organization.ts";
import { openOwn, type Own } from "./own.ts";
import type { Source } from "../client/session.ts";
import { failed, wantedOf, type Wanted } from "./wanted.ts";

export type { EksPlace } from "./places.ts";

/** Finds the accounts and regions to read. @throws NoCredential, EndpointRefused */
export async function* planPlaces(selection: Selection, run: Run): AsyncGenerator<EksPlace> {
  checkEndpoints(run.env);
  const wanted = wantedOf(selection, run);
  if (wanted.regions?.length === 0) return;
  const aws = createAws(run.env);
  const sources: Source[] = wanted.profiles.map((name) => ({ kind: "profile", name }));
  const own = (sources.length > 0 ? sources : [{ kind: "default" } as const]).map((source) =>
    openOwn(source, aws, wanted, run),
  );
  const doors = openDoors(own, aws, wanted, run);
  aws.warm();
  if (wanted.accounts.length === 0 && !wanted.organization) {
    yield* asTheyCome(own.map((opening) => async () => ownPlaces(await opening, doors, wanted, run)));
  } else {
    const opened = (await Promise.all(own)).filter((found) => found !== undefined);
    yield* asTheyCome(namedPlaces(opened, doors, wanted, run));
  }
}

/** The accounts that are named or belong to the organisation, each once; entering one is begun when it is found. */
async function* namedPlaces(
  opened: readonly Own[],
  doors: Doors,
  wanted: Wanted,
  run: Run,
): AsyncGenerator<ToList<EksPlace>> {
  const started = new Set<string>();
  function* start(account: string): Generator<ToList<EksPlace>> {
    if (started.has(account)) return;
    started.add(account);
    const mine = opened.find(({ identity }) => identity.account === account);
    yield mine ? () => ownPlaces(mine, doors, wanted, run) : () => otherPlaces(account, doors, wanted, run);
  }
  const members = membersOf(opened[0], wanted, run);
  let next = await members.next();
  // Without the accounts of the organisation nothing is read: less than was asked for must not look like all of it.
  if (next.done && next.value === "unread") return;
  if (wanted.profiles.length > 0) for (const { identity } of opened) yield* start(identity.account);
  for (const account of wanted.accounts) yield* start(account);
  for (; !next.done; next = await members.next()) yield* start(next.value);
}

async function* membersOf(own: Own | undefined, { organization }: Wanted, run: Run): AsyncGenerator<string, Reached> {
  if (!organization) return "read";
  if (own) return yield* accountsOf(organization, own.session, run);
  run.ledger(failed("organization", "no credentials of the caller work, so that its accounts cannot be listed"));
  return "unread";
}
