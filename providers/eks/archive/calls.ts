import type { z } from "zod";
import type { Json } from "../../../src/model/json.ts";
import type { Answer, Run } from "../../contract.ts";
import { ask, type Rate, type Seat } from "../asking/ask.ts";
import * as schema from "../deep-schema.ts";
import type { Bucket, BucketQuestion } from "../client/deep-session.ts";
import type { Operation } from "../permissions.ts";

/** Calls about what stands behind a subscription: delivery streams, buckets and their keys. */

/** Published: https://docs.aws.amazon.com/firehose/latest/dev/limits.html (2026-11). */
const FIREHOSE: Rate = { perSecond: 5, burst: 5, concurrent: 5 };
const KINESIS: Rate = { perSecond: 10, burst: 10, concurrent: 10 };
const KMS: Rate = { perSecond: 50, burst: 50, concurrent: 32 };
/** Far below what one bucket takes. */
const S3: Rate = { perSecond: 50, burst: 50, concurrent: 32 };

export function describeDeliveryStream(
  seat: Seat,
  run: Run,
  name: string,
): Promise<Answer<schema.DeliveryStreamAnswer>> {
  return ask(seat, run, {
    operation: "firehose:DescribeDeliveryStream",
    target: name,
    rate: FIREHOSE,
    attempt: async (signal) => {
      const answer = await seat.session.describeDeliveryStream(seat.location, name, signal);
      return schema.describeDeliveryStreamAnswer.parse(answer).DeliveryStreamDescription;
    },
    excerpt: ({ DeliveryStreamStatus, Destinations }) => ({
      status: DeliveryStreamStatus,
      bucket: Destinations[0]?.ExtendedS3DestinationDescription?.BucketARN ?? null,
    }),
  });
}

/** Status of a stream. */
export function describeStreamSummary(seat: Seat, run: Run, name: string): Promise<Answer<string>> {
  return ask(seat, run, {
    operation: "kinesis:DescribeStreamSummary",
    target: name,
    rate: KINESIS,
    attempt: async (signal) => {
      const answer = await seat.session.describeStreamSummary(seat.location, name, signal);
      return schema.describeStreamSummaryAnswer.parse(answer).StreamDescriptionSummary.StreamStatus;
    },
    excerpt: (status) => ({ status }),
  });
}

export interface KeyAnswer {
  readonly state: string;
  /** `AWS` for a key that AWS manages in the account. */
  readonly manager: string | null;
}

export function readKey(seat: Seat, run: Run, key: string): Promise<Answer<KeyAnswer>> {
  return ask(seat, run, {
    operation: "kms:DescribeKey",
    target: key,
    limit: "kms",
    rate: KMS,
    attempt: async (signal) => {
      const answer: unknown = await seat.session.describeKey(seat.location, key, signal);
      const { KeyState, KeyManager } = schema.keyMetadata.parse(answer).KeyMetadata;
      return { state: KeyState, manager: KeyManager ?? null };
    },
    excerpt: ({ state, manager }) => ({ keyState: state, keyManager: manager }),
  });
}

interface Question<T extends z.ZodType> {
  readonly question: BucketQuestion;
  readonly operation: Operation;
  readonly answer: T;
  /** Error codes that mean it is not configured. */
  readonly unset: readonly string[];
}

function asks<T extends z.ZodType>(
  question: BucketQuestion,
  operation: Operation,
  answer: T,
  ...unset: readonly string[]
): Question<T> {
  return { question, operation, answer, unset };
}

/** Codes for what is not configured: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (2026-11). */
export const BUCKET = {
  versioning: asks("versioning", "s3:GetBucketVersioning", schema.bucketVersioning),
  objectLock: asks(
    "objectLock",
    "s3:GetObjectLockConfiguration",
    schema.bucketObjectLock,
    "ObjectLockConfigurationNotFoundError",
  ),
  lifecycle: asks(
    "lifecycle",
    "s3:GetBucketLifecycleConfiguration",
    schema.bucketLifecycle,
    "NoSuchLifecycleConfiguration",
  ),
  encryption: asks(
    "encryption",
    "s3:GetBucketEncryption",
    schema.bucketEncryption,
    "ServerSideEncryptionConfigurationNotFoundError",
  ),
  publicAccess: asks(
    "publicAccess",
    "s3:GetPublicAccessBlock",
    schema.bucketPublicAccess,
    "NoSuchPublicAccessBlockConfiguration",
  ),
  policyStatus: asks("policyStatus", "s3:GetBucketPolicyStatus", schema.bucketPolicyStatus, "NoSuchBucketPolicy"),
  logging: asks("logging", "s3:GetBucketLogging", schema.bucketLogging),
  ownership: asks(
    "ownership",
    "s3:GetBucketOwnershipControls",
    schema.bucketOwnership,
    "OwnershipControlsNotFoundError",
  ),
  accessList: asks("accessList", "s3:GetBucketAcl", schema.bucketAccessList),
} as const;

export interface BucketSaid<T> {
  /** Null when it is not configured. */
  readonly said: T | null;
  /** Where the bucket is; absent when it is not configured. */
  readonly region?: string;
}

/** Asks one thing about a bucket. With an owner, everybody else's bucket is refused. */
export function askBucket<T extends z.ZodType>(
  seat: Seat,
  run: Run,
  bucket: Bucket,
  { question, operation, answer, unset }: Question<T>,
): Promise<Answer<BucketSaid<z.infer<T>>>> {
  return ask(seat, run, {
    operation,
    target: bucket.owner === undefined ? bucket.name : `${bucket.name} of ${bucket.owner}`,
    limit: "s3",
    rate: S3,
    attempt: async (signal) => {
      try {
        const { output, region } = await seat.session.askBucket(seat.location, question, bucket, signal);
        return { said: answer.parse(output), region };
      } catch (error) {
        if (error instanceof Error && unset.includes(error.name)) return { said: null };
        throw error;
      }
    },
    excerpt: ({ said }) => ({ [question]: excerptOf(said) }),
  });
}

function excerptOf(said: unknown): Json {
  const text = JSON.stringify(said) ?? "null";
  return text.length <= 1000 ? (JSON.parse(text) as Json) : { cut: text.slice(0, 300) };
}
