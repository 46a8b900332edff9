import { ledgerFailure, NoCredential, type Answer, type Run, type Selection } from "../contract.ts";
import type { LedgerEntry } from "../../src/model/evidence.ts";
import type { SubscriptionAnswer } from "./answers.ts";
import {
  getSubscription,
  listDescendants,
  listSubscriptions,
  managementGroupScope,
  signIn,
} from "./subscription-calls.ts";
import { scopesOf, wantedIn, type Wanted } from "./wanted.ts";
import { createArmClient, type ArmClient } from "./client.ts";
import { endpointOf } from "./endpoint.ts";
import { plain } from "./text.ts";
import { isGuid } from "./arm-id.ts";
import { PROVIDER } from "./provider.ts";
import { NO_CREDENTIAL } from "./sign-in.ts";

/** A subscription to read, and the way to it. */
export interface Planned {
  readonly id: string;
  readonly client: ArmClient;
}

/** Finds the subscriptions to read; those that are not read go to the ledger. */
export async function* planSubscriptions(selection: Selection, run: Run): AsyncGenerator<Planned> {
  const wanted = wantedIn(selection);
  const client = await connect(wanted, run);
  if (!client) return;
  const seen = new Set<string>();
  for await (const id of find(client, run, wanted)) {
    if (seen.has(id)) continue;
    seen.add(id);
    yield { id, client };
  }
}

async function connect(wanted: Wanted, run: Run): Promise<ArmClient | undefined> {
  const client = createArmClient(endpointOf(run.env), run.env, wanted.tenant);
  if (!client) return undefined;
  const answer = await signIn(client, run, wanted.tenant);
  if (answer.ok && answer.value === "none") throw new NoCredential(NO_CREDENTIAL);
  if (answer.ok) return client;
  for (const scope of scopesOf(wanted)) run.ledger({ ...entryOf(scope), ...ledgerFailure(answer), clusters: null });
  return undefined;
}

async function* find(client: ArmClient, run: Run, wanted: Wanted): AsyncGenerator<string> {
  if (wanted.subscriptions.length === 0 && wanted.groups.length === 0) {
    yield* findAll(client, run, wanted.tenant);
    return;
  }
  const groups = wanted.groups.map((group) => descend(client, run, group));
  yield* readEach(client, run, wanted.subscriptions, true, wanted.tenant);
  for (const group of groups) {
    const below = (await group).filter((id) => !wanted.subscriptions.includes(id));
    yield* readEach(client, run, below, false, wanted.tenant);
  }
}

/** Every subscription that the credential can list. */
async function* findAll(client: ArmClient, run: Run, tenant: string | undefined): AsyncGenerator<string> {
  let pages = 0;
  for await (const answer of listSubscriptions(client, run)) {
    if (!answer.ok) {
      const failure = ledgerFailure(answer);
      run.ledger({ ...entryOf("-"), ...failure, ...(pages === 0 ? {} : { status: "incomplete" }), clusters: null });
      return;
    }
    pages += 1;
    for (const subscription of answer.value.value) {
      const id = subscription.subscriptionId.toLowerCase();
      if (isScanned(id, subscription, false, tenant, run)) yield id;
    }
  }
}

async function descend(client: ArmClient, run: Run, group: string): Promise<readonly string[]> {
  const whole = await listDescendants(client, run, group);
  if (!whole.ok) {
    run.ledger({ ...entryOf(managementGroupScope(group)), ...ledgerFailure(whole.failure), clusters: null });
    return [];
  }
  return whole.value.flatMap(({ type, name }) => (/(^|\/)subscriptions$/i.test(type) ? [name.toLowerCase()] : []));
}

/** Reads subscriptions side by side and gives them in their order. */
async function* readEach(
  client: ArmClient,
  run: Run,
  ids: readonly string[],
  named: boolean,
  tenant: string | undefined,
): AsyncGenerator<string> {
  const answers = ids.map((id) => getSubscription(client, run, id));
  for (const [at, id] of ids.entries()) {
    const answer = (await answers[at]) as Answer<SubscriptionAnswer>;
    if (!answer.ok) run.ledger({ ...entryOf(id), ...ledgerFailure(answer), clusters: null });
    else if (isScanned(id, answer.value, named, tenant, run)) yield id;
  }
}

/** Resources of a disabled subscription can still be listed; one that was named is read all the same. */
function isScanned(
  id: string,
  subscription: SubscriptionAnswer,
  named: boolean,
  tenant: string | undefined,
  run: Run,
): boolean {
  const reason = reasonToSkip(subscription, named, tenant);
  if (reason === undefined) return true;
  run.ledger({ ...entryOf(id), status: "skipped", clusters: null, reason });
  return false;
}

function reasonToSkip(
  subscription: SubscriptionAnswer,
  named: boolean,
  tenant: string | undefined,
): string | undefined {
  const { managedByTenants, state, tenantId } = subscription;
  const delegated = (managedByTenants ?? []).some(
    (manager) => manager.tenantId.toLowerCase() === tenant?.toLowerCase(),
  );
  // Some credentials sign in to their own tenant whatever is asked for.
  if (
    tenant !== undefined &&
    isGuid(tenant) &&
    typeof tenantId === "string" &&
    tenantId.toLowerCase() !== tenant.toLowerCase() &&
    !delegated
  ) {
    return `it belongs to tenant ${plain(tenantId)}, and tenant ${tenant} was asked for`;
  }
  if (state.toLowerCase() === "enabled" || (named && state.toLowerCase() !== "deleted")) return undefined;
  return `the subscription is ${plain(state)}; name it with --subscription to read it all the same`;
}

function entryOf(scope: string): Pick<LedgerEntry, "provider" | "scope" | "location"> {
  return { provider: PROVIDER, scope, location: "-" };
}
