import { z } from "zod";
import { deepClusterFacts, deepResourceFacts } from "./deep-fact-schema.ts";
import { factOf, type FactsOf } from "./fact-of.ts";

/** The facts of EKS clusters as a snapshot holds them. */

const names = z.array(z.string());
const day = z.number().int().positive().nullable();

export const clusterFacts = z.object({
  /** Log types that are on. */
  logTypes: factOf(names),
  authenticationMode: factOf(z.string()),
  platformVersion: factOf(z.string()),
  /** Who runs a connected cluster; null for one that EKS runs. */
  connectedTo: factOf(z.string().nullable()),
  /** Ids of resource records. */
  logGroup: factOf(z.string()),
  telemetryPipelines: factOf(z.string()),
  ...deepClusterFacts,
});

const logGroup = z.object({
  exists: factOf(z.boolean()),
  createdAt: factOf(z.string().nullable()),
  /** As the group shows it; null when it keeps entries for ever. */
  retentionDays: factOf(day),
  /** The account's policy that decides instead; null when there is none. */
  retentionPolicyName: factOf(z.string().nullable()),
  policyRetentionDays: factOf(day),
  logGroupClass: factOf(z.string().nullable()),
  kmsKeyId: factOf(z.string().nullable()),
  keyState: factOf(z.string()),
  deletionProtection: factOf(z.boolean()),
  bearerTokenAuthentication: factOf(z.boolean()),
  dataProtectionStatus: factOf(z.string().nullable()),
  inheritedProperties: factOf(names),
  /** Data identifiers that the group's or the account's policy masks. */
  maskedIdentifiers: factOf(names),
});

const pipeline = z.object({
  name: z.string(),
  status: z.string().nullable(),
  /** Plugin names; null when the answer does not say. */
  sources: names.nullable(),
  dataSources: z.array(z.object({ name: z.string().nullable(), type: z.string().nullable() })).nullable(),
  processors: names.nullable(),
});

const telemetryPipelines = z.object({ pipelines: factOf(z.array(pipeline)) });

export const resourceFacts = {
  "cloudwatch-log-group": logGroup,
  "telemetry-pipelines": telemetryPipelines,
  ...deepResourceFacts,
} as const;

export type ClusterFacts = FactsOf<z.infer<typeof clusterFacts>>;
export type LogGroupFacts = FactsOf<z.infer<typeof logGroup>>;
export type PipelinesFacts = FactsOf<z.infer<typeof telemetryPipelines>>;
export type PipelineFact = z.infer<typeof pipeline>;
