import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Fact, type Gap, type Unknown } from "../../../src/model/fact.ts";
import type { Filter, StoreState } from "../../../src/model/trail.ts";
import { archiveStore } from "../archive/store.ts";
import { parseArn, type Arn } from "../arn.ts";
import { handed, type End } from "./end.ts";
import type { AccountBlockFacts, BucketFacts } from "../deep-fact-schema.ts";
import { findResource, lost, type Resources } from "../found.ts";

export interface EndsOf {
  readonly cluster: ClusterRecord;
  readonly resource: Resources;
  /** Whether a trail that records the cluster's account records reads of objects. */
  readonly objectReads: Fact<boolean>;
}

const MOST_STEPS = 4;

/** Follows an ARN through the records of a snapshot. */
export function endOf(destination: string, from: EndsOf, step = 0): End {
  const arn = parseArn(destination);
  if (!arn || step > MOST_STEPS) return oddEnd(destination);
  switch (arn.service) {
    case "logs":
      return destinationEnd(destination, arn, from, step);
    case "firehose":
      return firehoseEnd(destination, arn, from);
    case "kinesis":
      return kinesisEnd(destination, arn, from);
    case "lambda":
      return lambdaEnd(destination, arn);
    default:
      return oddEnd(destination);
  }
}

function oddEnd(destination: string): End {
  const gap: Gap = {
    call: "logs:DescribeSubscriptionFilters",
    on: destination.slice(0, 200),
    reason: "the copy goes to a kind of destination that is not known here",
  };
  const why = unknown(gap);
  const arn = parseArn(destination) ?? {
    partition: "aws",
    service: "",
    region: "-",
    account: "-",
    resource: destination,
  };
  return handed({ kind: "unknown-destination", id: destination, arn, state: why, foreign: why, why });
}

/** A destination of another account: taken for alive, as every queue is, unless it is known to be gone. */
function destinationEnd(id: string, arn: Arn, from: EndsOf, step: number): End {
  const found = findResource(from.resource, "log-destination", id);
  const exists: Fact<boolean> = found?.facts.exists ?? lost(id);
  const target: Fact<string> = found?.facts.target ?? lost(id);
  if (target.state === "known" && exists.state === "known") {
    const end = endOf(target.value, from, step + 1);
    const via = [`destination ${found?.record.name ?? id} of account ${arn.account}`, ...end.via];
    return { ...end, via, evidence: [...target.evidence, ...end.evidence] };
  }
  const isGone = exists.state === "known" && !exists.value;
  return handed({
    kind: "cloudwatch-destination",
    id,
    arn,
    state: isGone ? known("dead", exists.evidence) : known("live", [], "inferred"),
    ...(isGone ? { stateReason: "the destination does not exist" } : {}),
    foreign: known(arn.account !== from.cluster.scope, [], "documented"),
    why: target.state === "unknown" ? target : lost(id),
  });
}

/** Services outside of AWS, which keep what they get where the cluster's administrators have no say. */
const OUTSIDE = [
  "SplunkDestinationDescription",
  "HttpEndpointDestinationDescription",
  "SnowflakeDestinationDescription",
];

function firehoseEnd(id: string, arn: Arn, from: EndsOf): End {
  const found = findResource(from.resource, "firehose-stream", id);
  const status: Fact<string> = found?.facts.status ?? lost(id);
  const state = streamState(status, ["ACTIVE"], "firehose:DescribeDeliveryStream", id);
  const common = { id, arn, state, ...goneReason(state, "the delivery stream does not exist") };
  const target = found?.facts.target ?? lost(id);
  if (state.state === "known" && state.value === "dead") {
    const foreign = known(arn.account !== from.cluster.scope, [], "documented");
    return handed({ ...common, kind: "firehose-stream", foreign, why: unknownOf(target, id) });
  }
  if (target.state !== "known") {
    const why = unknownOf(target, id);
    return handed({ ...common, kind: "firehose-stream", foreign: why, why });
  }
  if (target.value.kind === "other") {
    const kind = target.value.name;
    const reason = `what ${kind.replace(/DestinationDescription$/, "")} keeps of what Firehose brings is not visible`;
    const why = unknown({ call: "firehose:DescribeDeliveryStream", on: id, reason }, target.evidence);
    const foreign: Fact<boolean> = OUTSIDE.includes(kind) ? known(true, target.evidence, "inferred") : why;
    return handed({ ...common, kind: "firehose-partner", foreign, why });
  }
  const { name, prefix, dated = false, record: recordId } = target.value;
  const bucket = findResource(from.resource, "s3-bucket", recordId);
  if (!bucket) return handed({ ...common, kind: "s3-bucket", foreign: lost(recordId), why: lost(recordId) });
  const { record, facts } = bucket;
  const objectReads = readsIn(facts.owner, from);
  const store = archiveStore(from.cluster.scope, {
    partition: arn.partition,
    name,
    prefix,
    dated,
    record,
    facts,
    accountBlock: accountBlockOf(facts, from.resource),
    stream: state,
    objectReads,
  });
  const filters = processedBy(found?.facts.processed ?? lost(id), id);
  // Several streams may fill one place: that one of them may not work must not hide behind another that does.
  const own = state.state === "known" ? store : { ...store, id: `${store.id} by ${id}` };
  return { store: own, filters, via: [`delivery stream ${found?.record.name ?? id}`], evidence: target.evidence };
}

