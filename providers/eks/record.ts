import type { Site } from "./names.ts";

/** What every resource record of an account in a region begins with. */
export function at({ account, region }: Site) {
  return { kind: "resource", provider: "eks", scope: account, location: region } as const;
}
