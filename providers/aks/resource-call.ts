import type { z } from "zod";
import type { Answer, Run } from "../contract.ts";
import type { Json } from "../../src/model/json.ts";
import type { Page } from "./answers.ts";
import { keyOf, type ArmId } from "./arm-id.ts";
import { ask, getChecked, getPage, pagesOf, wholeOf, type ApiVersions, type Whole } from "./ask.ts";
import { readBudget, storageBudget } from "./budgets.ts";
import type { ArmClient } from "./client.ts";
import type { Permission } from "./permissions.ts";
import { plain } from "./text.ts";

/** Calls about one resource, or about all of a kind in a subscription. */

/** Codes of a 404 that prove that an outermost resource is gone. */
export const GONE = ["ResourceNotFound", "ResourceGroupNotFound"];
/** The same for something inside a resource that is read on its own. */
export const GONE_INSIDE = [...GONE, "ParentResourceNotFound", "NotFound"];

export function read<T>(
  client: ArmClient,
  run: Run,
  id: ArmId,
  action: Permission,
  versions: ApiVersions,
  schema: z.ZodType<T>,
  missing: readonly string[],
  excerpt: (answer: T) => Json = () => ({}),
): Promise<Answer<T>> {
  const budget = id.type.startsWith("microsoft.storage/")
    ? storageBudget(id.subscription)
    : readBudget(id.subscription);
  return ask(run, {
    action,
    scope: id.subscription,
    target: keyOf(id),
    on: id.id,
    budget,
    missing,
    attempt: (signal) => getChecked(client, id.path, versions, schema, signal),
    excerpt,
  });
}

/** @param target what the list is read for: one that several look into would else leave the same evidence twice */
export function list<T>(
  client: ArmClient,
  run: Run,
  subscription: string,
  target: string,
  path: string,
  action: Permission,
  versions: ApiVersions,
  schema: z.ZodType<Page<T>>,
): Promise<Whole<T>> {
  return wholeOf(
    pagesOf((link, check) =>
      ask(run, {
        action,
        scope: subscription,
        target,
        on: `/subscriptions/${subscription}`,
        budget: readBudget(subscription),
        attempt: async (signal) => check(await getPage(client, path, versions, schema, link, signal)),
        excerpt: (page) => ({ count: page.value.length }),
      }),
    ),
  );
}

export function below(parent: ArmId, type: string, name: string): ArmId {
  return {
    ...parent,
    id: `${parent.id}/${type}/${name}`,
    type: `${parent.type}/${type.toLowerCase()}`,
    names: [...parent.names, name],
    path: `${parent.path}/${type}/${encodeURIComponent(name)}`,
  };
}

export function shown(text: string | null | undefined, most?: number): string | null {
  return text === null || text === undefined ? null : plain(text, most);
}
