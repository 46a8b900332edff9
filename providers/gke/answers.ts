import { z } from "zod";
import { UnexpectedAnswer } from "./errors.ts";

/** What is read of Google's answers. Absent fields have their default: that is proto3 JSON, not a gap. */

const optionalText = z.string().default("");
const flag = z.boolean().default(false);
/** int64 is text in JSON. */
const wholeNumber = z.union([z.number(), z.string().regex(/^\d{1,19}$/)]).transform(Number);

export const clusterList = z.object({
  clusters: z.array(
    z.object({
      name: z.string().min(1),
      location: z.string().min(1),
      status: z.union([z.string(), z.number()]).transform(String),
      currentMasterVersion: z.string(),
      createTime: z.string(),
      resourceLabels: z.record(z.string(), z.string()).nullish(),
      autopilot: z.object({ enabled: z.boolean() }).nullish(),
      loggingConfig: z
        .object({
          componentConfig: z
            .object({ enableComponents: z.array(z.union([z.string(), z.number()]).transform(String)) })
            .nullish(),
        })
        .nullish(),
      masterAuth: z
        .object({ clientCertificateConfig: z.object({ issueClientCertificate: z.boolean() }).nullish() })
        .nullish(),
    }),
  ),
  missingZones: z.array(z.string()),
});
export type ClusterList = z.infer<typeof clusterList>;
export type Cluster = ClusterList["clusters"][number];

const project = z.object({
  name: z.string().regex(/^projects\/\d+$/),
  projectId: z.string().min(1),
  state: optionalText,
});
export type Project = z.infer<typeof project>;
export const projectAnswer = project;

const folder = z.object({ name: z.string().regex(/^folders\/\d+$/), state: optionalText });
export type Folder = z.infer<typeof folder>;

const resourceId = z.object({ type: z.enum(["project", "folder", "organization"]), id: z.string().min(1) });
export const ancestry = z.object({ ancestor: z.array(z.object({ resourceId })).min(1) });
export type Ancestry = z.infer<typeof ancestry>;

/** Every policy has an etag; an answer without one is no policy. */
export const iamPolicy = z.object({
  etag: z.string().min(1),
  auditConfigs: z
    .array(
      z.object({
        service: optionalText,
        auditLogConfigs: z
          .array(z.object({ logType: optionalText, exemptedMembers: z.array(z.string()).default([]) }))
          .default([]),
      }),
    )
    .default([]),
});
export type IamPolicy = z.infer<typeof iamPolicy>;

const sink = z.object({
  name: z.string().min(1),
  resourceName: optionalText,
  destination: z.string().min(1),
  filter: optionalText,
  exclusions: z.array(z.object({ name: optionalText, filter: optionalText, disabled: flag })).default([]),
  disabled: flag,
  includeChildren: flag,
  interceptChildren: flag,
  bigqueryOptions: z.object({ usePartitionedTables: flag }).optional(),
});
export type SinkAnswer = z.infer<typeof sink>;

const logBucket = z.object({
  name: z.string().regex(/^[^/]+\/[^/]+\/locations\/[^/]+\/buckets\/[^/]+$/),
  retentionDays: z.number().int().optional(),
  locked: flag,
  lifecycleState: optionalText,
  cmekSettings: z.object({ kmsKeyName: optionalText }).optional(),
});
export type LogBucketAnswer = z.infer<typeof logBucket>;

export const storageBucket = z.object({
  name: z.string().min(1),
  projectNumber: wholeNumber.transform(String),
  location: z.string(),
  retentionPolicy: z.object({ retentionPeriod: wholeNumber.optional(), isLocked: flag }).optional(),
  lifecycle: z
    .object({
      rule: z
        .array(
          z.object({
            action: z.object({ type: z.string() }),
            condition: z.record(z.string(), z.unknown()).default({}),
          }),
        )
        .default([]),
    })
    .optional(),
  encryption: z.object({ defaultKmsKeyName: optionalText }).optional(),
});
export type StorageBucketAnswer = z.infer<typeof storageBucket>;

export const dataset = z.object({
  datasetReference: z.object({ datasetId: z.string().min(1) }),
  location: z.string(),
  defaultPartitionExpirationMs: wholeNumber.optional(),
  defaultTableExpirationMs: wholeNumber.optional(),
  defaultEncryptionConfiguration: z.object({ kmsKeyName: optionalText }).optional(),
});
export type DatasetAnswer = z.infer<typeof dataset>;

export const topic = z.object({
  name: z.string().min(1),
  messageRetentionDuration: z
    .string()
    .regex(/^\d+(\.\d+)?s$/)
    .optional(),
  kmsKeyName: optionalText,
});
export type TopicAnswer = z.infer<typeof topic>;

export const cryptoKey = z.object({ name: z.string().min(1), primary: z.object({ state: z.string() }).optional() });
export type CryptoKeyAnswer = z.infer<typeof cryptoKey>;

export interface Page<T> {
  readonly items: readonly T[];
  /** Empty on the last page. */
  readonly next: string;
}

/**
 * One page of a list. Google leaves an empty list out, so `{}` can be one; an object with other fields instead is not.
 * @param isNeverEmpty a list that cannot be empty, so that a lone empty page is no answer
 */
export function pageOf<T>(field: string, item: z.ZodType<T>, isNeverEmpty: boolean, answer: unknown): Page<T> {
  const body = z.record(z.string(), z.unknown()).parse(answer);
  const next = z.string().default("").parse(body["nextPageToken"]);
  const silent = z.array(z.unknown()).default([]).parse(body["unreachable"]);
  if (silent.length > 0) throw new UnexpectedAnswer("some locations did not answer");
  const items = z.array(item).optional().parse(body[field]);
  if (items) return { items, next };
  const isForeign = Object.keys(body).some((name) => name !== "nextPageToken" && name !== "unreachable");
  if (isForeign || (isNeverEmpty && next === "")) throw new UnexpectedAnswer("the answer is no list");
  return { items: [], next };
}

export const readProjects = (answer: unknown): Page<Project> => pageOf("projects", project, false, answer);
export const readFolders = (answer: unknown): Page<Folder> => pageOf("folders", folder, false, answer);
export const readSinks = (answer: unknown): Page<SinkAnswer> => pageOf("sinks", sink, true, answer);
export const readLogBuckets = (answer: unknown): Page<LogBucketAnswer> => pageOf("buckets", logBucket, true, answer);
export const readSubscriptions = (answer: unknown): Page<string> => pageOf("subscriptions", z.string(), false, answer);
