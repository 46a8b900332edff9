import type { Json } from "../../src/model/json.ts";
import type { Answer, Run } from "../contract.ts";
import { ask, type Rate, type Seat } from "./ask.ts";
import { EKS_GROUPS, logGroupName } from "./names.ts";
import { listAll, type Listed } from "./paging.ts";
import * as schema from "./schema.ts";
import type { AccountPolicyType } from "./session.ts";

/** Calls about what happens to the logs, with their budgets and what is kept of the answers. */

/** Published limits: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html (2026-11). */
export const LOG_GROUPS: Rate = { perSecond: 10, burst: 10, concurrent: 10 };
const LOGS_SLOW: Rate = { perSecond: 5, burst: 5, concurrent: 5 };
const KMS: Rate = { perSecond: 50, burst: 50, concurrent: 32 };
/** Not published. */
const PIPELINES: Rate = { perSecond: 2, burst: 4, concurrent: 2 };

/** All log groups under `/aws/eks/`; the excerpt shows those of `clusters`. */
export function describeLogGroups(
  seat: Seat,
  run: Run,
  clusters: ReadonlySet<string>,
): Promise<Listed<schema.LogGroupAnswer>> {
  const wanted = new Set([...clusters].map(logGroupName));
  return groupsUnder(seat, run, { prefix: EKS_GROUPS, target: EKS_GROUPS, shows: (name) => wanted.has(name) });
}

/** All log groups of a central account whose names begin like this. */
export function describeCentralGroups(seat: Seat, run: Run, prefix: string): Promise<Listed<schema.LogGroupAnswer>> {
  return groupsUnder(seat, run, { prefix, target: `${prefix} of centralization rules`, shows: () => true });
}

interface Under {
  readonly prefix: string;
  readonly target: string;
  shows(name: string): boolean;
}

function groupsUnder(seat: Seat, run: Run, { prefix, target, shows }: Under): Promise<Listed<schema.LogGroupAnswer>> {
  return listAll("logs:DescribeLogGroups", seat.scope, (token) =>
    ask(seat, run, {
      operation: "logs:DescribeLogGroups",
      target,
      rate: LOG_GROUPS,
      attempt: async (signal) => {
        const answer = schema.describeLogGroupsAnswer.parse(
          await seat.session.describeLogGroups(seat.location, prefix, token, signal),
        );
        return { items: answer.logGroups, next: answer.nextToken };
      },
      excerpt: ({ items }) => ({
        logGroups: items.filter((group) => shows(group.logGroupName)).map(groupExcerpt),
      }),
    }),
  );
}

export function groupExcerpt(group: schema.LogGroupAnswer): Json {
  return {
    logGroupName: group.logGroupName,
    retentionInDays: group.retentionInDays ?? null,
    ...(group.retentionPolicyName ? { retentionPolicyName: group.retentionPolicyName } : {}),
    ...(group.kmsKeyId ? { kmsKeyId: group.kmsKeyId } : {}),
    ...(group.logGroupClass ? { logGroupClass: group.logGroupClass } : {}),
    ...(group.dataProtectionStatus ? { dataProtectionStatus: group.dataProtectionStatus } : {}),
  };
}

export function describeAccountPolicies(
  seat: Seat,
  run: Run,
  type: AccountPolicyType,
): Promise<Listed<schema.AccountPolicyAnswer>> {
  return listAll("logs:DescribeAccountPolicies", seat.scope, (token) =>
    ask(seat, run, {
      operation: "logs:DescribeAccountPolicies",
      target: type,
      rate: LOGS_SLOW,
      attempt: async (signal) => {
        const answer = await seat.session.describeAccountPolicies(seat.location, type, token, signal);
        const { accountPolicies, nextToken } = schema.describeAccountPoliciesAnswer.parse(answer);
        return { items: accountPolicies, next: nextToken };
      },
      excerpt: ({ items }) =>
        items.map(({ policyName, policyDocument }) => ({ policyName, policyDocument: policyDocument.slice(0, 500) })),
    }),
  );
}

export function getDataProtectionPolicy(seat: Seat, run: Run, logGroup: string): Promise<Answer<string>> {
  return ask(seat, run, {
    operation: "logs:GetDataProtectionPolicy",
    target: logGroup,
    rate: LOGS_SLOW,
    attempt: async (signal) => {
      const answer: unknown = await seat.session.getDataProtectionPolicy(seat.location, logGroup, signal);
      return schema.dataProtectionPolicyAnswer.parse(answer).policyDocument;
    },
    excerpt: (policyDocument) => ({ policyDocument: policyDocument.slice(0, 500) }),
  });
}

export function describeKey(seat: Seat, run: Run, key: string): Promise<Answer<string>> {
  return ask(seat, run, {
    operation: "kms:DescribeKey",
    target: key,
    limit: "kms",
    rate: KMS,
    attempt: async (signal) => {
      const answer: unknown = await seat.session.describeKey(seat.location, key, signal);
      return schema.describeKeyAnswer.parse(answer).KeyMetadata.KeyState;
    },
    excerpt: (keyState) => ({ keyState }),
  });
}

export function listTelemetryPipelines(seat: Seat, run: Run): Promise<Listed<schema.PipelineAnswer>> {
  return listAll("observabilityadmin:ListTelemetryPipelines", seat.scope, (token) =>
    ask(seat, run, {
      operation: "observabilityadmin:ListTelemetryPipelines",
      rate: PIPELINES,
      attempt: async (signal) => {
        const answer: unknown = await seat.session.listTelemetryPipelines(seat.location, token, signal);
        const { PipelineSummaries, NextToken } = schema.listPipelinesAnswer.parse(answer);
        return { items: PipelineSummaries, next: NextToken };
      },
      excerpt: ({ items }) =>
        items.slice(0, 20).map(({ Name, Status }) => ({ name: Name ?? null, status: Status ?? null })),
    }),
  );
}
