import type { LedgerEntry } from "../../../src/model/evidence.ts";
import type { Report } from "../../../src/model/report.ts";
import { clusterReport, type FakeCluster } from "./fake-cluster.ts";
import { fakeReport } from "./fake-report.ts";
import { elsewhere, fine, open, readsOff, shortLived, silent, waive } from "./kinds.ts";

/** Reports of real sizes, the same each time. */

const KINDS = [silent, shortLived, readsOff, fine, fine, elsewhere];

export function landscape(count: number): Report {
  return fakeReport({ ledger: ledgerOf(count), count, cluster: (index) => clusterReport(clusterOf(index)) });
}

function clusterOf(index: number): FakeCluster {
  const place = {
    name: `team-${index % 37}-${["prod", "test", "data"][index % 3]}-${index}`,
    scope: String(100_000_000_000 + (index % 50)),
    location: ["eu-west-1", "eu-central-1", "us-east-2"][index % 3] ?? "",
  };
  if (index % 7 === 3) return open({ ...place, scope: `project-${index % 50}` }, `folders/${200 + (index % 9)}`);
  const kind = KINDS[index % KINDS.length] ?? fine;
  const fake = kind(place);
  return index % 11 === 1 && kind === shortLived
    ? waive(fake, "LOG-RETENTION", "Kept in the SIEM until the move", "platform")
    : fake;
}

function ledgerOf(count: number): LedgerEntry[] {
  return Array.from({ length: Math.max(3, count / 4) }, (_, index): LedgerEntry => {
    const place = { provider: "eks", scope: String(100_000_000_000 + (index % 50)), location: `region-${index}` };
    if (index % 10 !== 2) return { ...place, status: "read", clusters: 4 };
    return {
      ...place,
      status: "refused",
      clusters: null,
      operation: "eks:ListClusters",
      permission: "eks:ListClusters",
      reason: `access denied in ${place.location}`,
    };
  });
}

/** Every cluster with problems of its own, as bad as it gets for a report that groups. */
export function unlikeLandscape(count: number): Report {
  return fakeReport({
    ledger: ledgerOf(count).map((entry, index) => ({ ...entry, status: "failed", reason: `odd reason ${index}x` })),
    count,
    cluster: (index) => clusterReport(unlike(index)),
  });
}

function unlike(index: number): FakeCluster {
  const base = clusterOf(index);
  const controls = ["AUD-AUTHN", "AUD-CHANGES", "AUD-DENIED", "AUD-NO-EXEMPTION", "LOG-CENTRAL", "LOG-DELIVERED"];
  const own = controls.filter((_, bit) => ((index >> bit) & 1) === 1);
  const results = own.map((control) => [
    control,
    {
      status: index % 2 === 0 ? "fail" : "unknown",
      message: `Something of ${base.name} alone. `.repeat(9),
      remedy: `Do it: tool verb-${index} now`,
      missing: [`permission-${index}`],
    },
  ]);
  return {
    ...base,
    results: { ...base.results, ...Object.fromEntries(results) },
    coverage: (id) => (id.length % ((index % 9) + 2) === 0 ? { verdict: "blind", lostAt: "route" } : {}),
  };
}
