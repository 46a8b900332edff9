import { readFileSync } from "node:fs";
import { parsePolicy, type Policy } from "../../src/audit-policy/index.ts";

export const PROFILES = ["eks", "gke-kubernetes", "aks"] as const;
export type Profile = (typeof PROFILES)[number];

/** A provider's fixed policy as it was published; see shared/reference/audit-policies.md. */
export function readProfile(profile: Profile): Policy {
  const result = parsePolicy(
    readFileSync(new URL(`../conformance/audit-policy/policies/${profile}.yaml`, import.meta.url)),
  );
  if (!result.ok) throw new Error(`${profile}.yaml was refused`);
  return result.policy;
}
