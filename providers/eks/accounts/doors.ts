import type { Answer, Run } from "../../contract.ts";
import { unknown, type Unknown } from "../../../src/model/fact.ts";
import { assumeRole } from "../calls.ts";
import type { Own } from "./own.ts";
import { renewing } from "./renewing.ts";
import type { Aws, RoleCredentials, Session } from "../client/session.ts";
import { homeOf, type Wanted } from "./wanted.ts";

/** How accounts are entered, each once in a run, by whoever needs it first. */
export interface Doors {
  enter(account: string): Promise<Entered>;
  /** The caller's own credentials; undefined when none work. */
  home(): Promise<Home | undefined>;
}

export interface Home {
  readonly account: string;
  readonly session: Session;
}

export type Entered =
  | { readonly ok: true; readonly session: Session; readonly partition: string }
  | { readonly ok: false; readonly why: "no caller" | "no role" }
  | { readonly ok: false; readonly why: "refused"; readonly answer: Answer<RoleCredentials> & { readonly ok: false } };

export function openDoors(own: readonly Promise<Own | undefined>[], aws: Aws, wanted: Wanted, run: Run): Doors {
  const entered = new Map<string, Promise<Entered>>();
  const opened = async (): Promise<readonly Own[]> => (await Promise.all(own)).filter((found) => found !== undefined);
  return {
    enter(account) {
      const found = entered.get(account) ?? opened().then((all) => enter(account, all, aws, wanted, run));
      entered.set(account, found);
      return found;
    },
    async home() {
      const [first] = await opened();
      return first && { account: first.identity.account, session: first.session };
    },
  };
}

async function enter(account: string, opened: readonly Own[], aws: Aws, wanted: Wanted, run: Run): Promise<Entered> {
  const [caller] = opened;
  if (!caller) return { ok: false, why: "no caller" };
  const mine = opened.find(({ identity }) => identity.account === account);
  if (mine) return { ok: true, session: mine.session, partition: mine.identity.partition };
  if (wanted.role === undefined) return { ok: false, why: "no role" };
  const { partition } = caller.identity;
  const input = { roleArn: `arn:${partition}:iam::${account}:role/${wanted.role}`, externalId: wanted.externalId };
  const seat = { scope: account, location: "-", session: caller.session };
  const ask = () => assumeRole(seat, run, input, caller.identity.account);
  const answer = await ask();
  if (!answer.ok) return { ok: false, why: "refused", answer };
  const credentials = renewing(answer.value, async () => {
    const again = await ask();
    if (again.ok) return again.value;
    throw Object.assign(new Error("the role cannot be entered again"), { name: "ExpiredToken" });
  });
  return { ok: true, session: aws.session({ kind: "role", credentials }, homeOf(wanted)), partition };
}

/** What stays unknown of an account that cannot be entered. */
export function lockedOut(entered: Entered & { readonly ok: false }, account: string): Unknown {
  if (entered.why === "refused") return unknown(entered.answer.gap, [entered.answer.evidence]);
  const reason =
    entered.why === "no role"
      ? `account ${account} is another one, and no role to enter it was named (--role)`
      : "no credentials of the caller work";
  return unknown({ call: "sts:AssumeRole", permission: "sts:AssumeRole", on: account, reason });
}
