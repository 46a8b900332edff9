import { describe, expect, it } from "vitest";
import type { AwsLandscape } from "../../src/simulator/aws/landscape.ts";
import { awsCloud } from "../../src/simulator/aws/index.ts";
import { azureCloud } from "../../src/simulator/azure/index.ts";
import type { Fault } from "../../src/simulator/cloud.ts";
import { demoAzure } from "../../src/simulator/demo/azure.ts";
import { demoGoogle } from "../../src/simulator/demo/google.ts";
import { googleCloud } from "../../src/simulator/google/index.ts";
import { scanSimulated, type Scanned } from "../support/scan.ts";

const NAMES = ["alpha", "beta", "gamma", "delta", "epsilon"];
const REGIONS = ["eu-west-1", "us-east-1", "ap-south-1"];

/** Three regions with five clusters each, all in order: every failure below is one of reading. */
const ORDERLY: AwsLandscape = {
  caller: "111122223333",
  accounts: [
    {
      id: "111122223333",
      regions: REGIONS.map((name) => ({
        name,
        clusters: NAMES.map((cluster) => ({
          name: `${cluster}-${name}`,
          logTypes: ["audit", "authenticator"],
          authenticationMode: "API",
        })),
        logGroups: NAMES.map((cluster) => ({ name: `/aws/eks/${cluster}-${name}/cluster`, retentionInDays: 400 })),
      })),
    },
  ],
};

function scanAws(
  faults: readonly Fault[],
  rest: { deadlineMs?: number; attemptTimeoutMs?: number } = {},
): Promise<Scanned> {
  return scanSimulated({ clouds: [awsCloud(ORDERLY)], landscape: { eks: {} }, knobs: { faults }, ...rest });
}

/** What every cluster of the landscape gets when all can be read, by cluster name and control. */
let whole: Promise<Map<string, string>> | undefined;

function verdictsOf({ report }: Scanned): Map<string, string> {
  const names = new Map(report.clusters.map((row) => [row.id, row.name]));
  return new Map(report.results.map((row) => [`${names.get(row.cluster) ?? ""} ${row.control}`, row.status]));
}

/** No wrong pass, no wrong fail: every verdict is what it would be, but that of clusters in trouble may be unknown. */
async function expectOnlyUnknown(scanned: Scanned, troubled: (name: string) => boolean): Promise<void> {
  whole ??= scanAws([]).then(verdictsOf);
  const [expected, found] = [await whole, verdictsOf(scanned)];
  const unsettled = new Set<string>();
  for (const [key, status] of found) {
    const [name = ""] = key.split(" ");
    if (!troubled(name)) expect(status, key).toBe(expected.get(key));
    else if (status === "unknown") unsettled.add(name);
    else expect(status, key).toBe(expected.get(key));
  }
  for (const { name } of scanned.report.clusters) if (troubled(name)) expect(unsettled).toContain(name);
}

