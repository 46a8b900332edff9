import type * as S3 from "@aws-sdk/client-s3";
import type { Bucket, BucketAnswer, BucketQuestion } from "./deep-session.ts";

/** Part of `client.ts`: what S3 is asked about a bucket. */

type Sdk = typeof S3;

export interface BucketCall {
  readonly question: BucketQuestion;
  readonly bucket: Bucket;
  readonly signal: AbortSignal;
  readonly sdk: Sdk;
  client(region: string): Promise<S3.S3Client>;
  /** Where the bucket is expected. */
  readonly region: string;
  /** Where buckets turned out to be. */
  readonly bucketRegions: Map<string, string>;
}

/** Asks in the bucket's own region, which S3 names when it is asked elsewhere. */
export async function askS3(call: BucketCall): Promise<BucketAnswer> {
  const { bucket, bucketRegions } = call;
  const region = bucketRegions.get(bucket.name) ?? call.region;
  try {
    return { output: await send(call, region), region };
  } catch (error) {
    const other = otherRegion(error);
    if (other === undefined || other === region) throw error;
    bucketRegions.set(bucket.name, other);
    return { output: await send(call, other), region: other };
  }
}

async function send({ question, bucket, signal, sdk, client }: BucketCall, region: string): Promise<unknown> {
  const input = {
    Bucket: bucket.name,
    ...(bucket.owner === undefined ? {} : { ExpectedBucketOwner: bucket.owner }),
  };
  const s3 = await client(region);
  const options = { abortSignal: signal };
  switch (question) {
    case "versioning":
      return s3.send(new sdk.GetBucketVersioningCommand(input), options);
    case "objectLock":
      return s3.send(new sdk.GetObjectLockConfigurationCommand(input), options);
    case "lifecycle":
      return s3.send(new sdk.GetBucketLifecycleConfigurationCommand(input), options);
    case "encryption":
      return s3.send(new sdk.GetBucketEncryptionCommand(input), options);
    case "publicAccess":
      return s3.send(new sdk.GetPublicAccessBlockCommand(input), options);
    case "policyStatus":
      return s3.send(new sdk.GetBucketPolicyStatusCommand(input), options);
    case "logging":
      return s3.send(new sdk.GetBucketLoggingCommand(input), options);
    case "ownership":
      return s3.send(new sdk.GetBucketOwnershipControlsCommand(input), options);
    case "accessList":
      return s3.send(new sdk.GetBucketAclCommand(input), options);
  }
}

/** S3 answers 301, or 400 where the signature named another region. */
function otherRegion(error: unknown): string | undefined {
  const { $metadata, $response } = error as {
    $metadata?: { httpStatusCode?: number };
    $response?: { headers?: { [name: string]: string } };
  };
  if ($metadata?.httpStatusCode !== 301 && $metadata?.httpStatusCode !== 400) return undefined;
  const region = $response?.headers?.["x-amz-bucket-region"];
  return region !== undefined && /^[a-z0-9-]{1,40}$/.test(region) ? region : undefined;
}
