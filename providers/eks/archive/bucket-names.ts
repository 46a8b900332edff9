import { parseArn } from "../arn.ts";
import { seenFrom } from "../deep-names.ts";
import type { Site } from "../names.ts";

/** Names of buckets, which come from answers and are hostile until they have this form. */

export function bucketName(arn: string): string | undefined {
  const resource = parseArn(arn)?.service === "s3" ? parseArn(arn)?.resource : undefined;
  return resource !== undefined && isBucketName(resource) ? resource : undefined;
}

export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
}

export function bucketArn(partition: string, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

export function bucketRecordId({ partition, account, region }: Site, name: string): string {
  return seenFrom(bucketArn(partition, name), account, region);
}
