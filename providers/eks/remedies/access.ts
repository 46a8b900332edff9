import type { AccessIssue, Store } from "../../../src/model/trail.ts";
import { ISSUES } from "../archive/access.ts";
import { parseArn } from "../arn.ts";
import { bucketOf, valueOf } from "./store.ts";
import { quoted } from "./shell.ts";
import { terraform } from "./terraform.ts";
import type { EksTrail } from "../eks-trail.ts";

/** What to do about ways into a store that are wider than they should be. */

/** The widest way first. */
export function accessRemedy({ stores }: EksTrail): string | undefined {
  for (const { text } of [ISSUES.policy, ISSUES.list, ISSUES.others, ISSUES.trace]) {
    const store = stores.find((one) => issuesOf(one).some((issue) => issue.text === text));
    if (store) return closeWay(text, bucketOf(store));
  }
  const weak = stores.find((store) => issuesOf(store).length > 0);
  return weak && refuseTokens(weak);
}

function issuesOf({ access }: Store): readonly AccessIssue[] {
  return valueOf(access) ?? [];
}

function closeWay(issue: string, bucket: string): string {
  switch (issue) {
    case ISSUES.policy.text:
      return closeBucket(bucket);
    case ISSUES.trace.text:
      return traceBucket(bucket);
    default:
      return dropLists(bucket);
  }
}

/** Lists can be switched off only once they grant nothing to others: docs.aws.amazon.com/AmazonS3, object ownership (2026-11). */
function dropLists(bucket: string): string {
  const ownership = JSON.stringify({ Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] });
  const empty = `aws s3api put-bucket-acl --bucket ${quoted(bucket)} --acl private`;
  const off = `aws s3api put-bucket-ownership-controls --bucket ${quoted(bucket)} --ownership-controls ${quoted(ownership)}`;
  return [
    `Take others out of the archive bucket's access list, and let access lists count no more: ${empty} && ${off}`,
    terraform("aws_s3_bucket_ownership_controls", bucket, {
      bucket,
      rule: { object_ownership: "BucketOwnerEnforced" },
    }),
  ].join("\n");
}

function closeBucket(bucket: string): string {
  const all = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
  const block = all.map((name) => `${name}=true`).join(",");
  return [
    `Block public access to the archive bucket: aws s3api put-public-access-block --bucket ${quoted(bucket)} --public-access-block-configuration ${quoted(block)}`,
    terraform("aws_s3_bucket_public_access_block", bucket, {
      bucket,
      block_public_acls: true,
      ignore_public_acls: true,
      block_public_policy: true,
      restrict_public_buckets: true,
    }),
  ].join("\n");
}

function traceBucket(bucket: string): string {
  const target = "<bucket for access logs>";
  const status = JSON.stringify({ LoggingEnabled: { TargetBucket: target, TargetPrefix: `${bucket}/` } });
  return [
    `Log who reads the archive bucket: aws s3api put-bucket-logging --bucket ${quoted(bucket)} --bucket-logging-status ${quoted(status)}`,
    terraform("aws_s3_bucket_logging", bucket, { bucket, target_bucket: target, target_prefix: `${bucket}/` }),
  ].join("\n");
}

function refuseTokens({ id, location }: Store): string {
  const name = parseArn(id)?.resource.replace(/^log-group:/, "") ?? id;
  const where = `--log-group-identifier ${quoted(name)} --region ${quoted(location)}`;
  return `Let the log group take signed requests only: aws logs put-bearer-token-authentication ${where} --no-bearer-token-authentication-enabled`;
}
