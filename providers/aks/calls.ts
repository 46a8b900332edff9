import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import type { Json } from "../../src/model/json.ts";
import * as answers from "./answers.ts";
import type { ClusterAnswer, Page, SettingAnswer, SubscriptionAnswer } from "./answers.ts";
import { ask, getChecked, newestKnown, pagesOf, wholeOf, type ApiVersions, type Whole } from "./ask.ts";
import { clusterListBudget, readBudget, TENANT_BUDGET } from "./budgets.ts";
import type { ArmClient } from "./client.ts";
import { ArmFailure, plain } from "./errors.ts";
import { ACTIONS, SIGN_IN, type Permission } from "./permissions.ts";

/** The calls that find subscriptions and clusters, and what a cluster is set to emit. */

const SUBSCRIPTIONS: ApiVersions = ["2022-12-01", "2020-01-01"];
const DESCENDANTS: ApiVersions = ["2021-04-01", "2020-05-01"];
const CLUSTERS: ApiVersions = ["2026-06-01", "2025-10-01", "2024-09-01"];
const DIAGNOSTICS: ApiVersions = ["2021-05-01-preview"];

export function signIn(client: ArmClient, run: Run, tenant: string | undefined): Promise<Answer<"ok" | "none">> {
  return ask(run, {
    action: SIGN_IN,
    scope: tenant ?? "-",
    on: tenant ?? "-",
    budget: TENANT_BUDGET,
    attempt: () => client.signIn(),
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

export function listClusters(
  client: ArmClient,
  run: Run,
  subscription: string,
): AsyncGenerator<Answer<Page<ClusterAnswer>>> {
  return pagesOf((link, check) =>
    ask(run, {
      action: ACTIONS.clusters,
      scope: subscription,
      on: `/subscriptions/${subscription}`,
      budget: clusterListBudget(subscription),
      attempt: async (signal) => check(await clustersPage(client, subscription, link, signal)),
      excerpt: (page) => countOf(page),
    }),
  );
}

async function clustersPage(
  client: ArmClient,
  subscription: string,
  link: string | undefined,
  signal: AbortSignal,
): Promise<Page<ClusterAnswer>> {
  try {
    const body = await newestKnown(CLUSTERS, (version) => client.clusters(subscription, version, link, signal));
    return answers.clustersPage.parse(body);
  } catch (error) {
    if (isUnregistered(error, "Microsoft.ContainerService")) return { value: [], nextLink: null };
    throw error;
  }
}

/** A subscription that is not registered for a provider has none of its resources. */
function isUnregistered(error: unknown, namespace: string): boolean {
  return (
    error instanceof ArmFailure &&
    ((error.status === 409 && error.code === "MissingSubscriptionRegistration") ||
      (error.status === 400 && error.code === "SubscriptionNotRegistered")) &&
    error.text.toLowerCase().includes(`'${namespace.toLowerCase()}'`)
  );
}

/** @param path the cluster's id as a URL path, @param id its id in lower case */
export function listSettings(
  client: ArmClient,
  run: Run,
  subscription: string,
  path: string,
  id: string,
): Promise<Whole<SettingAnswer>> {
  return wholeOf(
    pagesOf((link, check) =>
      ask(run, {
        ...aboutCluster(ACTIONS.settings, subscription, id),
        attempt: async (signal) =>
          check(
            await getPage(
              client,
              `${path}${INSIGHTS}/diagnosticSettings`,
              DIAGNOSTICS,
              answers.settingsPage,
              link,
              signal,
            ),
          ),
        excerpt: (page) => page.value.map(excerptOfSetting),
      }),
    ),
  );
}

/** What the cluster can emit, and the groups of each category. */
export function listCategories(
  client: ArmClient,
  run: Run,
  subscription: string,
  path: string,
  id: string,
): Promise<Whole<z.infer<typeof answers.categoriesPage>["value"][number]>> {
  return wholeOf(
    pagesOf((link, check) =>
      ask(run, {
        ...aboutCluster(ACTIONS.categories, subscription, id),
        attempt: async (signal) =>
          check(
            await getPage(
              client,
              `${path}${INSIGHTS}/diagnosticSettingsCategories`,
              DIAGNOSTICS,
              answers.categoriesPage,
              link,
              signal,
            ),
          ),
        excerpt: (page) =>
          page.value.map(({ name, properties }) => ({
            name: plain(name),
            groups: properties.categoryGroups.map((group) => plain(group)),
          })),
      }),
    ),
  );
}

const INSIGHTS = "/providers/Microsoft.Insights";

function aboutCluster(action: Permission, subscription: string, id: string) {
  return { action, scope: subscription, target: id, on: id, budget: readBudget(subscription) };
}

function excerptOfSetting({ name, properties }: SettingAnswer): Json {
  return {
    name: plain(name),
    logs: properties.logs.map(({ category, categoryGroup, enabled }) => ({
      ...(category === null ? {} : { category: plain(category) }),
      ...(categoryGroup === null ? {} : { group: plain(categoryGroup) }),
      enabled,
    })),
  };
}

function countOf(page: Page<unknown>): Json {
  return { count: page.value.length };
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
