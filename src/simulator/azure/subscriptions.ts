import type { AzureLandscape, AzureManagementGroup, AzureSubscription } from "./landscape.ts";

/** Bodies of subscriptions and of the management groups above them. */

export function subscriptionBody(subscription: AzureSubscription, tenant: string): unknown {
  const { id, name, state, managedBy } = subscription;
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: "RoleBased",
    managedByTenants: (managedBy ?? []).map((tenantId) => ({ tenantId })),
    subscriptionId: id,
    tenantId: subscription.tenant ?? tenant,
    displayName: name ?? id,
    state: state ?? "Enabled",
    subscriptionPolicies: { locationPlacementId: "Public_2014-09-01", quotaId: "EnterpriseAgreement_2014-09-01" },
  };
}

export type Descendant = AzureManagementGroup | AzureSubscription;

/** Everything below a management group at any depth; undefined when there is no such group. */
export function descendantsOf(landscape: AzureLandscape, group: string): readonly Descendant[] | undefined {
  const groups = landscape.managementGroups ?? [];
  if (!groups.some(({ id }) => id.toLowerCase() === group)) return undefined;
  const below = groups.filter(({ parent }) => parent?.toLowerCase() === group);
  const own = landscape.subscriptions.filter(({ managementGroup }) => managementGroup?.toLowerCase() === group);
  return [...below, ...own, ...below.flatMap(({ id }) => descendantsOf(landscape, id.toLowerCase()) ?? [])];
}

export function descendantBody(descendant: Descendant): unknown {
  const { id, name } = descendant;
  const group =
    "state" in descendant || "managementGroup" in descendant ? undefined : (descendant as AzureManagementGroup);
  const parent = group ? group.parent : (descendant as AzureSubscription).managementGroup;
  return {
    id: group ? `/providers/Microsoft.Management/managementGroups/${id}` : `/subscriptions/${id}`,
    type: group ? "Microsoft.Management/managementGroups" : "/subscriptions",
    name: id,
    properties: {
      displayName: name ?? id,
      parent: { id: `/providers/Microsoft.Management/managementGroups/${parent}` },
    },
  };
}
