import type { Answer, Run } from "../contract.ts";
import { ask, type Rate, type Seat } from "./ask.ts";
import * as schema from "./deep-schema.ts";
import { groupExcerpt, LOG_GROUPS } from "./log-calls.ts";
import { logGroupName } from "./names.ts";
import { listAll, type Listed, type Page } from "./paging.ts";
import { describeLogGroupsAnswer, type LogGroupAnswer } from "./schema.ts";

/** Calls about the log streams of a cluster and the copies that leave its log group. */

/** Published limits: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html (2026-11). */
const LOGS_SLOW: Rate = { perSecond: 5, burst: 5, concurrent: 5 };
const LOG_STREAMS: Rate = { perSecond: 25, burst: 25, concurrent: 25 };
/** Not published. */
const OBSERVABILITY: Rate = { perSecond: 2, burst: 4, concurrent: 2 };
/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (2026-11) leaves it out. */
const ORGANIZATION: Rate = { perSecond: 1, burst: 2, concurrent: 2 };

/** The tightest limit of all: five a second and not adjustable. */
export function describeSubscriptionFilters(
  seat: Seat,
  run: Run,
  cluster: string,
): Promise<Listed<schema.SubscriptionAnswer>> {
  const group = logGroupName(cluster);
  return listAll("logs:DescribeSubscriptionFilters", seat.scope, (token) =>
    ask(seat, run, {
      operation: "logs:DescribeSubscriptionFilters",
      target: group,
      rate: LOGS_SLOW,
      attempt: async (signal) => {
        const answer = await seat.session.describeSubscriptionFilters(seat.location, group, token, signal);
        const { subscriptionFilters, nextToken } = schema.describeSubscriptionFiltersAnswer.parse(answer);
        return { items: subscriptionFilters, next: nextToken };
      },
      excerpt: ({ items }) =>
        items.slice(0, 10).map(({ filterName, filterPattern, destinationArn }) => ({
          filterName,
          filterPattern: (filterPattern ?? "").slice(0, 300),
          destinationArn,
        })),
    }),
  );
}

/** Log groups whose names begin like this one. */
export function describeLogGroup(seat: Seat, run: Run, name: string): Promise<Listed<LogGroupAnswer>> {
  return listAll("logs:DescribeLogGroups", seat.scope, (token) =>
    ask(seat, run, {
      operation: "logs:DescribeLogGroups",
      target: name,
      rate: LOG_GROUPS,
      attempt: async (signal) => {
        const answer = await seat.session.describeLogGroups(seat.location, name, token, signal);
        const { logGroups, nextToken } = describeLogGroupsAnswer.parse(answer);
        return { items: logGroups, next: nextToken };
      },
      excerpt: ({ items }) => items.filter(({ logGroupName }) => logGroupName === name).map(groupExcerpt),
    }),
  );
}

/** One page: the newest streams, or those of a prefix. */
export function describeLogStreams(
  seat: Seat,
  run: Run,
  cluster: string,
  prefix: string | undefined,
  token: string | undefined,
): Promise<Answer<Page<schema.LogStreamAnswer>>> {
  const group = logGroupName(cluster);
  return ask(seat, run, {
    operation: "logs:DescribeLogStreams",
    target: prefix === undefined ? group : `${group} ${prefix}`,
    rate: LOG_STREAMS,
    attempt: async (signal) => {
      const answer = await seat.session.describeLogStreams(seat.location, group, prefix, token, signal);
      const { logStreams, nextToken } = schema.describeLogStreamsAnswer.parse(answer);
      return { items: logStreams, next: nextToken };
    },
    excerpt: ({ items }) => ({
      streams: items.length,
      audit: items
        .filter(({ logStreamName }) => logStreamName.startsWith("kube-apiserver-audit-"))
        .slice(0, 3)
        .map(({ logStreamName, lastIngestionTime }) => ({
          logStreamName,
          lastIngestionTime: lastIngestionTime ?? null,
        })),
    }),
  });
}

/** Destinations whose names begin like this one; there is no way to ask for one. */
export function describeDestinations(seat: Seat, run: Run, name: string): Promise<Listed<schema.DestinationAnswer>> {
  return listAll("logs:DescribeDestinations", seat.scope, (token) =>
    ask(seat, run, {
      operation: "logs:DescribeDestinations",
      target: name,
      rate: LOGS_SLOW,
      attempt: async (signal) => {
        const answer = await seat.session.describeDestinations(seat.location, name, token, signal);
        const { destinations, nextToken } = schema.describeDestinationsAnswer.parse(answer);
        return { items: destinations, next: nextToken };
      },
      excerpt: ({ items }) =>
        items
          .filter(({ destinationName }) => destinationName === name)
          .map(({ destinationName, targetArn }) => ({ destinationName, targetArn })),
    }),
  );
}

/** The rules of all regions. */
export function listCentralizationRules(seat: Seat, run: Run): Promise<Listed<schema.RuleSummary>> {
  return listAll("observabilityadmin:ListCentralizationRulesForOrganization", seat.scope, (token) =>
    ask(seat, run, {
      operation: "observabilityadmin:ListCentralizationRulesForOrganization",
      limit: "centralization",
      rate: OBSERVABILITY,
      attempt: async (signal) => {
        const answer = await seat.session.listCentralizationRules(token, signal);
        const { CentralizationRuleSummaries, NextToken } = schema.listRulesAnswer.parse(answer);
        return { items: CentralizationRuleSummaries, next: NextToken };
      },
      excerpt: ({ items }) =>
        items.slice(0, 20).map(({ RuleName, RuleHealth }) => ({ name: RuleName ?? null, health: RuleHealth ?? null })),
    }),
  );
}

export function getCentralizationRule(seat: Seat, run: Run, rule: string): Promise<Answer<schema.RuleAnswer>> {
  return ask(seat, run, {
    operation: "observabilityadmin:GetCentralizationRuleForOrganization",
    target: rule,
    limit: "centralization",
    rate: OBSERVABILITY,
    attempt: async (signal) =>
      schema.getRuleAnswer.parse(await seat.session.getCentralizationRule(seat.location, rule, signal)),
    excerpt: ({ CentralizationRule: { Source, Destination } }) => ({
      scope: Source.Scope ?? null,
      regions: Source.Regions.slice(0, 40),
      logGroups: Source.SourceLogsConfiguration?.LogGroupSelectionCriteria ?? null,
      destination: `${Destination.Account ?? "?"} ${Destination.Region}`,
      names: Destination.DestinationLogsConfiguration?.LogGroupNameConfiguration?.LogGroupNamePattern ?? null,
    }),
  });
}

/** Id of the organisation that the account belongs to; null when it belongs to none. */
export function describeOrganization(seat: Seat, run: Run): Promise<Answer<string | null>> {
  return ask(seat, run, {
    operation: "organizations:DescribeOrganization",
    rate: ORGANIZATION,
    attempt: async (signal) => {
      try {
        return schema.describeOrganizationAnswer.parse(await seat.session.describeOrganization(signal)).Organization.Id;
      } catch (error) {
        if (error instanceof Error && error.name === "AWSOrganizationsNotInUseException") return null;
        throw error;
      }
    },
    excerpt: (organization) => ({ organization }),
  });
}
