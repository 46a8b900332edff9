import { expect, test } from "vitest";
import type { Result } from "../../src/model/result.ts";
import { overviewOf, type Overview } from "../../src/report/overview/overview.ts";
import { sampleNames } from "../../src/report/overview/sample.ts";
import { shortlist } from "../../src/report/overview/shortlist.ts";
import { settledBy } from "../../src/report/overview/unknowns.ts";
import { verdictOf, worstMark } from "../../src/report/overview/verdict.ts";
import { clusterReport, type FakeCluster } from "./support/fake-cluster.ts";
import { fakeReport } from "./support/fake-report.ts";
import { elsewhere, fine, open, shortLived, silent, waive } from "./support/kinds.ts";
import { landscape, unlikeLandscape } from "./support/landscapes.ts";

const place = (name: string) => ({ name, scope: "123456789012", location: "eu-west-1" });

function overview(...clusters: FakeCluster[]): Overview {
  const [first = fine(place("none"))] = clusters;
  return overviewOf(
    fakeReport({ ledger: [], count: clusters.length, cluster: (index) => clusterReport(clusters[index] ?? first) }),
  );
}

function withResult(fake: FakeCluster, control: string, result: Partial<Result>): FakeCluster {
  return { ...fake, results: { ...fake.results, [control]: result } };
}

test("folds what only follows under its cause", () => {
  const { causes, marks } = overview(silent(place("a")), silent(place("b")), fine(place("c")));
  expect(causes.map(({ result, clusters, consequences }) => [result.control, clusters.count, consequences])).toEqual([
    ["AUD-ENABLED", 2, 20],
  ]);
  expect(marks).toEqual({ fail: 2, open: 0, warn: 0, ok: 1, none: 0 });
});

test("a finding whose cause was accepted stands for itself", () => {
  const { causes, waived } = overview(waive(silent(place("a")), "AUD-ENABLED", "known", "me"));
  expect(causes).toHaveLength(10);
  expect(causes.every(({ consequences }) => consequences === 0)).toBe(true);
  expect(waived.map(({ result }) => result.control)).toEqual(["AUD-ENABLED"]);
});

test("follows a chain of causes to its start, and is not caught in a ring", () => {
  const chain = { "AUD-READS": finding(), "AUD-SECRETS": finding("AUD-READS"), "AUD-DENIED": finding("AUD-SECRETS") };
  const [cause, ...others] = overview({ ...fine(place("a")), results: chain }).causes;
  expect([cause?.result.control, cause?.consequences, others]).toEqual(["AUD-READS", 2, []]);
  const ring = { "AUD-READS": finding("AUD-SECRETS"), "AUD-SECRETS": finding("AUD-READS") };
  expect(overview({ ...fine(place("a")), results: ring }).causes).toHaveLength(2);
});

test("an accepted failure is no finding and leaves its cluster in order", () => {
  const { causes, marks } = overview(waive(shortLived(place("a")), "LOG-RETENTION", "SIEM", "me"));
  expect(causes).toEqual([]);
  expect(marks.ok).toBe(1);
});

test("an open cluster is not fine, and one to which nothing applies is neither", () => {
  const { marks } = overview(open(place("a"), "folders/1"), elsewhere(place("b")));
  expect(marks).toEqual({ fail: 0, open: 1, warn: 0, ok: 0, none: 1 });
});

test("puts failures before warnings, then the graver, then the wider", () => {
  const warn = withResult(fine(place("a")), "AUD-ENABLED", { status: "warn", severity: "critical" });
  const low = withResult(fine(place("b")), "AUD-DENIED", { status: "fail", severity: "medium" });
  const one = withResult(fine(place("c")), "AUD-READS", { status: "fail", severity: "high" });
  const two = (name: string): FakeCluster =>
    withResult(fine(place(name)), "LOG-CENTRAL", { status: "fail", severity: "high" });
  const { causes } = overview(warn, low, one, two("d"), two("e"));
  expect(causes.map(({ result }) => result.control)).toEqual(["LOG-CENTRAL", "AUD-READS", "AUD-DENIED", "AUD-ENABLED"]);
});

test("groups the unknown by what would settle it and names the places", () => {
  const { unknowns } = overview(
    open(place("a"), "folders/1"),
    open(place("b"), "folders/2"),
    open(place("c"), "folders/2"),
  );
  expect(unknowns).toHaveLength(1);
  const [group] = unknowns;
  expect([group?.results, group?.clusters.count]).toEqual([9, 3]);
  expect(group && settledBy(group, (name) => name)).toBe("grant logging.sinks.list on folders/1 and folders/2");
});

test("does not ask for a permission where none would help", () => {
  const timedOut = withResult(fine(place("a")), "AUD-READS", { status: "unknown", missing: ["eks:DescribeCluster"] });
  const disputed = withResult(fine(place("b")), "AUD-READS", { status: "unknown", basis: "disputed" });
  expect(overview(timedOut, disputed).unknowns.map((group) => settledBy(group, (name) => name))).toEqual([
    "needs an answer to eks:DescribeCluster on 123456789012",
    "no permission would settle it",
  ]);
});

test("tells clusters of the same name apart", () => {
  const clusters = { count: 3, first: [place("a"), { ...place("a"), location: "eu-west-2" }, place("b")] };
  expect(sampleNames(clusters)).toEqual(["a (eu-west-1)", "a (eu-west-2)", "b"]);
  const twins = { count: 2, first: [place("a"), { ...place("a"), scope: "2" }] };
  expect(sampleNames(twins)).toEqual(["a (eu-west-1, 123456789012)", "a (eu-west-1, 2)"]);
});

test("many ways to put one control right do not hide the other controls", () => {
  const { causes } = overviewOf(unlikeLandscape(200));
  const { first, rest } = shortlist(causes, 8, 2);
  expect(first).toHaveLength(8);
  expect(new Set([...first, ...rest].map(({ result }) => result.control))).toEqual(
    new Set(causes.map(({ result }) => result.control)),
  );
  expect(clustersOf(first) + clustersOf(rest)).toBe(clustersOf(causes));
});

test("keeps little of a large landscape", () => {
  const { standings, alike, causes, gaps, unknowns } = overviewOf(landscape(3000));
  expect(standings).toBeUndefined();
  expect(alike.length + causes.length + gaps.length + unknowns.length).toBeLessThan(40);
});

test.each([
  [[], "No cluster was found. No place was read.", "ok"],
  [[fine(place("a"))], "1 cluster: 1 fine. No place was read.", "ok"],
  [
    [silent(place("a")), open(place("b"), "f")],
    "2 clusters: 1 with failures, 1 open (something is not known). No place was read.",
    "FAIL",
  ],
])("says the verdict in a sentence", (clusters, sentence, mark) => {
  expect(verdictOf(overview(...clusters))).toBe(sentence);
  expect(worstMark(overview(...clusters))).toBe(mark);
});

test("a place that was not read keeps the verdict open", () => {
  const ledger = [{ provider: "eks", scope: "1", location: "a", status: "refused" as const, clusters: null }];
  const report = overviewOf(fakeReport({ ledger, count: 1, cluster: () => clusterReport(fine(place("a"))) }));
  expect(verdictOf(report)).toBe("1 cluster: 1 fine. 1 of 1 place was not read, or not in full.");
  expect(worstMark(report)).toBe("OPEN");
});

function finding(causedBy?: string): Partial<Result> {
  return { status: "fail", ...(causedBy === undefined ? {} : { causedBy }) };
}

function clustersOf(rows: readonly { readonly clusters: { readonly count: number } }[]): number {
  return rows.reduce((sum, row) => sum + row.clusters.count, 0);
}
