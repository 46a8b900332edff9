import type { GoogleLandscape, SimAuditConfig } from "../google/landscape.ts";

const EVERYTHING: SimAuditConfig = {
  service: "container.googleapis.com",
  auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
};

/** An organisation with three projects: reads on and kept, reads off, and reads on with an exempted member. */
export const demoGoogle: GoogleLandscape = {
  organizations: [{ id: "300000000001", displayName: "example.com" }],
  folders: [{ id: "200000000001", displayName: "production", parent: "organizations/300000000001" }],
  projects: [
    {
      id: "demo-payments",
      number: "500000000001",
      parent: "folders/200000000001",
      auditConfigs: [EVERYTHING],
      defaultBucket: { retentionDays: 400, locked: true },
      clusters: [{ name: "pay-gke", location: "europe-west1", version: "1.34.1-gke.100", labels: { env: "prod" } }],
    },
    {
      id: "demo-shop",
      number: "500000000002",
      parent: "folders/200000000001",
      clusters: [
        { name: "shop", location: "europe-west1-b", version: "1.33.4-gke.200", autopilot: true },
        { name: "shop-batch", location: "us-central1", version: "1.33.4-gke.200" },
      ],
    },
    {
      id: "demo-research",
      number: "500000000003",
      parent: "organizations/300000000001",
      auditConfigs: [
        {
          service: "allServices",
          auditLogConfigs: [
            { logType: "ADMIN_READ" },
            { logType: "DATA_READ", exemptedMembers: ["user:robin@example.com"] },
          ],
        },
      ],
      clusters: [{ name: "lab", location: "europe-north1", version: "1.32.9-gke.300" }],
    },
  ],
};
