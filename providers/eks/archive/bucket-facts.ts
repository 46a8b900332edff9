import type { z } from "zod";
import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, mapFact, notApplicable, unknown, type Fact, type Gap, type Unknown } from "../../../src/model/fact.ts";
import type { Answer } from "../../contract.ts";
import type { BucketSaid } from "./calls.ts";
import { bucketRecordId } from "./bucket-names.ts";
import { at } from "../record.ts";
import type { AccountBlockFacts, BucketFacts } from "../deep-fact-schema.ts";
import { accountBlockArn } from "../deep-names.ts";
import type * as schema from "../deep-schema.ts";
import { lifecycleOf, versionLifecycleOf } from "./lifecycle.ts";
import type { Site } from "../names.ts";

/** Answers about buckets in our words. */

type Said<T extends z.ZodType> = Answer<BucketSaid<z.infer<T>>>;

/** Everything that was asked about a bucket; its access list is asked for only where it counts. */
export interface BucketAnswers {
  readonly exists: Fact<boolean>;
  readonly owner: Fact<string | null>;
  readonly versioned: Fact<boolean>;
  readonly objectLock: Said<typeof schema.bucketObjectLock>;
  readonly lifecycle: Said<typeof schema.bucketLifecycle>;
  readonly publicAccess: Said<typeof schema.bucketPublicAccess>;
  readonly policyStatus: Said<typeof schema.bucketPolicyStatus>;
  readonly logging: Said<typeof schema.bucketLogging>;
  readonly ownership: Said<typeof schema.bucketOwnership>;
  readonly accessList: Said<typeof schema.bucketAccessList> | undefined;
  readonly accountBlock: BucketFacts["accountBlock"];
  readonly key: BucketFacts["key"];
}

export function bucketRecord(site: Site, name: string, facts: BucketFacts): ResourceRecord {
  return { ...at(site), id: bucketRecordId(site, name), type: "s3-bucket", name, facts: { ...facts } };
}

/** A bucket that is gone, or of which nothing is known. */
export function closedBucket(exists: Fact<boolean>, why: Unknown): BucketFacts {
  return {
    exists,
    owner: why,
    objectLock: why,
    lifecycle: why,
    versioned: why,
    versionLifecycle: why,
    key: why,
    blocksAcls: why,
    blocksPolicies: why,
    publicPolicy: why,
    ownership: why,
    logsAccess: why,
    accessList: why,
    accountBlock: why,
  };
}

export function bucketFacts(answers: BucketAnswers, on: string): BucketFacts {
  return {
    exists: answers.exists,
    owner: answers.owner,
    objectLock: objectLockOf(answers.objectLock, on),
    lifecycle: said(answers.lifecycle, (answer) => (answer?.Rules ?? []).flatMap(lifecycleOf)),
    versioned: answers.versioned,
    versionLifecycle: said(answers.lifecycle, (answer) => (answer?.Rules ?? []).flatMap(versionLifecycleOf)),
    key: answers.key,
    ...blockFacts(answers.publicAccess),
    publicPolicy: said(answers.policyStatus, (answer) => answer?.PolicyStatus.IsPublic ?? false),
    ownership: said(answers.ownership, (answer) => answer?.OwnershipControls.Rules[0]?.ObjectOwnership ?? null),
    logsAccess: said(answers.logging, (answer) => Boolean(answer?.LoggingEnabled)),
    accessList: accessListOf(answers.accessList, on),
    accountBlock: answers.accountBlock,
  };
}

/** What is not set blocks nothing. */
function blockFacts(answer: Said<typeof schema.bucketPublicAccess>): AccountBlockFacts {
  const blocks = said(answer, (block) => block?.PublicAccessBlockConfiguration ?? null);
  return {
    blocksAcls: mapFact(blocks, (block) => block?.IgnorePublicAcls ?? false),
    blocksPolicies: mapFact(blocks, (block) => block?.RestrictPublicBuckets ?? false),
  };
}

export function accountBlockRecord(site: Site, answer: Said<typeof schema.bucketPublicAccess>): ResourceRecord {
  const place = { ...at(site), location: "-" };
  const name = "public access block of the account";
  return { ...place, id: accountBlockArn(site), type: "s3-account-block", name, facts: { ...blockFacts(answer) } };
}

/** Everybody, and everybody with some AWS account: docs.aws.amazon.com/AmazonS3, access control lists, predefined groups (2026-11). */
const ANYBODY = ["AllUsers", "AuthenticatedUsers"].map((name) => `http://acs.amazonaws.com/groups/global/${name}`);
/** Writes server access logs, and reads nothing. */
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

function accessListOf(answer: Said<typeof schema.bucketAccessList> | undefined, on: string): BucketFacts["accessList"] {
  if (answer === undefined) return notApplicable("access lists of the bucket do not count");
  if (!answer.ok) return unknown(answer.gap, [answer.evidence]);
  const evidence = [answer.evidence];
  const { Owner, Grants } = answer.value.said ?? { Owner: { ID: "" }, Grants: [] };
  const anybody = new Set<string>();
  const others = new Set<string>();
  for (const { Grantee, Permission } of Grants) {
    if (Grantee.Type === "CanonicalUser") {
      if (Grantee.ID !== Owner.ID) others.add(Grantee.ID);
    } else if (ANYBODY.includes(Grantee.URI)) anybody.add(Permission);
    else if (Grantee.URI !== LOG_DELIVERY) {
      const reason = "the bucket's access list names a group that is not known here";
      return unknown({ call: "s3:GetBucketAcl", on, reason }, evidence);
    }
  }
  return known({ anybody: [...anybody].toSorted(), others: [...others].toSorted() }, evidence);
}

function said<T, V>(answer: Answer<BucketSaid<T>>, pick: (said: T | null) => V): Fact<V> {
  return answer.ok ? known(pick(answer.value.said), [answer.evidence]) : unknown(answer.gap, [answer.evidence]);
}

const DAYS_A_YEAR = 365;

function objectLockOf(answer: Said<typeof schema.bucketObjectLock>, on: string): BucketFacts["objectLock"] {
  if (!answer.ok) return unknown(answer.gap, [answer.evidence]);
  const evidence = [answer.evidence];
  const retention = answer.value.said?.ObjectLockConfiguration.Rule?.DefaultRetention;
  if (!retention) return known(null, evidence);
  const days = retention.Days ?? (retention.Years ? retention.Years * DAYS_A_YEAR : undefined);
  if (!retention.Mode || days === undefined) return unknown(odd("s3:GetObjectLockConfiguration", on), evidence);
  return known({ mode: retention.Mode, days }, evidence);
}

function odd(call: string, on: string): Gap {
  return { call, on, reason: "the answer names a lock without its mode or days" };
}
