import type { ResourceRecord } from "../../src/model/cluster.ts";
import { known, notApplicable, type Fact } from "../../src/model/fact.ts";
import type { Answer, Run } from "../contract.ts";
import {
  describeAccountPolicies,
  describeKey,
  describeLogGroups,
  getDataProtectionPolicy,
  listTelemetryPipelines,
} from "./log-calls.ts";
import { findLogGroup, keyStateOf, logGroupRecord, pipelinesRecord, type GroupExtras } from "./log-facts.ts";
import { logGroupArn, logGroupName, pipelinesArn } from "./names.ts";
import type { Entry, Listed } from "./paging.ts";
import { hasAccountMasking, hasOwnMasking, maskedBy, policyDaysOf } from "./policy-facts.ts";
import type { AccountPolicyAnswer, LogGroupAnswer } from "./schema.ts";
import type { EksPlace } from "./scopes.ts";
import type { AccountPolicyType } from "./session.ts";

/** What the clusters of one place share about their logs. Each call is made once, and only when something asks for it. */
export interface LogReads {
  logGroup(cluster: string): Promise<ResourceRecord>;
  pipelines(): Promise<ResourceRecord>;
}

/** Lists the log groups at once, beside the descriptions of the clusters. */
export function startLogReads(place: EksPlace, run: Run, clusters: ReadonlySet<string>): LogReads {
  const { site } = place;
  const groups = describeLogGroups(place, run, clusters);
  // A bug in it is thrown where it is waited for, or in the description of a cluster before that.
  groups.catch(() => undefined);
  const keys = new Map<string, Promise<Answer<string>>>();
  const policies = new Map<AccountPolicyType, Promise<Listed<AccountPolicyAnswer>>>();

  function key(arn: string): Promise<Answer<string>> {
    return memo(keys, arn, () => describeKey(place, run, arn));
  }

  function accountPolicies(type: AccountPolicyType): Promise<Listed<AccountPolicyAnswer>> {
    return memo(policies, type, () => describeAccountPolicies(place, run, type));
  }

  async function readGroup(cluster: string): Promise<ResourceRecord> {
    const sought = findLogGroup(await groups, cluster);
    if (sought.state !== "found") return logGroupRecord(site, cluster, sought, NO_EXTRAS);
    return logGroupRecord(site, cluster, sought, await readExtras(cluster, sought.entry));
  }

  async function readExtras(cluster: string, { value: group, evidence }: Entry<LogGroupAnswer>): Promise<GroupExtras> {
    const on = logGroupArn(site, cluster);
    const policyName = group.retentionPolicyName;
    const [keyState, retention, own, account] = await Promise.all([
      group.kmsKeyId ? key(group.kmsKeyId) : undefined,
      policyName ? accountPolicies("RETENTION_POLICY") : undefined,
      hasOwnMasking(group) ? getDataProtectionPolicy(place, run, logGroupName(cluster)) : undefined,
      hasAccountMasking(group) ? accountPolicies("DATA_PROTECTION_POLICY") : undefined,
    ]);
    return {
      keyState: keyState ? keyStateOf(keyState) : NO_EXTRAS.keyState,
      policyRetentionDays:
        policyName && retention ? policyDaysOf(policyName, retention, on) : NO_EXTRAS.policyRetentionDays,
      maskedIdentifiers: maskedBy(own, account, on, evidence),
    };
  }

  return {
    logGroup: (cluster) => run.resource(logGroupArn(site, cluster), () => readGroup(cluster)),
    pipelines: () =>
      run.resource(pipelinesArn(site), async () => pipelinesRecord(site, await listTelemetryPipelines(place, run))),
  };
}

const NO_EXTRAS = {
  keyState: notApplicable("no customer key"),
  policyRetentionDays: notApplicable("the log group decides itself"),
  maskedIdentifiers: known<string[]>([]) satisfies Fact<string[]>,
} as const;

function memo<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
