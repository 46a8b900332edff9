import type { ResourceRecord } from "../../../src/model/cluster.ts";
import type { Unknown } from "../../../src/model/fact.ts";
import type { Run } from "../../contract.ts";
import { describeDeliveryStream, describeStreamSummary } from "../archive/calls.ts";
import { firehoseRecord, kinesisRecord, nameOf } from "../archive/facts.ts";
import { readBucket } from "../archive/reads.ts";
import { parseArn, type Arn } from "../arn.ts";
import { describeDestinations } from "./calls.ts";
import { destinationRecord } from "./facts.ts";
import { lockedOut } from "../accounts/doors.ts";
import { resourceFacts } from "../fact-schema.ts";
import type { Site } from "../names.ts";
import type { EksPlace } from "../accounts/scopes.ts";
import type { Session } from "../client/session.ts";

/** Follows copies to where they rest, entering other accounts on the way. */

/** Subscription, destination, delivery stream, bucket: nothing goes on for longer. */
const MOST_STEPS = 3;

/** @returns ids of the records on the way, each written before the one that refers to it is used */
export async function followCopy(place: EksPlace, run: Run, destination: string, step = 0): Promise<string[]> {
  const arn = parseArn(destination);
  if (!arn || step >= MOST_STEPS) return [];
  switch (arn.service) {
    case "logs":
      return followDestination(place, run, destination, arn, step);
    case "firehose":
      return followFirehose(place, run, destination, arn);
    case "kinesis":
      return followKinesis(place, run, destination, arn);
    default:
      return [];
  }
}

export interface Visit {
  readonly site: Site;
  readonly session: Session;
  readonly scope: string;
  readonly location: string;
}

/** A seat in another account and region. */
export async function visit(
  { site, session, doors }: EksPlace,
  { account, region }: Pick<Site, "account" | "region">,
): Promise<Visit | Unknown> {
  const there = { site: { partition: site.partition, account, region }, scope: account, location: region };
  if (account === site.account) return { ...there, session };
  const entered = await doors.enter(account);
  return entered.ok ? { ...there, session: entered.session } : lockedOut(entered, account);
}

async function followDestination(place: EksPlace, run: Run, id: string, arn: Arn, step: number): Promise<string[]> {
  const name = /^destination:(.+)$/.exec(arn.resource)?.[1];
  if (name === undefined) return [];
  const seat = await visit(place, arn);
  const record = await run.resource(id, async () =>
    destinationRecord(siteOf(arn), id, name, "state" in seat ? seat : await describeDestinations(seat, run, name)),
  );
  const { target } = resourceFacts["log-destination"].parse(record.facts);
  return [id, ...(target.state === "known" ? await followCopy(place, run, target.value, step + 1) : [])];
}

async function followFirehose(place: EksPlace, run: Run, id: string, arn: Arn): Promise<string[]> {
  const seat = await visit(place, arn);
  const record = await run.resource(id, () => readFirehose(seat, run, id, arn));
  const { target } = resourceFacts["firehose-stream"].parse(record.facts);
  if ("state" in seat || target.state !== "known" || target.value.kind !== "bucket") return [id];
  const bucket = await readBucket(seat, seat.site, target.value.name, run);
  const { accountBlock } = resourceFacts["s3-bucket"].parse(bucket.facts);
  return [id, ...(accountBlock.state === "known" ? [accountBlock.value] : []), bucket.id];
}

async function readFirehose(seat: Visit | Unknown, run: Run, id: string, arn: Arn): Promise<ResourceRecord> {
  return firehoseRecord(siteOf(arn), id, "state" in seat ? seat : await describeDeliveryStream(seat, run, nameOf(id)));
}

async function followKinesis(place: EksPlace, run: Run, id: string, arn: Arn): Promise<string[]> {
  const seat = await visit(place, arn);
  await run.resource(id, async () =>
    kinesisRecord(siteOf(arn), id, "state" in seat ? seat : await describeStreamSummary(seat, run, nameOf(id))),
  );
  return [id];
}

function siteOf({ partition, account, region }: Arn): Site {
  return { partition, account, region };
}
