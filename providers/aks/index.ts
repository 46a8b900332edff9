import type { ProviderModule } from "../contract.ts";

export const provider: ProviderModule = {
  landscape: () => import("./landscape.ts"),
  reader: () => import("./reader.ts"),
  facts: () => import("./trail.ts"),
  permissions: () => import("./permissions.ts"),
};
