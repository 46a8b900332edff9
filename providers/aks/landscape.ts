import type { Landscape, Selection } from "../contract.ts";

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, 2026-11. */
const MANAGEMENT_GROUP = /^[a-z0-9_().-]{0,89}[a-z0-9_()-]$/i;
const CLUSTER_ID =
  /^\/subscriptions\/([0-9a-f-]{36})\/resourcegroups\/[^/]+\/providers\/microsoft\.containerservice\/managedclusters\/[^/]+$/i;

const EXAMPLE = "00000000-0000-0000-0000-000000000000";

export const landscape: Landscape = {
  id: "aks",
  title: "Azure Kubernetes Service",
  options: [
    {
      flag: "--subscription <id>",
      description: "Azure subscription to scan",
      key: "subscriptions",
      kind: "list",
      check: (value) => (GUID.test(value) ? undefined : `a subscription id is a GUID, such as ${EXAMPLE}`),
    },
    {
      flag: "--management-group <id>",
      description: "Azure management group: all subscriptions below it",
      key: "managementGroups",
      kind: "list",
      check: (value) =>
        MANAGEMENT_GROUP.test(value) ? undefined : "a management group is named by its id, such as corp-landing-zones",
    },
    {
      flag: "--tenant <id>",
      description: "Microsoft Entra tenant to sign in to",
      key: "tenant",
      kind: "value",
      check: (value) =>
        GUID.test(value) || DOMAIN.test(value)
          ? undefined
          : `a tenant is a GUID or a domain, such as ${EXAMPLE} or contoso.onmicrosoft.com`,
    },
  ],
  locationsKey: "locations",
  locate(clusterId: string): Selection | undefined {
    const subscription = CLUSTER_ID.exec(clusterId)?.[1];
    return subscription !== undefined && GUID.test(subscription)
      ? { subscriptions: [subscription.toLowerCase()] }
      : undefined;
  },
};
