import type { AzureVault } from "./landscape.ts";
import { lastOf } from "./paths.ts";

/** Bodies of key vaults and their keys, as the management API shows them: no key material. */

export function vaultBody(vault: AzureVault): unknown {
  const { id, location } = vault;
  return {
    id,
    name: lastOf(id),
    type: "Microsoft.KeyVault/vaults",
    location: location ?? "westeurope",
    properties: {
      tenantId: "00000000-0000-0000-0000-0000000000ee",
      vaultUri: `https://${lastOf(id).toLowerCase()}.vault.azure.net/`,
      enableSoftDelete: true,
      provisioningState: "Succeeded",
    },
  };
}

export function keyBody(vault: AzureVault, key: AzureVault["keys"][number]): unknown {
  return {
    id: `${vault.id}/keys/${key.name}`,
    name: key.name,
    type: "Microsoft.KeyVault/vaults/keys",
    location: vault.location ?? "westeurope",
    properties: {
      attributes: { enabled: key.enabled, created: 1_700_000_000, updated: 1_700_000_000 },
      kty: "RSA",
      keyUri: `https://${lastOf(vault.id).toLowerCase()}.vault.azure.net/keys/${key.name}`,
    },
  };
}
