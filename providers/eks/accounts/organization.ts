import type { LedgerEntry } from "../../../src/model/evidence.ts";
import { ledgerFailure, type Run } from "../../contract.ts";
import { accountsBelow, pickerOf, type Organization, type Units } from "./membership.ts";
import { listAccounts, stateOf } from "./organization-calls.ts";
import type { AccountAnswer } from "../schema.ts";
import { failureOf } from "../asking/paging.ts";
import type { Session } from "../client/session.ts";
import { failed } from "./wanted.ts";

/** Whether anything was learned of the organisation's accounts. */
export type Reached = "read" | "unread";

/** What the ledger calls the organisation: its id is not asked for. */
const SCOPE = "organization";

/**
 * Yields the accounts to read while further pages are listed. It fails closed: when the units or the first page cannot be
 * read, no account is yielded. What is not read stands in the ledger.
 */
export async function* accountsOf(
  organization: Organization,
  session: Session,
  run: Run,
): AsyncGenerator<string, Reached> {
  const seat = { scope: SCOPE, location: "-", session };
  const units = await unitsOf(organization, session, run);
  if (!units) return "unread";
  const picker = pickerOf(organization, units);
  const seen = new Set<string>();
  let pages = 0;
  for await (const page of listAccounts(seat, run)) {
    if (!page.ok) {
      const { status, ...failure } = ledgerFailure(page);
      run.ledger({ ...SELF, ...hinted(failure, status), status: pages === 0 ? status : "incomplete" });
      return pages === 0 ? "unread" : "read";
    }
    pages += 1;
    for (const account of page.value.items) {
      if (seen.has(account.Id) || !picker.isMeant(account)) continue;
      seen.add(account.Id);
      if (isActive(account, run)) yield account.Id;
    }
  }
  tellUnmatched(picker.unmatched(), seen.size, run);
  return "read";
}

const SELF = { provider: "eks", scope: SCOPE, location: "-", clusters: null } as const;

/** Members of every unit that is named; undefined when one could not be read to its end. */
async function unitsOf({ include, exclude }: Organization, session: Session, run: Run): Promise<Units | undefined> {
  const seat = { scope: SCOPE, location: "-", session };
  const units = new Map<string, ReadonlySet<string>>();
  for (const unit of new Set([...include.ous, ...exclude.ous])) {
    const listed = await accountsBelow(seat, run, unit);
    if (!listed.complete) {
      const { status, reason, ...failure } = failureOf(listed);
      const told = hinted({ ...failure, reason: `the accounts below ${unit} cannot be listed: ${reason}` }, status);
      run.ledger({ ...SELF, ...told, status });
      return undefined;
    }
    units.set(unit, new Set(listed.items.map(({ value }) => value)));
  }
  return units;
}

type Failure = Omit<LedgerEntry, "provider" | "scope" | "location" | "clusters" | "status">;

function hinted(failure: Failure, status: LedgerEntry["status"]): Failure {
  if (status !== "refused") return failure;
  const who = "only the management account and delegated administrators may list the accounts";
  return { ...failure, reason: `${failure.reason}; ${who}` };
}

/** States of accounts that cannot be entered: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html (2026-11). */
const STATES = ["PENDING_ACTIVATION", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"];

function isActive(account: AccountAnswer, run: Run): boolean {
  const state = stateOf(account);
  if (state === "ACTIVE") return true;
  if (state !== undefined && STATES.includes(state)) {
    run.ledger({ ...failed(account.Id, `the account is ${state} and cannot be entered`), status: "skipped" });
  } else {
    run.ledger(failed(account.Id, "the organization's list does not say in a way known here whether it is active"));
  }
  return false;
}

function tellUnmatched(unmatched: readonly string[], meant: number, run: Run): void {
  if (meant === 0) {
    const reason = "include and exclude leave no account of the organization";
    run.ledger({ ...failed("-", reason), operation: "organizations:ListAccounts" });
  } else if (unmatched.length > 0) {
    run.ledger(failed(SCOPE, `no account of the organization matches ${unmatched.join(", ")}`));
  }
}
