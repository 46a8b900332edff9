import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import type { Json } from "../../src/model/json.ts";
import * as answers from "./answers.ts";
import type { ClusterAnswer, Page, SettingAnswer } from "./answers.ts";
import { ask, getPage, newestKnown, pagesOf, wholeOf, type ApiVersions, type Whole } from "./ask.ts";
import { ArmFailure } from "./arm-failure.ts";
import { clusterListBudget, readBudget } from "./budgets.ts";
import type { ArmClient } from "./client.ts";
import { ACTIONS, type Permission } from "./permissions.ts";
import { plain } from "./text.ts";

/** The calls that find clusters, and what each is set to emit. */

const CLUSTERS: ApiVersions = ["2026-06-01", "2025-10-01", "2024-09-01"];
const DIAGNOSTICS: ApiVersions = ["2021-05-01-preview"];

/** The clusters of a subscription, in all its regions, page by page. */
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
      excerpt: (page) => page.value.map(excerptOfCluster),
    }),
  );
}

function excerptOfCluster({ name, properties }: ClusterAnswer): Json {
  return {
    name: plain(name),
    provisioningState: plain(properties.provisioningState ?? ""),
    powerState: plain(properties.powerState?.code ?? ""),
    version: plain(properties.currentKubernetesVersion ?? properties.kubernetesVersion ?? ""),
    entra: typeof properties.aadProfile === "object" && properties.aadProfile !== null,
  };
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
