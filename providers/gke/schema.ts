import { z } from "zod";
import { BASES } from "../../src/model/fact.ts";

/** The facts of a snapshot. Reading a snapshot needs this file and no cloud SDK. */

const gap = z.object({ call: z.string(), permission: z.string().exactOptional(), on: z.string(), reason: z.string() });
const unknown = z.object({ state: z.literal("unknown"), gaps: z.array(gap), evidence: z.array(z.string()) });
const notApplicable = z.object({ state: z.literal("not-applicable"), reason: z.string() });

function factOf<T extends z.ZodType>(value: T) {
  const known = z.object({ state: z.literal("known"), value, basis: z.enum(BASES), evidence: z.array(z.string()) });
  return z.discriminatedUnion("state", [known, unknown, notApplicable]);
}

const auditConfig = z.object({ service: z.string(), logType: z.string(), exemptedMembers: z.array(z.string()) });

const sink = z.object({
  /** `projects/p`, `folders/1`, `organizations/2`. */
  owner: z.string(),
  name: z.string(),
  destination: z.string(),
  filter: z.string(),
  exclusions: z.array(z.object({ name: z.string(), filter: z.string() })),
  disabled: z.boolean(),
  includeChildren: z.boolean(),
  interceptChildren: z.boolean(),
  partitioned: z.boolean(),
});

const logBucket = z.object({
  id: z.string(),
  location: z.string(),
  /** null: not in the answer. */
  retentionDays: z.number().nullable(),
  locked: z.boolean(),
  lifecycleState: z.string(),
  kmsKey: z.string().nullable(),
});

const deleteRule = z.object({
  ageDays: z.number().nullable(),
  prefixes: z.array(z.string()),
  /** It has conditions that are not worked out. */
  isConditional: z.boolean(),
});

const storageBucket = z.object({
  projectNumber: z.string(),
  location: z.string(),
  retentionSeconds: z.number().nullable(),
  retentionLocked: z.boolean(),
  deleteRules: z.array(deleteRule),
  kmsKey: z.string().nullable(),
});

const dataset = z.object({
  location: z.string(),
  partitionExpirationMs: z.number().nullable(),
  tableExpirationMs: z.number().nullable(),
  kmsKey: z.string().nullable(),
});

const topic = z.object({ retentionSeconds: z.number().nullable(), kmsKey: z.string().nullable() });

export type AuditConfig = z.infer<typeof auditConfig>;
export type Sink = z.infer<typeof sink>;
export type LogBucket = z.infer<typeof logBucket>;
export type DeleteRule = z.infer<typeof deleteRule>;
export type StorageBucket = z.infer<typeof storageBucket>;
export type Dataset = z.infer<typeof dataset>;
export type Topic = z.infer<typeof topic>;

export const clusterFacts = z.object({
  /** Component logs, which have no influence on audit logs. */
  loggingComponents: factOf(z.array(z.string())),
  issuesClientCertificate: factOf(z.boolean()),
});

/** By resource type. A destination that is gone is known, with the value null. */
export const resourceFacts = {
  /** Folders and organisation, the nearest first. */
  project: z.object({ ancestors: factOf(z.array(z.string())) }),
  "project-number": z.object({ projectId: factOf(z.string()) }),
  "iam-audit-config": z.object({ auditConfigs: factOf(z.array(auditConfig)) }),
  "log-sinks": z.object({
    sinks: factOf(z.array(sink)),
    /** Intercepting sinks of the ancestors. */
    interceptors: factOf(z.array(sink)),
  }),
  "log-buckets": z.object({ buckets: factOf(z.array(logBucket)) }),
  "gcs-bucket": z.object({ bucket: factOf(storageBucket.nullable()) }),
  "bigquery-dataset": z.object({ dataset: factOf(dataset.nullable()) }),
  "pubsub-topic": z.object({ topic: factOf(topic.nullable()), subscriptions: factOf(z.number()) }),
  "kms-key": z.object({ primaryState: factOf(z.string()) }),
};

export type ResourceType = keyof typeof resourceFacts;
export type ResourceFactsOf<T extends ResourceType> = z.infer<(typeof resourceFacts)[T]>;
