import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, notApplicable, unknown, type Fact } from "../../../src/model/fact.ts";
import { factFrom, type Answer, type Run } from "../../contract.ts";
import { askAccountBlock } from "./account-block-calls.ts";
import { OWNER_ENFORCED } from "./access.ts";
import { parseArn } from "../arn.ts";
import { askBucket, BUCKET, readKey, type BucketSaid } from "./calls.ts";
import type { Seat } from "../asking/ask.ts";
import { accountBlockRecord, bucketFacts, bucketRecord, closedBucket, type BucketAnswers } from "./bucket-facts.ts";
import { bucketArn, bucketRecordId } from "./bucket-names.ts";
import type { BucketFacts } from "../deep-fact-schema.ts";
import { accountBlockArn } from "../deep-names.ts";
import type { Bucket } from "../client/deep-session.ts";
import type { Site } from "../names.ts";

/** Reads an archive bucket as one account sees it. */
export function readBucket(seat: Seat, site: Site, name: string, run: Run): Promise<ResourceRecord> {
  return run.resource(bucketRecordId(site, name), async () =>
    bucketRecord(site, name, await readFacts(seat, site, name, run)),
  );
}

async function readFacts(seat: Seat, site: Site, name: string, run: Run): Promise<BucketFacts> {
  const found = await findBucket(seat, site, name, run);
  if ("exists" in found) return found;
  const { bucket, owner, versioned } = found;
  const on = bucketArn(site.partition, name);
  const [objectLock, lifecycle, policyStatus, logging, key, lists, blocks] = await Promise.all([
    askBucket(seat, run, bucket, BUCKET.objectLock),
    askBucket(seat, run, bucket, BUCKET.lifecycle),
    askBucket(seat, run, bucket, BUCKET.policyStatus),
    askBucket(seat, run, bucket, BUCKET.logging),
    readBucketKey(seat, bucket, run),
    readLists(seat, bucket, run),
    readBlocks(seat, site, found, on, run),
  ]);
  const exists = known(true, owner.evidence);
  return bucketFacts(
    { exists, owner, versioned, objectLock, lifecycle, policyStatus, logging, key, ...lists, ...blocks },
    on,
  );
}

/** A block of public access leaves alone what a list grants to single accounts: only who owns the objects switches lists off. */
async function readLists(
  seat: Seat,
  bucket: Bucket,
  run: Run,
): Promise<Pick<BucketAnswers, "ownership" | "accessList">> {
  const ownership = await askBucket(seat, run, bucket, BUCKET.ownership);
  const isOff = ownership.ok && ownership.value.said?.OwnershipControls.Rules[0]?.ObjectOwnership === OWNER_ENFORCED;
  return { ownership, accessList: isOff ? undefined : await askBucket(seat, run, bucket, BUCKET.accessList) };
}

/** The account's block adds to the bucket's, and is asked for where that leaves something open. */
async function readBlocks(
  seat: Seat,
  site: Site,
  { bucket, owner }: Found,
  on: string,
  run: Run,
): Promise<Pick<BucketAnswers, "publicAccess" | "accountBlock">> {
  const publicAccess = await askBucket(seat, run, bucket, BUCKET.publicAccess);
  const own = publicAccess.ok ? publicAccess.value.said?.PublicAccessBlockConfiguration : undefined;
  if (own?.IgnorePublicAcls && own.RestrictPublicBuckets) {
    return { publicAccess, accountBlock: notApplicable("the bucket itself blocks all public access") };
  }
  if (owner.value === null) {
    const reason = "what the bucket's account blocks cannot be asked: whose it is cannot be told";
    return {
      publicAccess,
      accountBlock: unknown({ call: "s3control:GetPublicAccessBlock", on, reason }, owner.evidence),
    };
  }
  // A bucket that is known to belong to somebody belongs to the account that asks.
  const record = await run.resource(accountBlockArn(site), async () =>
    accountBlockRecord(site, await askAccountBlock(seat, run)),
  );
  return { publicAccess, accountBlock: known(record.id) };
}

interface Found {
  readonly bucket: Bucket;
  readonly owner: BucketFacts["owner"] & { readonly state: "known" };
  readonly versioned: BucketFacts["versioned"];
}

/**
 * Whose bucket is it? S3 refuses to answer when the owner is not the expected one; the same question without an owner tells
 * that apart from a missing permission. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html (2026-11).
 */
async function findBucket(seat: Seat, { account }: Site, name: string, run: Run): Promise<Found | BucketFacts> {
  const mine = { name, owner: account };
  const first = await askBucket(seat, run, mine, BUCKET.versioning);
  if (first.ok) return { bucket: mine, owner: known(account, [first.evidence]), versioned: isVersioned(first) };
  if (first.outcome !== "denied") return closed(first);
  const anyones = { name, owner: undefined };
  const second = await askBucket(seat, run, anyones, BUCKET.versioning);
  if (!second.ok) return closed(second);
  return {
    bucket: anyones,
    owner: known(null, [first.evidence, second.evidence]),
    versioned: isVersioned(second),
  };
}

function isVersioned(answer: Answer<BucketSaid<{ readonly Status?: string | null | undefined }>>): Fact<boolean> {
  return factFrom(answer, ({ said }) => said?.Status === "Enabled");
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
  // KMS looks for a bare id or an alias where it is asked: S3 asks in the bucket's region.
  const key = await readKey({ ...seat, location: answer.value.region ?? seat.location }, run, id);
  const evidence = [answer.evidence, key.evidence];
  if (key.ok) return known({ id, ...key.value }, evidence);
  if (key.outcome !== "not-found") return unknown(key.gap, evidence);
  if (bucket.owner === undefined && !parseArn(id)) {
    const reason = "the bucket is another account's and does not say whose key it names: no such key is here";
    return unknown({ call: "kms:DescribeKey", on: id, reason }, evidence);
  }
  return known({ id, state: "NotFound", manager: null }, evidence, "inferred");
}
