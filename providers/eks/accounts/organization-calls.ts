import type { Answer, Run } from "../../contract.ts";
import { ask, type Rate, type Seat } from "../asking/ask.ts";
import { listAll, pagesOf, type Listed, type Page } from "../asking/paging.ts";
import { describeOrganizationAnswer } from "../deep-schema.ts";
import * as schema from "../schema.ts";

/** Calls about the accounts of an organisation, with their budgets and what is kept of the answers. */

/** 8 a second with a burst of 12, for each account: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (2026-11). */
const ACCOUNTS: Rate = { perSecond: 8, burst: 10, concurrent: 2 };
/** Published for most operations of this kind as 5 to 10 a second. */
const PARENTS: Rate = { perSecond: 5, burst: 5, concurrent: 2 };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (2026-11) leaves it out. */
const ORGANIZATION: Rate = { perSecond: 1, burst: 2, concurrent: 2 };

/** The pages as they come: accounts of one can be read while the next is listed. An empty page need not be the last. */
export function listAccounts(seat: Seat, run: Run): AsyncGenerator<Answer<Page<schema.AccountAnswer>>> {
  return pagesOf("organizations:ListAccounts", seat.scope, (token) =>
    ask(seat, run, {
      operation: "organizations:ListAccounts",
      rate: ACCOUNTS,
      attempt: async (signal) => {
        const { Accounts, NextToken } = schema.listAccountsAnswer.parse(await seat.session.listAccounts(token, signal));
        return { items: Accounts, next: NextToken };
      },
      excerpt: ({ items }) => ({
        accounts: items.length,
        notActive: items.filter((account) => stateOf(account) !== "ACTIVE").map(({ Id }) => Id),
      }),
    }),
  );
}

export function listAccountsOf(seat: Seat, run: Run, parent: string): Promise<Listed<string>> {
  return listAll("organizations:ListAccountsForParent", parent, (token) =>
    ask(seat, run, {
      operation: "organizations:ListAccountsForParent",
      target: parent,
      rate: PARENTS,
      attempt: async (signal) => {
        const answer: unknown = await seat.session.listAccountsForParent(parent, token, signal);
        const { Accounts, NextToken } = schema.listAccountsAnswer.parse(answer);
        return { items: Accounts.map(({ Id }) => Id), next: NextToken };
      },
      excerpt: ({ items }) => ({ accounts: items }),
    }),
  );
}

export function listUnitsOf(seat: Seat, run: Run, parent: string): Promise<Listed<string>> {
  return listAll("organizations:ListOrganizationalUnitsForParent", parent, (token) =>
    ask(seat, run, {
      operation: "organizations:ListOrganizationalUnitsForParent",
      target: parent,
      rate: PARENTS,
      attempt: async (signal) => {
        const answer: unknown = await seat.session.listOrganizationalUnitsForParent(parent, token, signal);
        const { OrganizationalUnits, NextToken } = schema.listUnitsAnswer.parse(answer);
        return { items: OrganizationalUnits.map(({ Id }) => Id), next: NextToken };
      },
      excerpt: ({ items }) => ({ units: items }),
    }),
  );
}

/** `Status` was retired in favour of `State` on 2026-09-09; older servers know only the former. */
/** Id of the organisation that the account belongs to; null when it belongs to none. */
export function describeOrganization(seat: Seat, run: Run): Promise<Answer<string | null>> {
  return ask(seat, run, {
    operation: "organizations:DescribeOrganization",
    rate: ORGANIZATION,
    attempt: async (signal) => {
      try {
        return describeOrganizationAnswer.parse(await seat.session.describeOrganization(signal)).Organization.Id;
      } catch (error) {
        if (error instanceof Error && error.name === "AWSOrganizationsNotInUseException") return null;
        throw error;
      }
    },
    excerpt: (organization) => ({ organization }),
  });
}

export function stateOf({ State, Status }: schema.AccountAnswer): string | undefined {
  return State ?? Status ?? undefined;
}
