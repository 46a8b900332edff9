import { ledgerFailure, type Place, type Run } from "../../contract.ts";
import { listRegions } from "../calls.ts";
import type { Doors } from "./doors.ts";
import type { Site } from "../names.ts";
import type { Own } from "./own.ts";
import { failureOf, type Listed } from "../asking/paging.ts";
import type { Session } from "../client/session.ts";
import { failed, type Wanted } from "./wanted.ts";

/** One account in one region, and the credentials to read it with. */
export interface EksPlace extends Place {
  readonly session: Session;
  readonly site: Site;
  /** To where its logs are copied. */
  readonly doors: Doors;
}

/** The places of an account whose credentials the user has. */
export async function ownPlaces(own: Own | undefined, doors: Doors, wanted: Wanted, run: Run): Promise<EksPlace[]> {
  if (!own) return [];
  const { session, identity } = own;
  const { account, partition } = identity;
  const regions = own.regions ?? regionsOf(account, session, wanted, run);
  return placesOf({ session, doors }, account, partition, regions, wanted, run);
}

/** Enters another account through the role. */
export async function otherPlaces(account: string, doors: Doors, wanted: Wanted, run: Run): Promise<EksPlace[]> {
  const entered = await doors.enter(account);
  if (entered.ok) {
    const { session, partition } = entered;
    return placesOf({ session, doors }, account, partition, regionsOf(account, session, wanted, run), wanted, run);
  }
  if (entered.why === "refused") {
    run.ledger({ provider: "eks", scope: account, location: "-", clusters: null, ...ledgerFailure(entered.answer) });
  } else {
    const reason =
      entered.why === "no caller"
        ? "no credentials of the caller work, so that no role can be entered"
        : "not the account of the credentials, and no role to enter it was named (--role)";
    run.ledger(failed(account, reason));
  }
  return [];
}

function regionsOf(
  scope: string,
  session: Session,
  { regions }: Wanted,
  run: Run,
): Promise<Listed<string>> | undefined {
  return regions ? undefined : listRegions({ scope, location: "-", session }, run);
}

async function placesOf(
  keys: Pick<EksPlace, "session" | "doors">,
  account: string,
  partition: string,
  listing: Promise<Listed<string>> | undefined,
  { regions }: Wanted,
  run: Run,
): Promise<EksPlace[]> {
  const listed = await listing;
  if (listed && !listed.complete) {
    run.ledger({ provider: "eks", scope: account, location: "-", clusters: null, ...failureOf(listed) });
  }
  if (listed?.complete && listed.items.length === 0) {
    run.ledger(failed(account, "the list of the account's regions came empty, which no account has"));
  }
  const names = listed ? listed.items.map(({ value }) => value) : (regions ?? []);
  return names.map((region) => ({ scope: account, location: region, ...keys, site: { partition, account, region } }));
}
