import type { Fact } from "./fact.ts";
import type { Json } from "./json.ts";

/** Facts by name, as a snapshot holds them; the provider's own schema says which names and shapes. */
export interface FactBag {
  readonly [name: string]: Fact<Json>;
}

/** One managed cluster, as read. */
export interface ClusterRecord {
  readonly kind: "cluster";
  readonly provider: string;
  /** ARN, GKE resource name or ARM id. */
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly location: string;
  /** Kubernetes version; null when it could not be read. */
  readonly version: string | null;
  /** `standard`, `autopilot`, `automatic`, `connected` …; `unknown` when it could not be read. */
  readonly flavour: string;
  readonly labels: { readonly [key: string]: string };
  readonly state: ClusterState;
  /** UTC; null when not known. */
  readonly createdAt: string | null;
  readonly facts: FactBag;
  /** Ids of the resource records the facts refer to. */
  readonly resources: readonly string[];
}

export const CLUSTER_STATES = [
  "running",
  "stopped",
  "creating",
  "updating",
  "deleting",
  "failed",
  "connected",
  "unknown",
] as const;
/** What the provider says of the cluster, in one vocabulary. `connected`: its control plane runs elsewhere. */
export type ClusterState = (typeof CLUSTER_STATES)[number];

/** Something that several clusters share: a log group, an IAM policy of an organisation, a workspace. */
export interface ResourceRecord {
  readonly kind: "resource";
  readonly provider: string;
  readonly id: string;
  /** Such as `cloudwatch-log-group`, `log-analytics-workspace`, `iam-policy`. */
  readonly type: string;
  readonly name: string;
  readonly scope: string;
  readonly location: string;
  readonly facts: FactBag;
}
