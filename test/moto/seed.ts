import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateClusterCommand, EKSClient, type LogType } from "@aws-sdk/client-eks";

/** Moto's account. */
export const ACCOUNT = "123456789012";
export const CREDENTIALS = { accessKeyId: "testing", secretAccessKey: "testing" };

interface Entry {
  readonly types: readonly LogType[];
  readonly enabled: boolean;
}

export interface SeededCluster {
  readonly region: string;
  readonly name: string;
  /** Entries as they are sent; undefined leaves logging to the server's default. */
  readonly logging?: readonly Entry[];
}

export interface SeededGroup {
  readonly region: string;
  readonly name: string;
  readonly retentionDays?: number;
}

const ALL: readonly LogType[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const CLUSTERS: readonly SeededCluster[] = [
  { region: "eu-west-1", name: "pay", logging: [{ types: ALL, enabled: true }] },
  { region: "eu-west-1", name: "forever", logging: [{ types: ["audit"], enabled: true }] },
  { region: "eu-west-1", name: "shop", logging: [{ types: ["audit"], enabled: true }] },
  { region: "us-east-1", name: "silent" },
  {
    region: "ap-southeast-2",
    name: "second",
    logging: [
      { types: ["api", "authenticator", "controllerManager", "scheduler"], enabled: false },
      { types: ["audit"], enabled: true },
    ],
  },
];

export const GROUPS: readonly SeededGroup[] = [
  { region: "eu-west-1", name: "/aws/eks/pay/cluster", retentionDays: 400 },
  { region: "eu-west-1", name: "/aws/eks/forever/cluster" },
  // Begins like the group of `shop`, which has none.
  { region: "eu-west-1", name: "/aws/eks/shop-2/cluster", retentionDays: 400 },
  { region: "us-east-1", name: "/aws/eks/silent/cluster", retentionDays: 400 },
  { region: "ap-southeast-2", name: "/aws/eks/second/cluster", retentionDays: 30 },
];

export const REGIONS = [...new Set(CLUSTERS.map(({ region }) => region))];

/** Makes the clusters and log groups through the server's own API. */
export async function seed(endpoint: string): Promise<void> {
  for (const { region, name, logging } of CLUSTERS) {
    const eks = new EKSClient({ region, endpoint, credentials: CREDENTIALS });
    const clusterLogging = logging?.map(({ types, enabled }) => ({ types: [...types], enabled }));
    await eks.send(
      new CreateClusterCommand({
        name,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/eks`,
        resourcesVpcConfig: {},
        tags: { seeded: "yes" },
        ...(clusterLogging === undefined ? {} : { logging: { clusterLogging } }),
      }),
    );
  }
  for (const { region, name, retentionDays } of GROUPS) {
    const logs = new CloudWatchLogsClient({ region, endpoint, credentials: CREDENTIALS });
    await logs.send(new CreateLogGroupCommand({ logGroupName: name }));
    if (retentionDays === undefined) continue;
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: retentionDays }));
  }
}
