// Written by `npm run generate` from the directories; do not edit.
import type { Control } from "../src/trail/control.ts";

export const controls: { readonly [id: string]: () => Promise<{ readonly control: Control }> } = {
  "AUD-ATTRIBUTION": () => import("./controls/aud-attribution.ts"),
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
  "CTL-CLOUDAPI": () => import("./controls/ctl-cloudapi.ts"),
  "CTL-TIME": () => import("./controls/ctl-time.ts"),
  "LOG-ACCESS": () => import("./controls/log-access.ts"),
  "LOG-CAPACITY": () => import("./controls/log-capacity.ts"),
  "LOG-CENTRAL": () => import("./controls/log-central.ts"),
  "LOG-DELIVERED": () => import("./controls/log-delivered.ts"),
  "LOG-ENCRYPTION": () => import("./controls/log-encryption.ts"),
  "LOG-FLOW": () => import("./controls/log-flow.ts"),
  "LOG-IMMUTABLE": () => import("./controls/log-immutable.ts"),
  "LOG-RETENTION": () => import("./controls/log-retention.ts"),
  "MON-DETECT": () => import("./controls/mon-detect.ts"),
  "MON-TAMPER": () => import("./controls/mon-tamper.ts"),
  "PLAT-VERSION": () => import("./controls/plat-version.ts"),
};

export const profiles: readonly string[] = ["aks", "eks", "gke"];

export const frameworks: readonly string[] = ["pci-containers-1.0", "pci-dss-4.0.1"];

export const requirements: readonly string[] = ["cis-controls-8.1", "fedramp-rev5", "hipaa-documentation", "pci-dss-4.0.1", "stig", "us-federal-m-21-31-legacy", "us-federal-m-26-14"];