describe("when something cannot be read", () => {
  it("nothing is wrong with the landscape itself", async () => {
    const scanned = await scanAws([]);

    expect(scanned.report.clusters).toHaveLength(15);
    for (const [key, status] of verdictsOf(scanned)) {
      if (/ (AUD|LOG-(DELIVERED|RETENTION))/.test(key)) expect(status, key).toBe("pass");
    }
  });

  it("one denied cluster among many is unknown, with the permission, and the others are judged", async () => {
    const scanned = await scanAws([{ operation: "eks:DescribeCluster", target: "beta-us-east-1", kind: "denied" }]);

    expect(scanned.report.clusters).toHaveLength(15);
    await expectOnlyUnknown(scanned, (name) => name === "beta-us-east-1");
    expect(scanned.result("beta-us-east-1", "AUD-ENABLED")).toMatchObject({
      status: "unknown",
      missing: ["eks:DescribeCluster"],
    });
    expect(scanned.report.ledger.every((entry) => entry.status === "read")).toBe(true);
  });

  it("a denied region stands in the ledger as refused, never as empty", async () => {
    const scanned = await scanAws([{ operation: "eks:ListClusters", location: "ap-south-1", kind: "denied" }]);

    expect(scanned.report.clusters).toHaveLength(10);
    await expectOnlyUnknown(scanned, () => false);
    expect(scanned.report.ledger.find((entry) => entry.location === "ap-south-1")).toMatchObject({
      status: "refused",
      clusters: null,
      permission: "eks:ListClusters",
    });
  });

  it.each(["reset", "unavailable"] as const)("a dead region (%s) stands in the ledger as failed", async (kind) => {
    const scanned = await scanAws([{ location: "ap-south-1", kind }]);

    await expectOnlyUnknown(scanned, () => false);
    expect(scanned.report.ledger.find((entry) => entry.location === "ap-south-1")).toMatchObject({
      status: "failed",
      clusters: null,
    });
  });

  it("a region that never answers ends at its deadline, and the others are read", async () => {
    const scanned = await scanAws([{ location: "ap-south-1", kind: "hang" }], { attemptTimeoutMs: 300 });

    await expectOnlyUnknown(scanned, () => false);
    expect(scanned.report.ledger.find((entry) => entry.location === "ap-south-1")).toMatchObject({
      status: "failed",
      clusters: null,
    });
  });

  it("throttling is waited out", async () => {
    const scanned = await scanAws([{ operation: "eks:DescribeCluster", kind: "throttled", times: 20 }]);

    await expectOnlyUnknown(scanned, () => false);
    expect(scanned.progress.throttled).toBe(20);
  });

  it("throttling without end leaves the facts unknown", async () => {
    const scanned = await scanAws([{ operation: "eks:DescribeCluster", target: "beta-us-east-1", kind: "throttled" }]);

    await expectOnlyUnknown(scanned, (name) => name === "beta-us-east-1");
    expect(scanned.result("beta-us-east-1", "AUD-ENABLED").message).toContain("asked to slow down");
  });

  it.each(["html", "empty-object", "cut"] as const)(
    "a cluster described by a malformed answer (%s) is unknown",
    async (kind) => {
      const scanned = await scanAws([{ operation: "eks:DescribeCluster", target: "beta-us-east-1", kind }]);

      await expectOnlyUnknown(scanned, (name) => name === "beta-us-east-1");
      expect(scanned.status("beta-us-east-1", "AUD-ENABLED")).toBe("unknown");
    },
  );

  it.each(["html", "empty-object", "cut"] as const)(
    "a malformed list of clusters (%s) is a failed place, never an empty one",
    async (kind) => {
      const scanned = await scanAws([{ operation: "eks:ListClusters", location: "ap-south-1", kind }]);

      expect(scanned.report.ledger.find((entry) => entry.location === "ap-south-1")).toMatchObject({
        status: "failed",
        clusters: null,
      });
    },
  );

  it.each(["html", "empty-object", "cut", "denied", "throttled"] as const)(
    "unread log groups (%s) make what is kept unknown, and not what is recorded",
    async (kind) => {
      const scanned = await scanAws([{ operation: "logs:DescribeLogGroups", location: "ap-south-1", kind }]);

      await expectOnlyUnknown(scanned, (name) => name.endsWith("ap-south-1"));
      expect(scanned.status("alpha-ap-south-1", "LOG-RETENTION")).toBe("unknown");
      expect(scanned.status("alpha-ap-south-1", "AUD-SECRETS")).toBe("pass");
    },
  );

  it("a missing log group fails what is kept, whatever copies could not be read", async () => {
    const [account] = ORDERLY.accounts;
    const regions = (account?.regions ?? []).map((region) => ({ ...region, logGroups: [] }));
    const scanned = await scanSimulated({
      clouds: [awsCloud({ ...ORDERLY, accounts: [{ id: "111122223333", regions }] })],
      landscape: { eks: { regions: ["eu-west-1"] } },
      knobs: {
        faults: [
          { operation: "logs:DescribeAccountPolicies", kind: "denied" },
          { operation: "logs:DescribeSubscriptionFilters", kind: "denied" },
        ],
      },
    });

    expect(scanned.status("alpha-eu-west-1", "AUD-READS")).toBe("pass");
    expect(scanned.status("alpha-eu-west-1", "LOG-DELIVERED")).toBe("fail");
    expect(scanned.status("alpha-eu-west-1", "LOG-RETENTION")).toBe("fail");
  });
});

