import type { Answer, Run } from "../../contract.ts";
import { ask, type Rate, type Seat } from "../asking/ask.ts";
import * as schema from "./schema.ts";
import { listAll, type Listed, type Page } from "../asking/paging.ts";

/** Calls to Security Lake, and about who runs it. */

/** Not published. */
const LAKE: Rate = { perSecond: 5, burst: 5, concurrent: 2 };
/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (2026-11) leaves it out. */
const ORGANIZATION: Rate = { perSecond: 1, burst: 2, concurrent: 2 };

/** The only source of audit events: https://docs.aws.amazon.com/security-lake/latest/APIReference/API_AwsLogSourceResource.html (2026-11). */
export const SOURCE = "EKS_AUDIT";

/** Accounts that run Security Lake for the organisation; null in their place where the account is in none. */
export function listLakeAdministrators(seat: Seat, run: Run): Promise<Listed<string | null>> {
  return listAll("organizations:ListDelegatedAdministrators", seat.scope, (token) =>
    ask(seat, run, {
      operation: "organizations:ListDelegatedAdministrators",
      rate: ORGANIZATION,
      attempt: async (signal): Promise<Page<string | null>> => {
        try {
          const answer = await seat.session.listDelegatedAdministrators("securitylake.amazonaws.com", token, signal);
          const { DelegatedAdministrators, NextToken } = schema.listDelegatedAnswer.parse(answer);
          return { items: DelegatedAdministrators.map(({ Id }) => Id), next: NextToken };
        } catch (error) {
          if (error instanceof Error && error.name === "AWSOrganizationsNotInUseException") {
            return { items: [null], next: undefined };
          }
          throw error;
        }
      },
      excerpt: ({ items }) => ({ administrators: items.slice(0, 20) }),
    }),
  );
}

/** Those that the account holds, of all regions. */
export function listDataLakes(seat: Seat, run: Run): Promise<Answer<schema.DataLakeAnswer[]>> {
  return ask(seat, run, {
    operation: "securitylake:ListDataLakes",
    limit: "securitylake",
    rate: LAKE,
    attempt: async (signal) => schema.listDataLakesAnswer.parse(await seat.session.listDataLakes(signal)).dataLakes,
    excerpt: (lakes) =>
      lakes.slice(0, 40).map((lake) => ({
        lake: lake.dataLakeArn,
        created: lake.createStatus ?? null,
        updated: lake.updateStatus?.status ?? null,
        days: lake.lifecycleConfiguration?.expiration?.days ?? null,
      })),
  });
}

/** Accounts and regions whose audit events the lakes of the account take. */
export function listLogSources(seat: Seat, run: Run): Promise<Listed<schema.LogSourceAnswer>> {
  return listAll("securitylake:ListLogSources", seat.scope, (token) =>
    ask(seat, run, {
      operation: "securitylake:ListLogSources",
      limit: "securitylake",
      rate: LAKE,
      attempt: async (signal) => {
        const answer = await seat.session.listLogSources(SOURCE, token, signal);
        const { sources, nextToken } = schema.listLogSourcesAnswer.parse(answer);
        return { items: sources, next: nextToken };
      },
      excerpt: ({ items }) => items.map(({ account, region, sources }) => [account, region, ...versionsOf(sources)]),
    }),
  );
}

/** Of the source of audit events; null where none is said, and for a source of a kind that nobody knows yet. */
export function versionsOf(sources: schema.LogSourceAnswer["sources"]): (string | null)[] {
  return sources.flatMap(({ awsLogSource, customLogSource }) => {
    if (!awsLogSource) return customLogSource ? [] : [null];
    return awsLogSource.sourceName === SOURCE ? [awsLogSource.sourceVersion ?? null] : [];
  });
}

/** What the lake of the region takes at present from each account, of audit events. */
export function getDataLakeSources(seat: Seat, run: Run): Promise<Listed<schema.CollectedAnswer>> {
  return listAll("securitylake:GetDataLakeSources", seat.scope, (token) =>
    ask(seat, run, {
      operation: "securitylake:GetDataLakeSources",
      limit: "securitylake",
      rate: LAKE,
      attempt: async (signal) => {
        const answer = await seat.session.getDataLakeSources(seat.location, token, signal);
        const { dataLakeSources, nextToken } = schema.dataLakeSourcesAnswer.parse(answer);
        return { items: dataLakeSources.filter(({ sourceName }) => sourceName === SOURCE), next: nextToken };
      },
      excerpt: ({ items }) => items.map((source) => [source.account, ...statusesOf([source])]),
    }),
  );
}

/** Each once: an account has one for each resource. */
export function statusesOf(collected: readonly schema.CollectedAnswer[]): (string | null)[] {
  const all = collected.flatMap(({ sourceStatuses }) => sourceStatuses ?? []);
  return [...new Set(all.map(({ status }) => status ?? null))];
}
