import type { AwsCluster, AwsLandscape } from "../aws/landscape.ts";

const ACCOUNT = "111122223333";
const LOCKED_OUT_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/5d6b3c1e-0000-4000-8000-000000000001`;
const ALL = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

function cluster(name: string, rest: Partial<AwsCluster>): AwsCluster {
  return { name, version: "1.34", authenticationMode: "API", createdAt: "2025-03-04T09:00:00Z", ...rest };
}

function group(name: string): string {
  return `/aws/eks/${name}/cluster`;
}

/** One account, three regions: one good cluster, and one for each thing that goes wrong most often. */
export const demoAws: AwsLandscape = {
  caller: ACCOUNT,
  accounts: [
    {
      id: ACCOUNT,
      denies: [
        {
          operation: "eks:ListClusters",
          region: "ap-southeast-1",
          because: `with an explicit deny in a service control policy: arn:aws:organizations::${ACCOUNT}:policy/o-demo/p-regions`,
        },
      ],
      regions: [
        {
          name: "eu-west-1",
          clusters: [
            cluster("payments", { logTypes: ALL, tags: [["env", "prod"]] }),
            cluster("checkout", {
              logTypes: ["audit"],
              authenticationMode: "API_AND_CONFIG_MAP",
              tags: [["env", "prod"]],
            }),
            cluster("ledger", { logTypes: ["audit", "authenticator"], offFirst: true, tags: [["env", "prod"]] }),
            cluster("sandbox", { logTypes: ["api", "scheduler"], tags: [["env", "dev"]] }),
          ],
          logGroups: [
            { name: group("payments"), retentionInDays: 400, deletionProtection: true },
            { name: group("checkout"), retentionInDays: 30 },
            { name: group("ledger"), retentionInDays: 731, kmsKeyId: LOCKED_OUT_KEY },
            // What a cluster of that name left behind; no cluster of today writes to it.
            { name: group("sandbox-2"), retentionInDays: 3653 },
          ],
          keys: [{ arn: LOCKED_OUT_KEY, state: "PendingDeletion" }],
        },
        {
          name: "us-east-1",
          clusters: [
            cluster("analytics", { logTypes: ["audit", "authenticator"], authenticationMode: "CONFIG_MAP" }),
            cluster("factory-floor", { status: "PENDING", connector: { provider: "EKS_ANYWHERE" }, logTypes: null }),
          ],
        },
        { name: "ap-southeast-1" },
      ],
    },
  ],
};
