import type { Evidence } from "../../../src/model/evidence.ts";
import type { ClusterReport, ClusterRow, CountedVerdict, StoreRow } from "../../../src/model/report.ts";
import type { CoverageRow, Result } from "../../../src/model/result.ts";
import { ACTIVITIES, CONTROLS } from "./catalogue.ts";

/** Where a cluster is, and what differs from one where everything is in order. */
export interface FakeCluster {
  readonly provider: string;
  readonly name: string;
  readonly scope: string;
  readonly location: string;
  readonly labels?: ClusterRow["labels"];
  readonly results?: { readonly [control: string]: Partial<Result> };
  readonly coverage?: (activity: string) => Partial<CoverageRow>;
  readonly evidence?: readonly Evidence[];
  readonly storeName?: string;
}

export function clusterReport(fake: FakeCluster): ClusterReport {
  const { provider, name, scope, location } = fake;
  const id = `${provider}:${scope}:${location}:${name}`;
  const store = storeOf(fake);
  const coverage = coverageOf(id, store.id, fake.coverage ?? (() => ({})));
  return {
    cluster: {
      id,
      provider,
      name,
      scope,
      location,
      version: "1.34",
      flavour: "standard",
      state: "running",
      labels: fake.labels ?? {},
      profile: provider,
      coverage: countsOf(coverage),
    },
    results: CONTROLS.map((control) => ({
      cluster: id,
      control: control.id,
      status: "pass",
      severity: control.severity,
      basis: "observed",
      message: "As it should be.",
      evidence: [],
      ...fake.results?.[control.id],
    })),
    coverage,
    stores: [store],
    evidence: fake.evidence ?? [],
  };
}

function storeOf({ provider, scope, location, name, storeName }: FakeCluster): StoreRow {
  const kind = provider === "eks" ? "cloudwatch-log-group" : "log-bucket";
  const stored = storeName ?? (provider === "eks" ? `/aws/eks/${name}/cluster` : "_Default");
  return { id: `s-${scope}-${location}-${stored}`, kind, name: stored, scope, location };
}

function coverageOf(cluster: string, store: string, change: (activity: string) => Partial<CoverageRow>): CoverageRow[] {
  return ACTIVITIES.map(({ id }) => {
    const changed = change(id);
    const reaches = changed.verdict !== "blind" && changed.verdict !== "not-applicable";
    return {
      cluster,
      activity: id,
      verdict: "covered",
      stores: reaches ? [store] : [],
      ...(reaches ? { level: "Metadata", hotDays: 90, totalDays: 365 } : {}),
      basis: "documented",
      ...changed,
    };
  });
}

function countsOf(rows: readonly CoverageRow[]): ClusterRow["coverage"] {
  const counts: { [verdict in CountedVerdict]: number } = {
    covered: 0,
    degraded: 0,
    blind: 0,
    overexposed: 0,
    unknown: 0,
    notApplicable: 0,
  };
  for (const { verdict } of rows) counts[verdict === "not-applicable" ? "notApplicable" : verdict] += 1;
  return counts;
}
