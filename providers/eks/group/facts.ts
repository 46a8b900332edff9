import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, notApplicable, unknown, type Fact, type Unknown } from "../../../src/model/fact.ts";
import type { Answer } from "../../contract.ts";
import type { LogGroupFacts, PipelineFact, PipelinesFacts } from "../fact-schema.ts";
import { utc } from "../facts.ts";
import { groupArn, pipelinesArn, type Site } from "../names.ts";
import type { Entry, Listed } from "../asking/paging.ts";
import type { LogGroupAnswer, PipelineAnswer } from "../schema.ts";

/** Answers of CloudWatch Logs, KMS and observabilityadmin in our words. */

/** A log group in the list of all; the name must be the same, not only begin the same. */
export type Sought =
  | { readonly state: "found"; readonly entry: Entry<LogGroupAnswer> }
  | { readonly state: "missing"; readonly evidence: readonly string[] }
  | { readonly state: "open"; readonly fact: Unknown };

export function findLogGroup(listed: Listed<LogGroupAnswer>, name: string): Sought {
  const entry = listed.items.find(({ value }) => value.logGroupName === name);
  if (entry) return { state: "found", entry };
  if (listed.complete) return { state: "missing", evidence: listed.evidence };
  return { state: "open", fact: unknown(listed.gap, listed.evidence) };
}

/** What further calls said about a group. */
export interface GroupExtras {
  readonly keyState: Fact<string>;
  readonly policyRetentionDays: Fact<number | null>;
  readonly maskedIdentifiers: Fact<string[]>;
}

export function logGroupRecord(site: Site, name: string, sought: Sought, extras: GroupExtras): ResourceRecord {
  return {
    kind: "resource",
    provider: "eks",
    id: groupArn(site, name),
    type: "cloudwatch-log-group",
    name,
    scope: site.account,
    location: site.region,
    facts: { ...logGroupFacts(sought, extras, groupArn(site, name)) },
  };
}

function logGroupFacts(sought: Sought, extras: GroupExtras, on: string): LogGroupFacts {
  if (sought.state === "missing") {
    return { ...everyFact(notApplicable("the log group does not exist")), exists: known(false, sought.evidence) };
  }
  if (sought.state === "open") return everyFact(sought.fact);
  const { value: group, evidence: id } = sought.entry;
  const evidence = [id];
  const created = group.creationTime;
  return {
    exists: known(true, evidence),
    createdAt: known(typeof created === "number" ? utc(created / 1000) : null, evidence),
    retentionDays: known(group.retentionInDays ?? null, evidence),
    retentionPolicyName: known(group.retentionPolicyName || null, evidence),
    policyRetentionDays: extras.policyRetentionDays,
    logGroupClass: known(group.logGroupClass ?? null, evidence),
    kmsKeyId: known(group.kmsKeyId || null, evidence),
    keyState: extras.keyState,
    deletionProtection: flag(group.deletionProtectionEnabled, "deletion protection", on, id),
    bearerTokenAuthentication: flag(group.bearerTokenAuthenticationEnabled, "bearer tokens", on, id),
    dataProtectionStatus: known(group.dataProtectionStatus ?? null, evidence),
    inheritedProperties: known(group.inheritedProperties ?? [], evidence),
    maskedIdentifiers: extras.maskedIdentifiers,
  };
}

function everyFact(fact: Exclude<Fact<never>, { state: "known" }>): LogGroupFacts {
  return {
    exists: fact,
    createdAt: fact,
    retentionDays: fact,
    retentionPolicyName: fact,
    policyRetentionDays: fact,
    logGroupClass: fact,
    kmsKeyId: fact,
    keyState: fact,
    deletionProtection: fact,
    bearerTokenAuthentication: fact,
    dataProtectionStatus: fact,
    inheritedProperties: fact,
    maskedIdentifiers: fact,
  };
}

/** Newer fields that older servers leave out. */
function flag(value: boolean | null | undefined, what: string, on: string, evidence: string): Fact<boolean> {
  if (typeof value === "boolean") return known(value, [evidence]);
  return unknown({ call: "logs:DescribeLogGroups", on, reason: `the answer says nothing about ${what}` }, [evidence]);
}

/** A key that is gone leaves what it encrypted unreadable for ever; that it is gone is what its absence means. */
export function keyStateOf(answer: Answer<string>): Fact<string> {
  if (answer.ok) return known(answer.value, [answer.evidence]);
  if (answer.outcome === "not-found") return known("NotFound", [answer.evidence], "inferred");
  return unknown(answer.gap, [answer.evidence]);
}

export function pipelinesRecord(site: Site, listed: Listed<PipelineAnswer>): ResourceRecord {
  const pipelines = listed.items.map(({ value }) => pipelineFact(value));
  const facts: PipelinesFacts = {
    pipelines: listed.complete ? known(pipelines, listed.evidence) : unknown(listed.gap, listed.evidence),
  };
  return {
    kind: "resource",
    provider: "eks",
    id: pipelinesArn(site),
    type: "telemetry-pipelines",
    name: "telemetry pipelines",
    scope: site.account,
    location: site.region,
    facts: { ...facts },
  };
}

function pipelineFact({ Name, Arn, Status, ConfigurationSummary: summary }: PipelineAnswer): PipelineFact {
  return {
    name: Name ?? Arn ?? "unnamed",
    status: Status ?? null,
    sources: summary?.Sources?.map(({ Type }) => Type ?? "unnamed") ?? null,
    dataSources:
      summary?.DataSources?.map(({ Name: name, Type }) => ({ name: name ?? null, type: Type ?? null })) ?? null,
    processors: summary?.Processors ?? null,
  };
}
