import type { Answer, Run } from "../../contract.ts";
import type { Seat } from "../asking/ask.ts";
import { describeOrganization } from "./organization-calls.ts";
import type { Doors, Home } from "./doors.ts";

/** By run: the doors of a run are its own. */
const memos = new WeakMap<Doors, Map<string, Promise<Answer<string | null>>>>();

/** The organisation of an account, asked once in a run; null when it is in none. */
export function organizationOf(who: Home, doors: Doors, run: Run): Promise<Answer<string | null>> {
  const organizations = memos.get(doors) ?? new Map<string, Promise<Answer<string | null>>>();
  memos.set(doors, organizations);
  const found = organizations.get(who.account) ?? describeOrganization(seatOf(who, "-"), run);
  organizations.set(who.account, found);
  return found;
}

export function seatOf({ account, session }: Home, location: string): Seat {
  return { scope: account, location, session };
}
