import { parseArn } from "../arn.ts";
import type { CentralizationRule } from "../deep-fact-schema.ts";
import { EKS_GROUPS, groupArn, type Site } from "../names.ts";

/** The log group that a centralization rule fills from another one. */
export interface CentralGroup {
  /** ARN. */
  readonly id: string;
  readonly site: Site;
  readonly name: string;
  /** What the names begin with of all groups that the rule fills from clusters of the same account and region. */
  readonly prefix: string;
}

/**
 * It is called like its source, or by a pattern:
 * https://docs.aws.amazon.com/cloudwatch/latest/observabilityadmin/API_LogGroupNameConfiguration.html (2026-11).
 * @returns undefined when the rule names no account, or does not tell in a way known here how it names its groups
 */
export function centralGroup(rule: CentralizationRule, source: Site, logGroup: string): CentralGroup | undefined {
  const { destinationAccount: account, destinationRegion: region, namePattern } = rule;
  if (account === null || namePattern === undefined) return undefined;
  const pattern = namePattern ?? SOURCE;
  const name = filledIn(pattern, source, logGroup);
  const [before = ""] = pattern.split(SOURCE);
  const beginning = filledIn(before, source, logGroup);
  if (name === undefined || beginning === undefined || !/^[\w./#-]{1,512}$/.test(name)) return undefined;
  const site = { partition: source.partition, account, region };
  const id = groupArn(site, name);
  if (parseArn(id)?.account !== account) return undefined;
  return { id, site, name, prefix: pattern.includes(SOURCE) ? `${beginning}${EKS_GROUPS}` : name };
}

const SOURCE = "${source.logGroup}";

/** Units and roots of the organisation are not read, nor is its id. */
function filledIn(pattern: string, { account, region }: Site, logGroup: string): string | undefined {
  const values = new Map([
    [SOURCE, logGroup],
    ["${source.accountId}", account],
    ["${source.region}", region],
  ]);
  const parts = pattern.split(/(\$\{[^{}]*\})/).map((part) => (part.startsWith("$") ? values.get(part) : part));
  return parts.includes(undefined) ? undefined : parts.join("");
}
