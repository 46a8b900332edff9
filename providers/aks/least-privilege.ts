import type { GrantOptions, PermissionUse } from "../contract.ts";

/** A custom role made of the calls in the code, as `az role definition create --role-definition` takes it. */
export function customRole(uses: readonly PermissionUse[], { organization }: GrantOptions): string {
  const actions = uses.filter((use) => organization || !use.above).map(({ permission }) => permission);
  const scope = organization
    ? "/providers/Microsoft.Management/managementGroups/<management group>"
    : "/subscriptions/<subscription; those that hold the destinations, too>";
  const role = {
    Name: "trailproof reader",
    IsCustom: true,
    Description: "Reads how AKS audit logs are collected and kept; no keys, no log content.",
    Actions: [...new Set(actions)].toSorted(),
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: [scope],
  };
  return `${JSON.stringify(role, null, 2)}\n`;
}
