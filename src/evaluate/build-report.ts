import { createHash } from "node:crypto";
import type { ClusterRecord, ResourceRecord } from "../model/cluster.ts";
import { LEDGER_STATUSES, type Evidence, type LedgerEntry } from "../model/evidence.ts";
import type { ClusterReport, ClusterRow, CountedVerdict, Report, StoreRow, Summary } from "../model/report.ts";
import { STATUSES, type CoverageRow, type Result } from "../model/result.ts";
import { COVERAGE_VERDICTS, type Store, type Trail } from "../model/trail.ts";
import type { CoverageMemo, Requirements } from "../trail/view.ts";
import type { Catalogue } from "./catalogue.ts";
import { judgeCluster, type ClusterJudgement } from "./judge-cluster.ts";
import type { EvaluateOptions } from "./options.ts";
import { createRollUp } from "./roll-up.ts";

/** What the report is made of: the facts of one run. */
export interface FactSource {
  readonly readAt: string;
  readonly ledger: readonly LedgerEntry[];
  readonly clusterCount: number;
  cluster(index: number): ClusterRecord;
  resource(id: string): ResourceRecord | undefined;
  evidence(id: string): Evidence | undefined;
}

/** How a provider reads its facts, by provider id. */
export interface TrailMaker {
  trail(cluster: ClusterRecord, resource: (id: string) => ResourceRecord | undefined): Trail;
  remedy(control: string, trail: Trail, asked: Requirements): string | undefined;
}

/** Landscapes up to this size are judged once and kept; larger ones are judged again on every walk. */
const KEPT_CLUSTERS = 2000;

export function buildReport(
  source: FactSource,
  makers: ReadonlyMap<string, TrailMaker>,
  catalogue: Catalogue,
  options: EvaluateOptions,
  tool: { name: string; version: string },
): Report {
  const kept: ClusterReport[] = [];
  const memo: CoverageMemo = new Map();
  const rollUp = createRollUp(catalogue.frameworks, source.ledger);
  const counts = { results: countsOf([...STATUSES, "waived" as const]), ledger: countsOf(LEDGER_STATUSES) };
  for (const entry of source.ledger) counts.ledger[entry.status] += 1;

  function judge(index: number): ClusterReport {
    const record = source.cluster(index);
    const maker = makers.get(record.provider);
    if (!maker) throw new Error(`no provider ${record.provider}`);
    const trail = maker.trail(record, source.resource);
    const judgement = judgeCluster(trail, maker.remedy, catalogue, options, source.readAt.slice(0, 10), memo);
    return clusterReport(judgement, source);
  }

  for (let index = 0; index < source.clusterCount; index += 1) {
    const report = judge(index);
    if (source.clusterCount <= KEPT_CLUSTERS) kept.push(report);
    rollUp.add(report.results);
    for (const result of report.results) counts.results[result.waiver ? "waived" : result.status] += 1;
  }
  const summary: Summary = { clusters: source.clusterCount, ...counts };
  return {
    schemaVersion: 1,
    tool,
    readAt: source.readAt,
    requirements: options.requirements,
    ledger: source.ledger,
    frameworks: rollUp.report(),
    summary,
    controls: catalogue.controls.map(({ id, title, severity }) => ({ id, title, severity })),
    activities: catalogue.activities.map(({ id, title, priority, control }) => ({ id, title, priority, control })),
    *clusters() {
      for (let index = 0; index < source.clusterCount; index += 1) yield kept[index] ?? judge(index);
    },
  };
}

function clusterReport(judgement: ClusterJudgement, source: FactSource): ClusterReport {
  const ids = new Map(judgement.stores.map((store) => [store.id, shortId(store)]));
  return {
    cluster: clusterRow(judgement),
    results: judgement.results,
    coverage: judgement.coverage.map((row) => ({ ...row, stores: row.stores.flatMap((id) => ids.get(id) ?? []) })),
    stores: judgement.stores.map((store) => storeRow(store, ids.get(store.id) ?? "")),
    evidence: evidenceOf(judgement.results, source),
  };
}

function clusterRow({ trail, coverage }: ClusterJudgement): ClusterRow {
  const { id, provider, name, scope, location, version, flavour, state, labels } = trail.cluster;
  return {
    id,
    provider,
    name,
    scope,
    location,
    version,
    flavour,
    state,
    labels,
    profile: trail.profile,
    coverage: countVerdicts(coverage),
  };
}

function countVerdicts(rows: readonly CoverageRow[]): ClusterRow["coverage"] {
  const counts = countsOf(COVERAGE_VERDICTS.map(counted));
  for (const row of rows) counts[counted(row.verdict)] += 1;
  return counts;
}

function counted(verdict: (typeof COVERAGE_VERDICTS)[number]): CountedVerdict {
  return verdict === "not-applicable" ? "notApplicable" : verdict;
}

function storeRow({ kind, name, scope, location }: Store, id: string): StoreRow {
  return { id, kind, name, scope, location };
}

/** The same store has the same id in every cluster's rows. */
function shortId(store: Store): string {
  return `s${createHash("sha256").update(`${store.kind}\n${store.id}`).digest("hex").slice(0, 12)}`;
}

function evidenceOf(results: readonly Result[], source: FactSource): Evidence[] {
  const ids = [...new Set(results.flatMap((result) => result.evidence))].toSorted();
  return ids.flatMap((id) => source.evidence(id) ?? []);
}

function countsOf<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
