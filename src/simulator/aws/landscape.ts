import type { Json } from "../../model/json.ts";
import type { AwsDepth, AwsLogGroupDepth, AwsPublicAccessBlock, AwsRegionDepth } from "./deep-landscape.ts";

/** Accounts, regions and what they hold: everything the AWS simulator knows, as plain data. */
export interface AwsLandscape extends AwsDepth {
  /** `aws` when absent. */
  readonly partition?: string;
  /** Account of the credentials in the simulator's environment. */
  readonly caller: string;
  readonly accounts: readonly AwsAccount[];
  /** How many calls the credentials of a role last for; as long as anybody asks when absent. */
  readonly callsPerSession?: number;
  /** Absent: no account is in an organisation. */
  readonly organization?: AwsOrganization;
}

export interface AwsOrganization {
  /** The management account. */
  readonly management: string;
  /** Accounts that may list the organisation as well. */
  readonly delegated?: readonly string[];
  /** `r-root` when absent. */
  readonly root?: string;
  readonly units?: readonly AwsUnit[];
  /** Field that tells the state of an account; `State` when absent. */
  readonly stateField?: "State" | "Status" | "both" | "none";
  /** Begins every list with a page that is empty and has a next one. */
  readonly emptyPages?: boolean;
}

export interface AwsUnit {
  readonly id: string;
  readonly name?: string;
  /** Another unit; the root when absent. */
  readonly parent?: string;
}

export interface AwsAccount {
  readonly id: string;
  readonly name?: string;
  /** `ACTIVE` when absent. */
  readonly state?: string;
  /** Organisational unit; the root when absent. */
  readonly unit?: string;
  /** Not a member of the organisation. */
  readonly outside?: boolean;
  /** Roles that the caller may enter. */
  readonly roles?: readonly AwsRole[];
  readonly denies?: readonly AwsDeny[];
  /** What the account blocks for all its buckets; absent: nothing is set. */
  readonly publicAccessBlock?: AwsPublicAccessBlock;
  readonly regions: readonly AwsRegion[];
}

export interface AwsRole {
  readonly name: string;
  /** When set, AssumeRole must bring it. */
  readonly externalId?: string;
}

/** A policy that refuses calls; the text tells which one, as IAM does. */
export interface AwsDeny {
  /** Such as `eks:ListClusters`; `*` for every call. */
  readonly operation: string;
  readonly region?: string;
  /** Tail of IAM's message, such as `with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-a/p-b`. */
  readonly because: string;
}

export type AwsOptIn = "ENABLED_BY_DEFAULT" | "ENABLED" | "ENABLING" | "DISABLING" | "DISABLED";

export interface AwsRegion extends AwsRegionDepth {
  readonly name: string;
  /** `ENABLED_BY_DEFAULT` when absent. */
  readonly optIn?: AwsOptIn;
  readonly clusters?: readonly AwsCluster[];
  readonly logGroups?: readonly AwsLogGroup[];
  /** So many more log groups, of other services: `/aws/lambda/function-000001` and on. */
  readonly otherLogGroups?: number;
  readonly keys?: readonly AwsKey[];
  readonly accountPolicies?: readonly AwsAccountPolicy[];
  readonly pipelines?: readonly AwsPipeline[];
}

export const AWS_LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

export interface AwsCluster {
  readonly name: string;
  /** `ACTIVE` when absent. */
  readonly status?: string;
  readonly version?: string;
  readonly platformVersion?: string;
  /** UTC. */
  readonly createdAt?: string;
  /** Log types that are on; null leaves `logging` out of the answer. */
  readonly logTypes?: readonly string[] | null;
  /** Puts the entry of what is off before the entry of what is on. */
  readonly offFirst?: boolean;
  /** `API_AND_CONFIG_MAP` when absent; null leaves `accessConfig` out of the answer. */
  readonly authenticationMode?: string | null;
  readonly tags?: readonly (readonly [key: string, value: string])[];
  readonly autoMode?: boolean;
  /** A local cluster on Outposts. */
  readonly outposts?: boolean;
  /** A connected cluster and who runs it. */
  readonly connector?: { readonly provider: string };
  /** Listed, but gone when it is described. */
  readonly vanished?: boolean;
}

export interface AwsLogGroup extends AwsLogGroupDepth {
  readonly name: string;
  readonly retentionInDays?: number;
  /** Of the account; `retentionInDays` then shows what it says. */
  readonly retentionPolicyName?: string;
  /** ARN of the customer's key. */
  readonly kmsKeyId?: string;
  /** `STANDARD` when absent. */
  readonly logGroupClass?: string;
  readonly deletionProtection?: boolean;
  readonly bearerTokenAuthentication?: boolean;
  readonly dataProtectionStatus?: string;
  readonly inheritedProperties?: readonly string[];
  /** What GetDataProtectionPolicy answers. */
  readonly dataProtectionPolicy?: Json;
  /** UTC. */
  readonly createdAt?: string;
}

export interface AwsKey {
  readonly arn: string;
  /** `Enabled` when absent. */
  readonly state?: string;
  /** Whether other accounts may describe it. */
  readonly shared?: boolean;
}

export interface AwsAccountPolicy {
  readonly name: string;
  /** Such as `RETENTION_POLICY`, `DATA_PROTECTION_POLICY`. */
  readonly type: string;
  readonly document: Json;
  readonly selectionCriteria?: string;
}

export interface AwsPipeline {
  readonly name: string;
  /** `ACTIVE` when absent. */
  readonly status?: string;
  /** Plugin names, such as `cloudwatch_logs`. */
  readonly sources: readonly string[];
  readonly dataSources?: readonly { readonly name: string; readonly type?: string }[];
  readonly processors?: readonly string[];
  readonly sinks?: readonly string[];
}
