import type { Answer, Run } from "../contract.ts";
import { ask, type Rate, type Seat } from "./asking/ask.ts";
import { listAll, type Listed } from "./asking/paging.ts";
import * as schema from "./schema.ts";
import type { AssumeRoleInput, RoleCredentials } from "./client/session.ts";

/** Calls about accounts, regions and clusters, with their budgets and what is kept of the answers. */

/** Limits of EKS are not published (docs.aws.amazon.com, 2026-11); node bootstraps of the account share them. */
export const EKS: Rate = { perSecond: 10, burst: 40, concurrent: 32 };
const ACCOUNT: Rate = { perSecond: 5, burst: 5, concurrent: 5 };
/** 600 a second, shared by all callers of the account: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (2026-11). */
const STS: Rate = { perSecond: 200, burst: 100, concurrent: 64 };

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
}

export function getCallerIdentity(seat: Seat, run: Run): Promise<Answer<CallerIdentity>> {
  return ask(seat, run, {
    operation: "sts:GetCallerIdentity",
    limit: "sts",
    rate: STS,
    attempt: async (signal) => {
      const { Account, Arn } = schema.callerIdentityAnswer.parse(await seat.session.getCallerIdentity(signal));
      return { account: Account, arn: Arn, partition: Arn.split(":")[1] ?? "aws" };
    },
    excerpt: ({ arn }) => ({ arn }),
  });
}

/** The credentials stay in memory: nothing of them is kept as evidence. */
export function assumeRole(
  seat: Seat,
  run: Run,
  input: AssumeRoleInput,
  caller: string,
): Promise<Answer<RoleCredentials>> {
  return ask(seat, run, {
    operation: "sts:AssumeRole",
    target: input.roleArn,
    limit: "sts",
    payer: caller,
    rate: STS,
    attempt: async (signal) => {
      const { Credentials } = schema.assumeRoleAnswer.parse(await seat.session.assumeRole(input, signal));
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials;
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      };
    },
  });
}

export function listRegions(seat: Seat, run: Run): Promise<Listed<string>> {
  return listAll("account:ListRegions", seat.scope, (token) =>
    ask(seat, run, {
      operation: "account:ListRegions",
      rate: ACCOUNT,
      attempt: async (signal) => {
        const { Regions, NextToken } = schema.listRegionsAnswer.parse(await seat.session.listRegions(token, signal));
        return { items: Regions.map((region) => region.RegionName), next: NextToken };
      },
      excerpt: ({ items }) => ({ regions: items }),
    }),
  );
}

export function listClusters(seat: Seat, run: Run): Promise<Listed<string>> {
  return listAll("eks:ListClusters", seat.scope, (token) =>
    ask(seat, run, {
      operation: "eks:ListClusters",
      limit: "eks",
      rate: EKS,
      attempt: async (signal) => {
        const answer = schema.listClustersAnswer.parse(await seat.session.listClusters(seat.location, token, signal));
        return { items: answer.clusters, next: answer.nextToken };
      },
      excerpt: ({ items }) => ({ clusters: items.length }),
    }),
  );
}

export function describeCluster(seat: Seat, run: Run, name: string): Promise<Answer<schema.ClusterAnswer>> {
  return ask(seat, run, {
    operation: "eks:DescribeCluster",
    target: name,
    limit: "eks",
    rate: EKS,
    attempt: async (signal) => {
      const answer: unknown = await seat.session.describeCluster(seat.location, name, signal);
      const { cluster } = schema.describeClusterAnswer.parse(answer);
      if (cluster.name !== name) throw new TypeError("the answer is about another cluster");
      return cluster;
    },
    excerpt: ({ status, logging, accessConfig }) => ({
      status: status ?? null,
      logging:
        logging?.clusterLogging?.map(({ types, enabled }) => ({ types: types ?? null, enabled: enabled ?? null })) ??
        null,
      authenticationMode: accessConfig?.authenticationMode ?? null,
    }),
  });
}
