// Written by `npm run generate` from the directories; do not edit.
import type { Control } from "../src/trail/control.ts";

export const controls: { readonly [id: string]: () => Promise<{ readonly control: Control }> } = {
  "AUD-AUTHN": () => import("./controls/aud-authn.ts"),
  "AUD-CHANGES": () => import("./controls/aud-changes.ts"),
  "AUD-CREDENTIALS": () => import("./controls/aud-credentials.ts"),
  "AUD-DENIED": () => import("./controls/aud-denied.ts"),
  "AUD-ENABLED": () => import("./controls/aud-enabled.ts"),
  "AUD-INTERACTIVE": () => import("./controls/aud-interactive.ts"),
  "AUD-NO-EXEMPTION": () => import("./controls/aud-no-exemption.ts"),
  "AUD-RBAC-BODY": () => import("./controls/aud-rbac-body.ts"),
  "AUD-READS": () => import("./controls/aud-reads.ts"),
  "AUD-SECRETS": () => import("./controls/aud-secrets.ts"),
  "LOG-DELIVERED": () => import("./controls/log-delivered.ts"),
  "LOG-RETENTION": () => import("./controls/log-retention.ts"),
};

export const profiles: readonly string[] = ["aks", "eks", "gke"];

export const frameworks: readonly string[] = ["pci-containers-1.0", "pci-dss-4.0.1"];

export const requirements: readonly string[] = ["cis-controls-8.1", "fedramp-rev5", "hipaa-documentation", "pci-dss-4.0.1", "stig", "us-federal-m-21-31-legacy", "us-federal-m-26-14"];
