import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type { Answer } from "../../contract.ts";
import { parseArn } from "../arn.ts";
import { at } from "../record.ts";
import type { FirehoseFacts, KinesisFacts } from "../deep-fact-schema.ts";
import { bucketName, bucketRecordId } from "./bucket-names.ts";
import type * as schema from "../deep-schema.ts";
import type { Site } from "../names.ts";

/** Answers about delivery streams in our words. Buckets: `bucket-facts.ts`. */

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
  return {
    status: known(status, evidence),
    target:
      other === undefined ? bucketTarget(site, arn, bucket, evidence) : known({ kind: "other", name: other }, evidence),
    processed: known(isProcessed(bucket), evidence),
  };
}

/**
 * What is there is on unless it says otherwise: of a conversion that is published, of processors nothing is. A conversion
 * keeps what its table has a column for: docs.aws.amazon.com/firehose, convert input data format (2026-11).
 */
function isProcessed(bucket: schema.BucketTarget | null | undefined): boolean {
  const { ProcessingConfiguration: processing, DataFormatConversionConfiguration: conversion } = bucket ?? {};
  if (conversion && conversion.Enabled !== false) return true;
  if (!processing || processing.Enabled === false) return false;
  return (processing.Processors ?? []).some(({ Type }) => !HARMLESS.includes(Type));
}

/**
 * Processors that only unpack what CloudWatch Logs sends: docs.aws.amazon.com/firehose, Processor (2026-11). Not those for
 * partitions: what they find no partition for lies with the errors, whose days are others, and of one record they take
 * no more than 500 apart (docs.aws.amazon.com/firehose, troubleshoot dynamic partitioning errors, 2026-11).
 */
const HARMLESS = ["Decompression", "CloudWatchLogProcessing", "AppendDelimiterToRecord"];

/** Where it is not a bucket, a bucket that is described as well only takes what failed. */
function otherKind(destination: object): string | undefined {
  const names = Object.keys(destination).filter((name) => name.endsWith("DestinationDescription"));
  return names.find((name) => name !== "S3DestinationDescription" && name !== "ExtendedS3DestinationDescription");
}

function bucketTarget(
  site: Site,
  arn: string,
  bucket: schema.BucketTarget | null | undefined,
  evidence: string[],
): FirehoseFacts["target"] {
  const name = bucketName(bucket?.BucketARN ?? "");
  if (!bucket || name === undefined) {
    const reason = "the delivery stream has no destination that is known here";
    return unknown({ call: "firehose:DescribeDeliveryStream", on: arn, reason }, evidence);
  }
  // What follows an expression differs from day to day.
  const prefix = (bucket.Prefix ?? "").split("!{")[0] ?? "";
  const dated = bucket.Prefix ? {} : { dated: true as const };
  return known({ kind: "bucket", name, prefix, ...dated, record: bucketRecordId(site, name) }, evidence);
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
