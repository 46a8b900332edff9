import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Answer, Run } from "../../contract.ts";
import type { Seat } from "../asking/ask.ts";
import { describeLogStreams } from "./calls.ts";
import type { LogStreamAnswer } from "../deep-schema.ts";
import { logGroupName } from "../names.ts";
import { listAll, type Page } from "../asking/paging.ts";

/** When the newest audit event of a cluster arrived, by the times of its log streams. */

/** docs.aws.amazon.com/eks, control plane logs (2026-11); the streams of `api` begin like this up to `audit`. */
const PREFIX = "kube-apiserver-audit-";

export type NewestAudit = Fact<{ ageMinutes: number | null }>;

/** The newest streams of a live cluster hold those of the audit log; only where they do not, all of these are listed. */
export async function readNewestAudit(
  seat: Seat,
  run: Run,
  cluster: string,
  createdAt: string | null,
): Promise<NewestAudit> {
  const answer = await describeLogStreams(seat, run, cluster, undefined, undefined);
  if (!answer.ok) return isMissing(answer) ? noneYet(run, createdAt, [answer.evidence], cluster) : open(answer);
  const { items, next } = answer.value;
  const newest = newestOf(items, createdAt);
  if (newest !== undefined) return ageOf(newest, run, [answer.evidence], cluster);
  if (!next) return noneYet(run, createdAt, [answer.evidence], cluster);
  const listed = await listAll("logs:DescribeLogStreams", seat.scope, (token) =>
    describeLogStreams(seat, run, cluster, PREFIX, token),
  );
  if (!listed.complete) return unknown(listed.gap, [answer.evidence, ...listed.evidence]);
  const evidence = [answer.evidence, ...listed.evidence];
  const found = newestOf(
    listed.items.map(({ value }) => value),
    createdAt,
  );
  return found === undefined ? noneYet(run, createdAt, evidence, cluster) : ageOf(found, run, evidence, cluster);
}

function isMissing(answer: Answer<Page<LogStreamAnswer>> & { ok: false }): boolean {
  return answer.outcome === "not-found";
}

function open(answer: Answer<unknown> & { ok: false }): NewestAudit {
  return unknown(answer.gap, [answer.evidence]);
}

/**
 * Streams without entries have no times. The log group outlives its cluster: what arrived before this one was made is of an
 * earlier cluster of that name.
 */
function newestOf(streams: readonly LogStreamAnswer[], createdAt: string | null): number | undefined {
  const from = createdAt === null ? -Infinity : Date.parse(createdAt);
  const times = streams
    .filter(({ logStreamName }) => logStreamName.startsWith(PREFIX))
    .flatMap(({ lastIngestionTime: time }) => (typeof time === "number" && time >= from ? [time] : []));
  return times.length === 0 ? undefined : Math.max(...times);
}

const MINUTE_MS = 60_000;
const LARGEST_SKEW_MINUTES = 60;

function ageOf(time: number, run: Run, evidence: string[], cluster: string): NewestAudit {
  const ageMinutes = Math.floor((run.now().getTime() - time) / MINUTE_MS);
  if (ageMinutes < -LARGEST_SKEW_MINUTES)
    return unknown(gap("the newest audit event lies in the future", cluster), evidence);
  return known({ ageMinutes: Math.max(0, ageMinutes) }, evidence);
}

const YOUNG_MINUTES = 24 * 60;

/** Delivery takes its time; a cluster of today may not have begun. */
function noneYet(run: Run, createdAt: string | null, evidence: string[], cluster: string): NewestAudit {
  const age = createdAt === null ? Infinity : (run.now().getTime() - Date.parse(createdAt)) / MINUTE_MS;
  if (age < YOUNG_MINUTES) {
    return unknown(gap("no audit event has arrived yet, but the cluster is younger than a day", cluster), evidence);
  }
  return known({ ageMinutes: null }, evidence);
}

function gap(reason: string, cluster: string) {
  return { call: "logs:DescribeLogStreams", on: logGroupName(cluster), reason };
}