/** An organisation with a lake that takes what two clusters do; one of them has a stream that the lake does not take. */
const LAKED: AwsLandscape = {
  caller: "111122223333",
  organization: { management: "111122223333" },
  securityLake: {
    administrators: ["444455556666"],
    lakes: [{ account: "444455556666", region: "eu-west-1", days: 365, sources: [{ account: "111122223333" }] }],
  },
  accounts: [
    {
      id: "111122223333",
      regions: [
        {
          name: "eu-west-1",
          clusters: [
            { name: "alpha", logTypes: ["audit"], authenticationMode: "API" },
            { name: "beta", logTypes: ["audit", "authenticator"], authenticationMode: "API" },
          ],
          logGroups: ["alpha", "beta"].map((name) => ({ name: `/aws/eks/${name}/cluster`, retentionInDays: 30 })),
        },
        {
          name: "us-east-1",
          clusters: [{ name: "gamma", logTypes: ["audit"], authenticationMode: "API" }],
          logGroups: [{ name: "/aws/eks/gamma/cluster", retentionInDays: 400 }],
        },
      ],
    },
    { id: "444455556666", roles: [{ name: "TrailproofReader" }], regions: [{ name: "eu-west-1" }] },
  ],
};

/** Every read of the demo's Google and Azure landscapes, failing one at a time: nothing may look better than it is. */
const LANDSCAPES = [
  { provider: "gke", name: "the demo", cloud: () => googleCloud(demoGoogle), selection: {} },
  { provider: "aks", name: "the demo", cloud: () => azureCloud(demoAzure), selection: {} },
  { provider: "eks", name: "three regions", cloud: () => awsCloud(ORDERLY), selection: {} },
  { provider: "eks", name: "a lake", cloud: () => awsCloud(LAKED), selection: { role: "TrailproofReader" } },
];

/** Google leaves an empty list out of its answer: `{}` is what it really says of no projects, and of no clusters. */
const SAYS_NONE = new Set(["resourcemanager.projects.search", "container.clusters.list"]);

describe.each(LANDSCAPES)("$provider, $name, with each operation failing in turn", ({ provider, cloud, selection }) => {
  it.each(["denied", "html", "empty-object", "cut", "unavailable"] as const)(
    "%s: no result improves, and none that passed fails",
    async (kind) => {
      const whole = await scanSimulated({ clouds: [cloud()], landscape: { [provider]: selection } });
      const before = new Map(
        whole.report.results.map((result) => [`${result.cluster} ${result.control}`, result.status]),
      );
      const operations = [...new Set(whole.calls.map((call) => call.operation))];
      expect(operations.length).toBeGreaterThan(3);

      for (const operation of operations) {
        const broken = await scanSimulated({
          clouds: [cloud()],
          landscape: { [provider]: selection },
          knobs: { faults: [{ operation, kind }] },
        });
        for (const result of broken.report.results) {
          const was = before.get(`${result.cluster} ${result.control}`);
          const allowed = was === "not-applicable" ? ["not-applicable", "unknown"] : [was, "unknown"];
          expect(
            allowed,
            `${operation} ${kind}: ${result.control} of ${result.cluster} was ${was}, is ${result.status}: ${result.message}`,
          ).toContain(result.status);
        }
        const lost = whole.report.clusters.length - broken.report.clusters.length;
        const isTold = broken.report.ledger.some((entry) => entry.status !== "read");
        if (lost > 0 && !(kind === "empty-object" && SAYS_NONE.has(operation))) {
          expect(isTold, `${operation} ${kind}: clusters vanish`).toBe(true);
        }
      }
    },
  );
});

it("the lake of that organisation is what one of its clusters passes by, and the others do not", async () => {
  const { report, status } = await scanSimulated({
    clouds: [awsCloud(LAKED)],
    landscape: { eks: { role: "TrailproofReader" } },
  });

  expect(report.clusters).toHaveLength(3);
  expect(["alpha", "beta", "gamma"].map((name) => status(name, "LOG-CENTRAL"))).toEqual(["pass", "fail", "fail"]);
});
