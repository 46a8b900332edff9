import type { Fact, Gap } from "../../../src/model/fact.ts";
import { parseArn } from "../arn.ts";
import type { SeenTrail } from "./trails.ts";
import type { ApiCall } from "../events/call.ts";

/** Whether a trail records a call; the gaps say why that is not known. */
export interface Recorded {
  readonly is: "yes" | "no" | "open";
  readonly gaps: readonly Gap[];
}

const YES: Recorded = { is: "yes", gaps: [] };
const NO: Recorded = { is: "no", gaps: [] };

/**
 * Whether a trail records calls to a service in an account and region. A trail that another account sees is one of the
 * organisation, and records both:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html (2026-11).
 * @param seenFrom account that sees the trail
 */
export function recordsCall(
  trail: SeenTrail,
  { account, region, source }: Pick<ApiCall, "account" | "region" | "source">,
  seenFrom: string,
): Recorded {
  if (account !== ownerOf(trail, seenFrom) && account !== seenFrom) return NO;
  return every([reaches(trail, region), isLogging(trail), recordsChanges(trail, source)]);
}

export function ownerOf({ arn }: SeenTrail, seenFrom: string): string {
  return parseArn(arn)?.account || seenFrom;
}

/** Whether stopping a trail would take something from the record of a cluster there. */
export function recordsSomething(trail: SeenTrail, region: string): Recorded {
  const { records, changesOf, changesUnclear } = trail.facts;
  const isNone = isKnown(records, "none") && isEmpty(changesOf) && isEmpty(changesUnclear);
  return every([reaches(trail, region), isLogging(trail), isNone ? NO : YES]);
}

function every(parts: readonly Recorded[]): Recorded {
  if (parts.some(({ is }) => is === "no")) return NO;
  if (parts.every(({ is }) => is === "yes")) return YES;
  return { is: "open", gaps: parts.flatMap((part) => part.gaps) };
}

function reaches({ arn, multiRegion, homeRegion }: SeenTrail, region: string): Recorded {
  if (multiRegion === true || homeRegion === region) return YES;
  if (multiRegion === false) return NO;
  const reason = "the answer says nothing about whether the trail covers other regions";
  return { is: "open", gaps: [{ call: "cloudtrail:DescribeTrails", on: arn, reason }] };
}

function isLogging({ facts: { logging } }: SeenTrail): Recorded {
  if (logging.state === "known") return logging.value ? YES : NO;
  return openBy(logging);
}

function recordsChanges({ arn, facts: { changesOf, changesUnclear } }: SeenTrail, source: string): Recorded {
  if (changesOf.state !== "known") return openBy(changesOf);
  if (changesOf.value.includes(source)) return YES;
  if (changesUnclear.state !== "known") return openBy(changesUnclear);
  if (!changesUnclear.value.includes(source)) return NO;
  const reason = `whether the trail records changes by ${source} depends on a selector whose effect is not known here`;
  return { is: "open", gaps: [{ call: "cloudtrail:GetEventSelectors", on: arn, reason }] };
}

function openBy(fact: Exclude<Fact<unknown>, { state: "known" }>): Recorded {
  return { is: "open", gaps: fact.state === "unknown" ? fact.gaps : [] };
}

function isKnown<T>(fact: Fact<T>, value: T): boolean {
  return fact.state === "known" && fact.value === value;
}

function isEmpty(fact: Fact<readonly unknown[]>): boolean {
  return fact.state === "known" && fact.value.length === 0;
}