function accountBlockOf({ accountBlock }: BucketFacts, resource: Resources): AccountBlockFacts {
  if (accountBlock.state !== "known") return { blocksAcls: accountBlock, blocksPolicies: accountBlock };
  const gone = lost(accountBlock.value);
  const found = findResource(resource, "s3-account-block", accountBlock.value);
  return found?.facts ?? { blocksAcls: gone, blocksPolicies: gone };
}

/** Trails of other accounts are not looked for. */
function readsIn(owner: Fact<string | null>, { cluster, objectReads }: EndsOf): Fact<boolean> {
  if (owner.state === "known" && owner.value === cluster.scope) return objectReads;
  const where = owner.state === "known" && owner.value !== null ? `account ${owner.value}` : "the bucket's account";
  const reason = `whether reading the bucket leaves a trace in CloudTrail is not read in ${where}`;
  return unknown({ call: "cloudtrail:GetEventSelectors", on: where, reason });
}

function processedBy(processed: Fact<boolean>, id: string): Filter[] {
  if (processed.state === "known" && !processed.value) return [];
  const reason =
    "a function, a conversion or partitions of the delivery stream may change, drop or set aside records, and how cannot be read";
  const call = "firehose:DescribeDeliveryStream";
  const fact = processed.state === "unknown" ? processed : unknown({ call, on: id, reason });
  const text = "processing by the delivery stream";
  return [{ kind: "transformation", text, keeps: () => fact, dropsOthers: () => fact }];
}

function kinesisEnd(id: string, arn: Arn, { cluster, resource }: EndsOf): End {
  const found = findResource(resource, "kinesis-stream", id);
  const call = "kinesis:DescribeStreamSummary";
  const state = streamState(found?.facts.status ?? lost(id), ["ACTIVE", "UPDATING"], call, id);
  const why = unknown({ call, on: id, reason: "what the readers of the stream keep is not visible" });
  const foreign = known(arn.account !== cluster.scope, [], "documented");
  return handed({
    kind: "kinesis-stream",
    id,
    arn,
    state,
    ...goneReason(state, "the stream does not exist"),
    foreign,
    why,
  });
}

/** CloudWatch Logs took the function when the filter was made; where it sends entries, only its code tells. */
function lambdaEnd(id: string, arn: Arn): End {
  const why = unknown({
    call: "lambda:GetFunction",
    on: id,
    reason: "what the function does with what it gets is not visible",
  });
  return handed({ kind: "lambda-function", id, arn, state: known("live", [], "inferred"), foreign: why, why });
}

/** A queue that could not be read is taken for alive: it is not where entries rest. */
function streamState(status: Fact<string>, working: readonly string[], call: string, on: string): Fact<StoreState> {
  if (status.state !== "known") return known("live", [], "inferred");
  if (status.value === "NotFound") return known("dead", status.evidence);
  if (working.includes(status.value)) return known("live", status.evidence);
  return unknown({ call, on, reason: `its status is ${status.value.slice(0, 40)}` }, status.evidence);
}

function goneReason(state: Fact<StoreState>, stateReason: string): { stateReason?: string } {
  return state.state === "known" && state.value === "dead" ? { stateReason } : {};
}

function unknownOf(fact: Fact<unknown>, id: string): Unknown {
  return fact.state === "unknown" ? fact : lost(id);
}
