import type { AzureEventHub, AzureEventHubNamespace } from "./landscape.ts";
import { lastOf } from "./paths.ts";

/** Bodies of the event hub resource provider. */

export function namespaceBody(namespace: AzureEventHubNamespace): unknown {
  const { id } = namespace;
  return {
    sku: { name: "Standard", tier: "Standard", capacity: 1 },
    id,
    name: lastOf(id),
    type: "Microsoft.EventHub/Namespaces",
    location: namespace.location ?? "westeurope",
    tags: {},
    properties: {
      minimumTlsVersion: "1.2",
      publicNetworkAccess: "Enabled",
      disableLocalAuth: false,
      zoneRedundant: true,
      provisioningState: "Succeeded",
      status: namespace.status ?? "Active",
      serviceBusEndpoint: `https://${lastOf(id)}.servicebus.windows.net:443/`,
    },
  };
}

export function hubBody(namespace: AzureEventHubNamespace, hub: AzureEventHub): unknown {
  return {
    id: `${namespace.id}/eventhubs/${hub.name}`,
    name: hub.name,
    type: "Microsoft.EventHub/namespaces/eventhubs",
    location: namespace.location ?? "westeurope",
    properties: {
      messageRetentionInDays: 7,
      partitionCount: 4,
      partitionIds: ["0", "1", "2", "3"],
      status: hub.status ?? "Active",
      retentionDescription: { cleanupPolicy: hub.cleanupPolicy ?? "Delete", retentionTimeInHours: 168 },
    },
  };
}
