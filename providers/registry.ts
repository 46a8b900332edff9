// Written by `npm run generate` from the directories; do not edit.
import type { ProviderModule } from "./contract.ts";

/** Every provider, loaded only when it is used. */
export const providers: { readonly [id: string]: () => Promise<ProviderModule> } = {
  aks: async () => (await import("./aks/index.ts")).provider,
  eks: async () => (await import("./eks/index.ts")).provider,
  gke: async () => (await import("./gke/index.ts")).provider,
};
