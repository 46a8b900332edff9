import type { ResourceRecord } from "../../src/model/cluster.ts";
import { known, unknown } from "../../src/model/fact.ts";
import type { Answer, Run } from "../contract.ts";
import { askBucket, BUCKET, readKey, type BucketSaid } from "./archive-calls.ts";
import { bucketFacts, bucketRecord, closedBucket } from "./archive-facts.ts";
import type { Seat } from "./ask.ts";
import { bucketArn, bucketRecordId } from "./bucket-names.ts";
import type { BucketFacts } from "./deep-fact-schema.ts";
import type { Bucket } from "./deep-session.ts";
import type { Site } from "./names.ts";

/** Reads an archive bucket as one account sees it. */
export function readBucket(seat: Seat, site: Site, name: string, run: Run): Promise<ResourceRecord> {
  return run.resource(bucketRecordId(site, name), async () =>
    bucketRecord(site, name, await readFacts(seat, site, name, run)),
  );
}

async function readFacts(seat: Seat, site: Site, name: string, run: Run): Promise<BucketFacts> {
  const found = await findBucket(seat, site, name, run);
  if ("exists" in found) return found;
  const { bucket, owner } = found;
  const [objectLock, lifecycle, publicAccess, policyStatus, logging, key] = await Promise.all([
    askBucket(seat, run, bucket, BUCKET.objectLock),
    askBucket(seat, run, bucket, BUCKET.lifecycle),
    askBucket(seat, run, bucket, BUCKET.publicAccess),
    askBucket(seat, run, bucket, BUCKET.policyStatus),
    askBucket(seat, run, bucket, BUCKET.logging),
    readBucketKey(seat, bucket, run),
  ]);
  const ignoresAcls = publicAccess.ok && publicAccess.value.said?.PublicAccessBlockConfiguration.IgnorePublicAcls;
  const ownership = ignoresAcls ? undefined : await askBucket(seat, run, bucket, BUCKET.ownership);
  const exists = known(true, owner.evidence);
  const answers = { exists, owner, objectLock, lifecycle, publicAccess, policyStatus, logging, ownership, key };
  return bucketFacts(answers, bucketArn(site.partition, name));
}

interface Found {
  readonly bucket: Bucket;
  readonly owner: BucketFacts["owner"] & { readonly state: "known" };
}

/**
 * Whose bucket is it? S3 refuses to answer when the owner is not the expected one; the same question without an owner tells
 * that apart from a missing permission. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html (2026-11).
 */
async function findBucket(seat: Seat, { account }: Site, name: string, run: Run): Promise<Found | BucketFacts> {
  const mine = { name, owner: account };
  const first = await askBucket(seat, run, mine, BUCKET.versioning);
  if (first.ok) return { bucket: mine, owner: known(account, [first.evidence]) };
  if (first.outcome !== "denied") return closed(first);
  const anyones = { name, owner: undefined };
  const second = await askBucket(seat, run, anyones, BUCKET.versioning);
  if (second.ok) return { bucket: anyones, owner: known(null, [first.evidence, second.evidence]) };
  return closed(second);
}

function closed(answer: Answer<BucketSaid<unknown>> & { ok: false }): BucketFacts {
  const why = unknown(answer.gap, [answer.evidence]);
  return closedBucket(answer.outcome === "not-found" ? known(false, [answer.evidence]) : why, why);
}

/** Names of keys that AWS manages, which nobody can hand to a customer. */
const OF_AWS = /^(?:arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:)?alias\/aws\//;

async function readBucketKey(seat: Seat, bucket: Bucket, run: Run): Promise<BucketFacts["key"]> {
  const answer = await askBucket(seat, run, bucket, BUCKET.encryption);
  if (!answer.ok) return unknown(answer.gap, [answer.evidence]);
  const [rule] = answer.value.said?.ServerSideEncryptionConfiguration.Rules ?? [];
  const id = rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  const isKms = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm?.startsWith("aws:kms") ?? false;
  if (!isKms || !id || OF_AWS.test(id)) return known(null, [answer.evidence]);
  const key = await readKey(seat, run, id);
  if (key.ok) return known({ id, ...key.value }, [answer.evidence, key.evidence]);
  if (key.outcome === "not-found") {
    return known({ id, state: "NotFound", manager: null }, [answer.evidence, key.evidence], "inferred");
  }
  return unknown(key.gap, [answer.evidence, key.evidence]);
}
