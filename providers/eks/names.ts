/** Where a cluster lives, as far as names are made of it. */
export interface Site {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

export function clusterArn({ partition, account, region }: Site, cluster: string): string {
  return `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`;
}

/** EKS always delivers here, in the cluster's own account and region (docs.aws.amazon.com/eks, control plane logs, 2026-11). */
export function logGroupName(cluster: string): string {
  return `/aws/eks/${cluster}/cluster`;
}

export function logGroupArn({ partition, account, region }: Site, cluster: string): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName(cluster)}`;
}

/** Stands for all telemetry pipelines of an account in a region. */
export function pipelinesArn({ partition, account, region }: Site): string {
  return `arn:${partition}:observabilityadmin:${region}:${account}:telemetry-pipeline/*`;
}
