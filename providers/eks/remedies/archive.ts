import { quoted } from "./shell.ts";
import { terraform, terraformAll } from "./terraform.ts";

/** Buckets that keep what arrives from being changed. What stands in angle brackets is the user's to choose. */

export function lockBucket(bucket: string, days: number): string {
  const lock = JSON.stringify({
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: days } },
  });
  return `aws s3api put-object-lock-configuration --bucket ${quoted(bucket)} --object-lock-configuration ${quoted(lock)}`;
}

export function lockedBucket(label: string, bucket: string, days: number): string {
  return terraform("aws_s3_bucket_object_lock_configuration", label, {
    bucket,
    rule: { default_retention: { mode: "COMPLIANCE", days } },
  });
}

/** S3 wants the region said twice, but not the first of all: docs.aws.amazon.com/AmazonS3, CreateBucket (2026-11). */
export function makeArchive(region: string, days: number): string {
  const bucket = "<archive bucket>";
  const where =
    region === "us-east-1" ? "" : ` --create-bucket-configuration ${quoted(`LocationConstraint=${region}`)}`;
  const create = `aws s3api create-bucket --bucket ${quoted(bucket)} --object-lock-enabled-for-bucket --region ${quoted(region)}${where}`;
  return [
    `Archive the log group in a bucket with Object Lock, which nobody can take back: ${create} && ${lockBucket(bucket, days)}`,
    terraformAll(
      terraform("aws_s3_bucket", "archive", { bucket, object_lock_enabled: true }),
      lockedBucket("archive", bucket, days),
    ),
  ].join("\n");
}
