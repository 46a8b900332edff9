import { known, mapFact, unknown, type Fact, type Gap } from "../../../src/model/fact.ts";
import type { AccessIssue } from "../../../src/model/trail.ts";
import type { AccountBlockFacts, BucketFacts } from "../deep-fact-schema.ts";
import { distinctGaps } from "../gaps.ts";

/** Ways into an archive bucket that are wider than they should be. */

/** The setting by which no access list counts. */
export const OWNER_ENFORCED = "BucketOwnerEnforced";
const LISTS_COUNT = ["ObjectWriter", "BucketOwnerPreferred"];

export const ISSUES = {
  policy: {
    kind: "open",
    text: "the bucket's policy lets anybody in, and neither the bucket nor its account blocks that",
  },
  list: {
    kind: "open",
    text: "the bucket's access list lets anybody in, and neither the bucket nor its account ignores that",
  },
  others: {
    kind: "weak",
    text: "the bucket's access list lets in others than its owner, of whom no more than an id can be told",
  },
  trace: {
    kind: "weak",
    text: "reading the bucket leaves no trace: neither server access logging nor data events of CloudTrail are on",
  },
} as const satisfies { readonly [name: string]: AccessIssue };

type Issue = Fact<AccessIssue | undefined>;

export interface Ways {
  readonly facts: BucketFacts;
  readonly accountBlock: AccountBlockFacts;
  readonly objectReads: Fact<boolean>;
}

/** What is open counts whatever else is unknown. */
export function accessOf(ways: Ways, on: string): Fact<readonly AccessIssue[]> {
  const parts = [policyIssue(ways), publicListIssue(ways, on), othersIssue(ways, on), traceIssue(ways, on)];
  const found = parts.flatMap((part) => (part.state === "known" && part.value ? [part.value] : []));
  const evidence = [...new Set(evidenceOf(parts))];
  const gaps = distinctGaps(parts.flatMap((part): readonly Gap[] => (part.state === "unknown" ? part.gaps : [])));
  if (gaps.length === 0 || found.some(({ kind }) => kind === "open")) return known(found, evidence);
  return unknown(gaps, evidence);
}

function policyIssue({ facts: { publicPolicy, blocksPolicies }, accountBlock }: Ways): Issue {
  const isBlocked = either(blocksPolicies, accountBlock.blocksPolicies);
  return issueWhen(ISSUES.policy, publicPolicy, not(isBlocked));
}

function publicListIssue({ facts, accountBlock }: Ways, on: string): Issue {
  const isIgnored = either(facts.blocksAcls, accountBlock.blocksAcls);
  const isOpen = mapFact(facts.accessList, ({ anybody }) => anybody.length > 0);
  return issueWhen(ISSUES.list, listsCount(facts, on), isOpen, not(isIgnored));
}

/** That public access is blocked or ignored changes nothing for those whom the list names. */
function othersIssue({ facts }: Ways, on: string): Issue {
  const letsIn = mapFact(facts.accessList, ({ others }) => others.length > 0);
  return issueWhen(ISSUES.others, listsCount(facts, on), letsIn);
}

/** Where nothing is set, as for buckets from before 2023, lists count: docs.aws.amazon.com/AmazonS3, object ownership (2026-11). */
function listsCount({ ownership }: BucketFacts, on: string): Fact<boolean> {
  if (ownership.state !== "known") return ownership;
  if (ownership.value === OWNER_ENFORCED) return mapFact(ownership, () => false);
  if (ownership.value === null || LISTS_COUNT.includes(ownership.value)) return mapFact(ownership, () => true);
  const reason = "who owns the objects of the bucket is set to something that is not known here";
  return unknown({ call: "s3:GetBucketOwnershipControls", on, reason }, ownership.evidence);
}

function traceIssue({ facts: { logsAccess }, objectReads }: Ways, on: string): Issue {
  if (logsAccess.state !== "known") return logsAccess;
  if (logsAccess.value) return mapFact(logsAccess, () => undefined);
  if (objectReads.state !== "known") return objectReads;
  if (objectReads.value) {
    const reason = "a trail records reads of objects; whether of this bucket is not read";
    return unknown({ call: "cloudtrail:GetEventSelectors", on, reason }, objectReads.evidence);
  }
  return known(ISSUES.trace, [...logsAccess.evidence, ...objectReads.evidence]);
}

/** There when all conditions hold, and not there as soon as one does not, whatever else is unknown. */
function issueWhen(issue: AccessIssue, ...conditions: readonly Fact<boolean>[]): Issue {
  const failed = conditions.find((one) => one.state === "not-applicable" || (one.state === "known" && !one.value));
  if (failed) return mapFact(failed, () => undefined);
  const gaps = conditions.flatMap((one) => (one.state === "unknown" ? one.gaps : []));
  const evidence = evidenceOf(conditions);
  return gaps.length > 0 ? unknown(distinctGaps(gaps), evidence) : known(issue, evidence);
}

/** The stricter of bucket and account counts: docs.aws.amazon.com/AmazonS3, blocking public access (2026-11). */
function either(own: Fact<boolean>, above: Fact<boolean>): Fact<boolean> {
  const both = [own, above];
  const gaps = both.flatMap((one) => (one.state === "unknown" ? one.gaps : []));
  const yes = both.find((one) => one.state === "known" && one.value);
  return yes ?? (gaps.length > 0 ? unknown(gaps, evidenceOf(both)) : known(false, evidenceOf(both)));
}

function evidenceOf(facts: readonly Fact<unknown>[]): string[] {
  return facts.flatMap((fact) => (fact.state === "not-applicable" ? [] : [...fact.evidence]));
}

function not(fact: Fact<boolean>): Fact<boolean> {
  return mapFact(fact, (value) => !value);
}
