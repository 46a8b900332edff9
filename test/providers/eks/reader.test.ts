import { describe, expect, it } from "vitest";
import { permissions } from "../../../providers/eks/permissions.ts";
import type { FaultKind } from "../../../src/simulator/cloud.ts";
import { ARCHIVE, BOTH, everything, KEY } from "./everything.ts";
import { ACCOUNT, alpha, REGION, regionWith, sweepOf } from "./sweep-of.ts";

const BROKEN: readonly FaultKind[] = ["html", "empty-object", "cut"];

describe("a region that answers", () => {
  it("reads everything with calls that only read, each of which has a listed permission", async () => {
    const swept = await sweepOf(everything, { selection: BOTH });
    const made = new Set(swept.calls.map((call) => call.operation));
    expect(swept.calls.every((call) => !call.mutating)).toBe(true);
    expect(swept.calls.filter((call) => call.status !== 200)).toEqual([]);
    const ofOrganizations = /^organizations:List(Accounts|OrganizationalUnits)/;
    const listed = permissions
      .map((needed) => needed.operation)
      .filter((operation) => !ofOrganizations.test(operation));
    expect([...made].toSorted()).toEqual([...listed].toSorted());
    expect(swept.ledger.map(({ scope, status, clusters }) => [scope, status, clusters]).toSorted()).toEqual([
      [ACCOUNT, "read", 1],
      [ARCHIVE, "read", 1],
    ]);
  });

  it("writes resources before the cluster that refers to them, each once", async () => {
    const { kinds, clusters, resources } = await sweepOf(everything, { selection: BOTH });
    for (const { name, resources: ids } of clusters) {
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect([id, kinds.indexOf(id) < kinds.indexOf(name)]).toEqual([id, true]);
    }
    const referred = new Set(clusters.flatMap((cluster) => cluster.resources));
    expect([...resources.keys()].filter((id) => !referred.has(id))).toEqual([]);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it("asks nothing about logs where there is no cluster", async () => {
    const swept = await sweepOf(regionWith({}));
    expect(swept.calls.filter((call) => call.location === REGION).map((call) => call.operation)).toEqual([
      "eks:ListClusters",
    ]);
    expect(swept.ledger[0]).toMatchObject({ status: "read", clusters: 0 });
  });

  it("gives the same evidence ids every time", async () => {
    const [first, second] = [
      await sweepOf(everything, { selection: BOTH }),
      await sweepOf(everything, { selection: BOTH }),
    ].map(({ evidence }) => evidence.map(({ id }) => id).toSorted());
    expect(first).toEqual(second);
  });

  it("asks about a key and a policy once, however many groups have them", async () => {
    const names = ["alpha", "beta", "gamma"];
    const swept = await sweepOf(
      regionWith({
        clusters: names.map((name) => ({ name, logTypes: ["audit"] })),
        logGroups: names.map((name) => ({
          name: `/aws/eks/${name}/cluster`,
          kmsKeyId: KEY,
          retentionInDays: 30,
          retentionPolicyName: "keep",
        })),
        keys: [{ arn: KEY }],
        accountPolicies: [{ name: "keep", type: "RETENTION_POLICY", document: { retentionInDays: 30 } }],
      }),
    );
    const count = (operation: string): number => swept.calls.filter((call) => call.operation === operation).length;
    expect(count("kms:DescribeKey")).toBe(1);
    const policies = swept.calls.filter(({ operation }) => operation === "logs:DescribeAccountPolicies");
    expect(policies.map(({ target }) => target).toSorted()).toEqual(["RETENTION_POLICY", "SUBSCRIPTION_FILTER_POLICY"]);
    expect(count("observabilityadmin:ListTelemetryPipelines")).toBe(1);
    expect(count("logs:DescribeLogGroups")).toBe(1);
  });

  it("never keeps an activation code or a secret", async () => {
    const swept = await sweepOf(regionWith({ clusters: [{ name: "far", connector: { provider: "GKE" } }] }));
    const text = JSON.stringify([swept.clusters, [...swept.resources.values()], swept.evidence, swept.ledger]);
    expect(text).not.toMatch(/ACTIVATION-CODE|simulated-secret|simulated-session/);
    expect(swept.cluster("far").facts["connectedTo"]).toMatchObject({ value: "GKE" });
  });
});

describe("eks:ListClusters", () => {
  it("follows every page", async () => {
    const clusters = Array.from({ length: 7 }, (_, index) => ({ name: `c${index}`, logTypes: ["audit"] }));
    const swept = await sweepOf(regionWith({ clusters }), { knobs: { pageSize: 3 } });
    expect(swept.clusters).toHaveLength(7);
    expect(swept.calls.filter((call) => call.operation === "eks:ListClusters")).toHaveLength(3);
  });

  it("puts a denied region into the ledger as refused, with the policy that refused it", async () => {
    const because =
      "with an explicit deny in a service control policy: arn:aws:organizations::999988887777:policy/o-a/service_control_policy/p-b";
    const swept = await sweepOf(regionWith(alpha(), { denies: [{ operation: "eks:ListClusters", because }] }));
    expect(swept.clusters).toEqual([]);
    expect(swept.ledger).toEqual([
      {
        provider: "eks",
        scope: ACCOUNT,
        location: REGION,
        status: "refused",
        clusters: null,
        operation: "eks:ListClusters",
        permission: "eks:ListClusters",
        reason: expect.stringContaining("a service control policy arn:aws:organizations::999988887777") as string,
      },
    ]);
  });

  it.each(BROKEN)("takes an answer of the kind %s for a failure, never for an empty region", async (kind) => {
    const swept = await sweepOf(regionWith(alpha()), { knobs: { faults: [{ operation: "eks:ListClusters", kind }] } });
    expect(swept.ledger).toMatchObject([{ status: "failed", clusters: null, operation: "eks:ListClusters" }]);
  });

  it("reads what it has and says incomplete when a later page fails", async () => {
    const clusters = ["a", "b", "c"].map((name) => ({ name, logTypes: ["audit"] }));
    const faults = [{ operation: "eks:ListClusters", target: "next page", kind: "denied" }] as const;
    const swept = await sweepOf(regionWith({ clusters }), { knobs: { pageSize: 2, faults } });
    expect(swept.ledger).toMatchObject([{ status: "incomplete", clusters: null, operation: "eks:ListClusters" }]);
    expect(swept.clusters.map(({ name }) => name).toSorted()).toEqual(["a", "b"]);
  });

  it("says that a region is not enabled", async () => {
    const landscape = {
      caller: ACCOUNT,
      accounts: [{ id: ACCOUNT, regions: [{ name: REGION }, { name: "me-south-1", optIn: "DISABLED" as const }] }],
    };
    const swept = await sweepOf(landscape, { selection: { regions: ["me-south-1"] } });
    expect(swept.ledger).toMatchObject([{ location: "me-south-1", status: "failed", clusters: null }]);
    expect(swept.ledger[0]?.reason).toContain("not enabled");
  });

  it("lists regions that are not disabled, those that are about to be with them", async () => {
    const landscape = {
      caller: ACCOUNT,
      accounts: [
        {
          id: ACCOUNT,
          regions: [
            { name: REGION },
            { name: "me-south-1", optIn: "DISABLED" as const },
            { name: "ap-east-1", optIn: "ENABLED" as const },
            { name: "me-central-1", optIn: "DISABLING" as const, clusters: [{ name: "late", logTypes: [] }] },
          ],
        },
      ],
    };
    const swept = await sweepOf(landscape);
    expect(swept.ledger.map(({ location }) => location).toSorted()).toEqual(["ap-east-1", REGION, "me-central-1"]);
    expect(swept.clusters.map(({ name }) => name)).toEqual(["late"]);
  });
});

describe("eks:DescribeCluster", () => {
  it("leaves a cluster that was deleted meanwhile out of the report", async () => {
    const swept = await sweepOf(
      regionWith({
        clusters: [
          { name: "alpha", logTypes: ["audit"] },
          { name: "gone", vanished: true },
        ],
      }),
    );
    expect(swept.clusters.map(({ name }) => name)).toEqual(["alpha"]);
    expect(swept.ledger).toMatchObject([{ status: "read", clusters: 1 }]);
    expect(swept.resources.has(`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/eks/gone/cluster`)).toBe(false);
  });

  it.each(["denied", "unavailable", ...BROKEN] as const)(
    "keeps a cluster whose description is %s, with unknown facts",
    async (kind) => {
      const swept = await sweepOf(regionWith(alpha()), {
        knobs: { faults: [{ operation: "eks:DescribeCluster", kind }] },
      });
      expect(swept.cluster("alpha")).toMatchObject({
        id: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/alpha`,
        version: null,
        flavour: "unknown",
        state: "unknown",
        createdAt: null,
        facts: { logTypes: { state: "unknown" }, authenticationMode: { state: "unknown" } },
      });
      expect(swept.ledger).toMatchObject([{ status: "read", clusters: 1 }]);
      const trail = swept.trail("alpha");
      expect(trail.streams.map(({ on }) => on.state)).toEqual(["unknown", "unknown"]);
      expect(trail.stores[0]?.state).toMatchObject({ state: "known", value: "live" });
      expect(trail.rewriting.state).toBe("unknown");
      expect(trail.inapplicable[0]?.holds.state).toBe("unknown");
    },
  );

  it.each(["hang", "reset"] as const)("does not wait for ever and does not give up the others: %s", async (kind) => {
    const clusters = ["alpha", "beta"].map((name) => ({ name, logTypes: ["audit"] }));
    const faults = [{ operation: "eks:DescribeCluster", target: "beta", kind }];
    const swept = await sweepOf(regionWith({ clusters }), { knobs: { faults } });
    expect(swept.cluster("alpha").facts["logTypes"]?.state).toBe("known");
    expect(swept.cluster("beta").facts["logTypes"]?.state).toBe("unknown");
  });

  it("names the permission that was missing", async () => {
    const swept = await sweepOf(regionWith(alpha()), {
      knobs: { faults: [{ operation: "eks:DescribeCluster", kind: "denied" }] },
    });
    expect(swept.cluster("alpha").facts["logTypes"]).toMatchObject({
      gaps: [{ call: "eks:DescribeCluster", permission: "eks:DescribeCluster", on: ACCOUNT }],
    });
  });

  it("keeps a tag named __proto__ and other hostile tags as data", async () => {
    const tags = [
      ["__proto__", "x"],
      ["constructor", "y"],
      ["<script>", "=cmd()"],
    ] as const;
    const { labels } = (await sweepOf(regionWith(alpha({ tags })))).cluster("alpha");
    expect(Object.entries(labels)).toEqual(tags);
  });
});

describe("logs:DescribeLogGroups", () => {
  it("takes only the group of exactly this name", async () => {
    const swept = await sweepOf(
      regionWith({
        clusters: [
          { name: "alpha", logTypes: ["audit"] },
          { name: "alpha-2", logTypes: ["audit"] },
        ],
        logGroups: [{ name: "/aws/eks/alpha-2/cluster", retentionInDays: 7 }, { name: "/aws/eks/alpha/cluster-old" }],
      }),
    );
    expect(swept.group("alpha").facts["exists"]).toMatchObject({ state: "known", value: false });
    expect(swept.group("alpha-2").facts).toMatchObject({ exists: { value: true }, retentionDays: { value: 7 } });
  });

  it("finds the group on a later page", async () => {
    const logGroups = Array.from({ length: 9 }, (_, index) => ({ name: `/aws/eks/a${index}/cluster` }));
    const swept = await sweepOf(
      regionWith({ ...alpha(), logGroups: [...logGroups, { name: "/aws/eks/alpha/cluster" }] }),
      { knobs: { pageSize: 4 } },
    );
    expect(swept.group("alpha").facts).toMatchObject({ exists: { value: true }, retentionDays: { value: null } });
  });

  it.each(["denied", "unavailable", ...BROKEN] as const)(
    "leaves everything about the group unknown when it is %s",
    async (kind) => {
      const swept = await sweepOf(regionWith(alpha()), {
        knobs: { faults: [{ operation: "logs:DescribeLogGroups", kind }] },
      });
      const [store] = swept.trail("alpha").stores;
      for (const fact of [store?.state, store?.hotDays, store?.totalDays, store?.readable])
        expect(fact?.state).toBe("unknown");
      expect(swept.trail("alpha").streams[0]?.on).toMatchObject({ state: "known", value: true });
    },
  );
});

describe("throttling", () => {
  it.each([
    ["sts:GetCallerIdentity"],
    ["account:ListRegions"],
    ["eks:ListClusters"],
    ["eks:DescribeCluster"],
    ["logs:DescribeLogGroups"],
    ["logs:DescribeAccountPolicies"],
    ["logs:GetDataProtectionPolicy"],
    ["kms:DescribeKey"],
    ["observabilityadmin:ListTelemetryPipelines"],
  ])("waits and tries %s again", async (operation) => {
    const swept = await sweepOf(everything, { knobs: { faults: [{ operation, kind: "throttled", times: 2 }] } });
    expect(
      swept.calls.filter((call) => call.operation === operation && call.status !== 200).length,
    ).toBeGreaterThanOrEqual(2);
    expect(swept.ledger).toMatchObject([{ status: "read", clusters: 1 }]);
    expect(JSON.stringify([swept.cluster("alpha"), swept.group("alpha")])).not.toContain('"unknown"');
  });

  it("waits as long as the server asks", async () => {
    const started = performance.now();
    await sweepOf(regionWith({}), {
      knobs: { faults: [{ operation: "eks:ListClusters", kind: "throttled", times: 1, retryAfterSeconds: 1 }] },
    });
    expect(performance.now() - started).toBeGreaterThan(950);
  });
});
