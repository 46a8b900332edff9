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

/** Where the logs of `orders` are copied to, out of reach of the first account's administrators. */
const ARCHIVE = "444455556666";
const TRAIL_GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:cloudtrail`;
const CHANGES = ["UpdateClusterConfig", "DeleteLogGroup", "StopLogging"];

/**
 * Two accounts, three regions: one good cluster, one for each thing that goes wrong most often, and one whose trail is
 * short at home and locked away elsewhere.
 */
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
            cluster("orders", { logTypes: ["audit"], tags: [["env", "prod"]] }),
          ],
          logGroups: [
            { name: group("payments"), retentionInDays: 400, deletionProtection: true },
            { name: group("checkout"), retentionInDays: 30 },
            { name: group("ledger"), retentionInDays: 731, kmsKeyId: LOCKED_OUT_KEY },
            {
              name: group("orders"),
              retentionInDays: 30,
              subscriptions: [
                {
                  name: "to-archive",
                  destinationArn: `arn:aws:logs:eu-west-1:${ARCHIVE}:destination:eks-audit`,
                  pattern: '{ $.kind = "Event" }',
                },
              ],
            },
            {
              name: "cloudtrail",
              retentionInDays: 90,
              metricFilters: [
                {
                  name: "audit-path",
                  pattern: `{ ${CHANGES.map((name) => `($.eventName = "${name}")`).join(" || ")} }`,
                  metric: { namespace: "CloudTrail", name: "AuditPathChanged" },
                },
              ],
            },
            // What a cluster of that name left behind; no cluster of today writes to it.
            { name: group("sandbox-2"), retentionInDays: 3653 },
          ],
          keys: [{ arn: LOCKED_OUT_KEY, state: "PendingDeletion" }],
          detectors: [{ id: "12abc34d567e8fa901bc2d34e56789f0" }],
          trails: [{ name: "all-regions", multiRegion: true, bucket: "demo-cloudtrail", logGroupArn: TRAIL_GROUP }],
          buckets: [{ name: "demo-cloudtrail", publicAccessBlock: true }],
          alarms: [{ name: "audit-path-changed", metric: { namespace: "CloudTrail", name: "AuditPathChanged" } }],
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
    {
      id: ARCHIVE,
      roles: [{ name: "TrailproofReader" }],
      regions: [
        {
          name: "eu-west-1",
          destinations: [
            { name: "eks-audit", targetArn: `arn:aws:firehose:eu-west-1:${ARCHIVE}:deliverystream/eks-audit` },
          ],
          deliveryStreams: [{ name: "eks-audit", bucketArn: "arn:aws:s3:::demo-audit-archive", prefix: "eks/" }],
          buckets: [
            {
              name: "demo-audit-archive",
              versioning: "Enabled",
              objectLock: { mode: "COMPLIANCE", days: 400 },
              lifecycle: [{ prefix: "eks/", days: 400 }],
              publicAccessBlock: true,
              logsAccess: true,
            },
          ],
        },
      ],
    },
  ],
};
