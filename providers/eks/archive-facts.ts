import type { z } from "zod";
import type { ResourceRecord } from "../../src/model/cluster.ts";
import { known, unknown, type Fact, type Gap, type Unknown } from "../../src/model/fact.ts";
import type { Answer } from "../contract.ts";
import type { BucketSaid } from "./archive-calls.ts";
import { parseArn } from "./arn.ts";
import { at } from "./copy-facts.ts";
import type { BucketFacts, FirehoseFacts, KinesisFacts } from "./deep-fact-schema.ts";
import { bucketName, bucketRecordId } from "./bucket-names.ts";
import type * as schema from "./deep-schema.ts";
import { lifecycleOf } from "./lifecycle.ts";
import type { Site } from "./names.ts";

/** Answers about delivery streams and buckets in our words. */

/** @param answer unknown when its account cannot be entered */
export function firehoseRecord(
  site: Site,
  arn: string,
  answer: Answer<schema.DeliveryStreamAnswer> | Unknown,
): ResourceRecord {
  const facts = { ...firehoseFacts(site, arn, answer) };
  return { ...at(site), id: arn, type: "firehose-stream", name: nameOf(arn), facts };
}

function firehoseFacts(site: Site, arn: string, answer: Answer<schema.DeliveryStreamAnswer> | Unknown): FirehoseFacts {
  if ("state" in answer) return { status: answer, target: answer, processed: answer };
  if (!answer.ok) {
    const open = unknown(answer.gap, [answer.evidence]);
    return { status: stateOf(answer), target: open, processed: open };
  }
  const evidence = [answer.evidence];
  const { DeliveryStreamStatus: status, Destinations } = answer.value;
  const [destination] = Destinations;
  const bucket = destination?.ExtendedS3DestinationDescription ?? destination?.S3DestinationDescription;
  const other = otherKind(destination ?? {});
  const processing = bucket?.ProcessingConfiguration;
  return {
    status: known(status, evidence),
    target:
      other === undefined ? bucketTarget(site, arn, bucket, evidence) : known({ kind: "other", name: other }, evidence),
    processed: known(
      processing?.Enabled === true && (processing.Processors ?? []).some(({ Type }) => !HARMLESS.includes(Type)),
      evidence,
    ),
  };
}

/** Processors that only unpack what CloudWatch Logs sends, or name where it goes: docs.aws.amazon.com/firehose, Processor (2026-11). */
const HARMLESS = [
  "Decompression",
  "CloudWatchLogProcessing",
  "RecordDeAggregation",
  "AppendDelimiterToRecord",
  "MetadataExtraction",
];

/** Where it is not a bucket, a bucket that is described as well only takes what failed. */
function otherKind(destination: object): string | undefined {
  const names = Object.keys(destination).filter((name) => name.endsWith("DestinationDescription"));
  return names.find((name) => name !== "S3DestinationDescription" && name !== "ExtendedS3DestinationDescription");
}

function bucketTarget(
  site: Site,
  arn: string,
  bucket: { readonly BucketARN: string; readonly Prefix?: string | null | undefined } | null | undefined,
  evidence: string[],
): FirehoseFacts["target"] {
  const name = bucketName(bucket?.BucketARN ?? "");
  if (!bucket || name === undefined) {
    const reason = "the delivery stream has no destination that is known here";
    return unknown({ call: "firehose:DescribeDeliveryStream", on: arn, reason }, evidence);
  }
  // What follows an expression differs from day to day.
  const prefix = (bucket.Prefix ?? "").split("!{")[0] ?? "";
  return known({ kind: "bucket", name, prefix, record: bucketRecordId(site, name) }, evidence);
}

export function kinesisRecord(site: Site, arn: string, answer: Answer<string> | Unknown): ResourceRecord {
  const facts: KinesisFacts = { status: "state" in answer ? answer : statusOf(answer) };
  return { ...at(site), id: arn, type: "kinesis-stream", name: nameOf(arn), facts: { ...facts } };
}

function statusOf(answer: Answer<string>): Fact<string> {
  return answer.ok ? known(answer.value, [answer.evidence]) : stateOf(answer);
}

function stateOf(answer: Answer<unknown> & { ok: false }): Fact<string> {
  if (answer.outcome === "not-found") return known("NotFound", [answer.evidence]);
  return unknown(answer.gap, [answer.evidence]);
}

/** `deliverystream/name`, `stream/name` */
export function nameOf(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.slice(resource.indexOf("/") + 1);
}

type Said<T extends z.ZodType> = Answer<BucketSaid<z.infer<T>>>;

/** Everything that was asked about a bucket; what was not asked is undefined. */
export interface BucketAnswers {
  readonly exists: Fact<boolean>;
  readonly owner: Fact<string | null>;
  readonly objectLock: Said<typeof schema.bucketObjectLock>;
  readonly lifecycle: Said<typeof schema.bucketLifecycle>;
  readonly publicAccess: Said<typeof schema.bucketPublicAccess>;
  readonly policyStatus: Said<typeof schema.bucketPolicyStatus>;
  readonly logging: Said<typeof schema.bucketLogging>;
  readonly ownership: Said<typeof schema.bucketOwnership> | undefined;
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
    key: why,
    blocksAcls: why,
    blocksPolicies: why,
    publicPolicy: why,
    ownership: why,
    logsAccess: why,
  };
}

export function bucketFacts(answers: BucketAnswers, on: string): BucketFacts {
  const blocks = said(answers.publicAccess, (answer) => answer?.PublicAccessBlockConfiguration ?? null);
  return {
    exists: answers.exists,
    owner: answers.owner,
    objectLock: objectLockOf(answers.objectLock, on),
    lifecycle: said(answers.lifecycle, (answer) => (answer?.Rules ?? []).flatMap(lifecycleOf)),
    key: answers.key,
    blocksAcls: mapKnown(blocks, (block) => block?.IgnorePublicAcls ?? false),
    blocksPolicies: mapKnown(blocks, (block) => block?.RestrictPublicBuckets ?? false),
    publicPolicy: said(answers.policyStatus, (answer) => answer?.PolicyStatus.IsPublic ?? false),
    ownership: answers.ownership
      ? said(answers.ownership, (answer) => answer?.OwnershipControls.Rules[0]?.ObjectOwnership ?? null)
      : known(null),
    logsAccess: said(answers.logging, (answer) => Boolean(answer?.LoggingEnabled)),
  };
}

function said<T, V>(answer: Answer<BucketSaid<T>>, pick: (said: T | null) => V): Fact<V> {
  return answer.ok ? known(pick(answer.value.said), [answer.evidence]) : unknown(answer.gap, [answer.evidence]);
}

function mapKnown<A, B>(fact: Fact<A>, change: (value: A) => B): Fact<B> {
  return fact.state === "known" ? { ...fact, value: change(fact.value) } : fact;
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
