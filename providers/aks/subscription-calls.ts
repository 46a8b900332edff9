import type { Answer, Run } from "../contract.ts";
import * as answers from "./answers.ts";
import type { Page, SubscriptionAnswer } from "./answers.ts";
import { ask, countOf, getChecked, getPage, pagesOf, wholeOf, type ApiVersions, type Whole } from "./ask.ts";
import { readBudget, TENANT_BUDGET } from "./budgets.ts";
import type { ArmClient } from "./client.ts";
import { ACTIONS, SIGN_IN } from "./permissions.ts";
import { plain } from "./text.ts";

/** The calls that sign in and find subscriptions. */

const SUBSCRIPTIONS: ApiVersions = ["2022-12-01", "2020-01-01"];
const DESCENDANTS: ApiVersions = ["2021-04-01", "2020-05-01"];

export function signIn(client: ArmClient, run: Run, tenant: string | undefined): Promise<Answer<"ok" | "none">> {
  return ask(run, {
    action: SIGN_IN,
    scope: tenant ?? "-",
    on: tenant ?? "-",
    budget: TENANT_BUDGET,
    attempt: (signal) => client.signIn(signal),
    excerpt: (found) => ({ credential: found === "ok" }),
  });
}

export function getSubscription(client: ArmClient, run: Run, id: string): Promise<Answer<SubscriptionAnswer>> {
  return ask(run, {
    action: ACTIONS.subscriptions,
    scope: id,
    on: `/subscriptions/${id}`,
    budget: readBudget(id),
    missing: ["SubscriptionNotFound"],
    attempt: (signal) =>
      getChecked(client, `/subscriptions/${encodeURIComponent(id)}`, SUBSCRIPTIONS, answers.subscription, signal),
    excerpt: ({ state }) => ({ state: plain(state) }),
  });
}

export function listSubscriptions(client: ArmClient, run: Run): AsyncGenerator<Answer<Page<SubscriptionAnswer>>> {
  return pagesOf((link, check) =>
    ask(run, {
      action: ACTIONS.subscriptions,
      scope: "-",
      on: "/",
      budget: TENANT_BUDGET,
      attempt: async (signal) =>
        check(await getPage(client, "/subscriptions", SUBSCRIPTIONS, answers.subscriptionsPage, link, signal)),
      excerpt: (page) => countOf(page),
    }),
  );
}

/** Everything below a management group, at any depth. */
export function listDescendants(
  client: ArmClient,
  run: Run,
  group: string,
): Promise<Whole<{ id: string; type: string; name: string }>> {
  const scope = managementGroupScope(group);
  const path = `/providers/Microsoft.Management/managementGroups/${encodeURIComponent(group)}/descendants`;
  return wholeOf(
    pagesOf((link, check) =>
      ask(run, {
        action: ACTIONS.descendants,
        scope,
        on: scope,
        budget: TENANT_BUDGET,
        missing: ["NotFound", "ResourceNotFound"],
        attempt: async (signal) =>
          check(await getPage(client, path, DESCENDANTS, answers.descendantsPage, link, signal)),
        excerpt: (page) => countOf(page),
      }),
    ),
  );
}

export function managementGroupScope(group: string): string {
  return `/providers/microsoft.management/managementgroups/${group.toLowerCase()}`;
}
