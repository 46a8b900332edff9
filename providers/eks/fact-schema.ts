import { z } from "zod";
import { BASES, type Fact } from "../../src/model/fact.ts";

/** The facts of EKS clusters as a snapshot holds them. */

const gap = z.object({ call: z.string(), permission: z.string().exactOptional(), on: z.string(), reason: z.string() });
const unknown = z.object({ state: z.literal("unknown"), gaps: z.array(gap), evidence: z.array(z.string()) });
const notApplicable = z.object({ state: z.literal("not-applicable"), reason: z.string() });

function factOf<T extends z.ZodType>(value: T) {
  const known = z.object({ state: z.literal("known"), value, basis: z.enum(BASES), evidence: z.array(z.string()) });
  return z.discriminatedUnion("state", [known, unknown, notApplicable]);
}

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

export const resourceFacts = { "cloudwatch-log-group": logGroup, "telemetry-pipelines": telemetryPipelines } as const;

/** The facts of a schema, as the model has them. */
type FactsOf<S> = { readonly [K in keyof S]: Fact<ValueOf<S[K]>> };
type ValueOf<F> = F extends { state: "known"; value: infer V } ? V : never;

export type ClusterFacts = FactsOf<z.infer<typeof clusterFacts>>;
export type LogGroupFacts = FactsOf<z.infer<typeof logGroup>>;
export type PipelinesFacts = FactsOf<z.infer<typeof telemetryPipelines>>;
export type PipelineFact = z.infer<typeof pipeline>;
