/** Where a cluster lives, as far as names are made of it. */
export interface Site {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

export function clusterArn({ partition, account, region }: Site, cluster: string): string {
  return `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`;
}

/** What the names of clusters' log groups begin with. */
export const EKS_GROUPS = "/aws/eks/";

/** EKS always delivers here, in the cluster's own account and region (docs.aws.amazon.com/eks, control plane logs, 2026-11). */
export function logGroupName(cluster: string): string {
  return `/aws/eks/${cluster}/cluster`;
}

export function logGroupArn(site: Site, cluster: string): string {
  return groupArn(site, logGroupName(cluster));
}

export function groupArn({ partition, account, region }: Site, name: string): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
}

/** Stands for all telemetry pipelines of an account in a region. */
export function pipelinesArn({ partition, account, region }: Site): string {
  return `arn:${partition}:observabilityadmin:${region}:${account}:telemetry-pipeline/*`;
}
