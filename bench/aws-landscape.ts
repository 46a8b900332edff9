import type { AwsLandscape } from "../src/simulator/aws/landscape.ts";

/** One account with so many regions and so many clusters in each, every second one with its audit stream on. */
export function awsLandscape(regions: number, clusters: number): AwsLandscape {
  const account = "111122223333";
  return {
    caller: account,
    accounts: [
      {
        id: account,
        regions: Array.from({ length: regions }, (_, r) => ({
          name: `xx-bench-${r + 1}`,
          clusters: Array.from({ length: clusters }, (_, c) => ({
            name: `cluster-${c}`,
            logTypes: c % 2 === 0 ? ["audit", "authenticator"] : [],
          })),
          logGroups: Array.from({ length: clusters }, (_, c) => ({
            name: `/aws/eks/cluster-${c}/cluster`,
            retentionInDays: 400,
          })),
        })),
      },
    ],
  };
}
