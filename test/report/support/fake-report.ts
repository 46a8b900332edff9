import type { LedgerEntry, LedgerStatus } from "../../../src/model/evidence.ts";
import type { ClusterReport, FrameworkReport, Report, Summary } from "../../../src/model/report.ts";
import { ACTIVITIES, CONTROLS } from "./catalogue.ts";

export interface FakeReport {
  readonly ledger: readonly LedgerEntry[];
  readonly frameworks?: readonly FrameworkReport[];
  readonly count: number;
  /** Makes a cluster each time it is walked over. */
  cluster(index: number): ClusterReport;
}

export function fakeReport({ ledger, frameworks = FRAMEWORKS, count, cluster }: FakeReport): Report {
  function* clusters(): Generator<ClusterReport> {
    for (let index = 0; index < count; index += 1) yield cluster(index);
  }
  return {
    schemaVersion: 1,
    tool: { name: "trailproof", version: "0.1.0" },
    readAt: "2026-11-24T10:00:00Z",
    requirements: { id: "pci-dss-4.0.1", hotDays: 90, totalDays: 365 },
    ledger,
    frameworks,
    summary: summaryOf(clusters(), count, ledger),
    controls: CONTROLS,
    activities: ACTIVITIES,
    clusters,
  };
}

export function renderText(
  format: { render(report: Report, out: Out): void },
  report: Report,
  { width, colour = false }: { width?: number; colour?: boolean } = {},
): string {
  const parts: string[] = [];
  format.render(report, { write: (text) => void parts.push(text), width, colour });
  return parts.join("");
}

interface Out {
  write(text: string): void;
  readonly width: number | undefined;
  readonly colour: boolean;
}

function summaryOf(clusters: Iterable<ClusterReport>, count: number, ledger: readonly LedgerEntry[]): Summary {
  const results = { pass: 0, warn: 0, fail: 0, unknown: 0, "not-applicable": 0, waived: 0 };
  for (const cluster of clusters) {
    for (const result of cluster.results) results[result.waiver ? "waived" : result.status] += 1;
  }
  const places: { [status in LedgerStatus]: number } = { read: 0, incomplete: 0, refused: 0, failed: 0, skipped: 0 };
  for (const entry of ledger) places[entry.status] += 1;
  return { clusters: count, results, ledger: places };
}

const FRAMEWORKS: readonly FrameworkReport[] = [
  {
    id: "pci-dss",
    version: "4.0.1",
    title: "PCI DSS v4.0.1",
    requirements: [
      requirement("10.2.1", "fail", ["AUD-ENABLED"], { pass: 3, fail: 1 }),
      requirement("10.2.1.1", "fail", ["AUD-READS", "AUD-SECRETS"], { pass: 2, fail: 2 }),
      requirement("10.3.3", "unknown", ["LOG-CENTRAL"], { pass: 3, unknown: 1 }),
      requirement("10.2.1.4", "warn", ["AUD-DENIED"], { pass: 3, warn: 1 }),
      requirement("10.2.2", "pass", ["AUD-AUTHN"], { pass: 4 }),
      requirement("10.6.1", "not-evaluated", ["CTL-TIME"], {}),
      requirement("10.4.2", "manual", [], {}),
    ],
  },
  {
    id: "pci-containers",
    version: "1.0",
    title: "PCI Guidance for Containers",
    requirements: [requirement("7.1.audited", "fail", ["AUD-ENABLED"], { pass: 3, fail: 1 })],
  },
];

type Requirement = FrameworkReport["requirements"][number];

function requirement(
  id: string,
  status: Requirement["status"],
  controls: readonly string[],
  clusters: Requirement["clusters"],
): Requirement {
  const notEvaluated = status === "not-evaluated" ? controls : [];
  return { id, summary: `What ${id} asks for`, status, controls, notEvaluated, clusters };
}
