import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Explanation } from "../../src/evaluate/explain.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { awsCloud } from "../../src/simulator/aws/index.ts";
import { startDemo } from "../../src/simulator/demo/index.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import { ARCHIVE, everything, ROLE } from "../providers/eks/everything.ts";
import { NOW, REGION } from "../providers/eks/sweep-of.ts";
import { trailproof } from "../support/cli.ts";

/** Audit on, thirty days at home, a filtered subscription to another account, and Object Lock there. */
it("explains the chain of a cluster whose logs are locked away in another account, with evidence for each link", async () => {
  const snapshot = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "facts.ndjson");
  const simulator = await startDemo();
  try {
    const args = ["collect", "-o", snapshot, "--provider", "eks", "--role", "TrailproofReader", "--quiet"];
    await trailproof(args, { env: { ...simulator.env } });
  } finally {
    await simulator.close();
  }
  const words = ["explain", "orders", "CA-SECRET-GET", "--snapshot", snapshot, "--format", "json"];
  const { code, stdout } = await trailproof(words);
  const { verdict, requests } = JSON.parse(stdout) as Explanation;
  expect([code, verdict]).toEqual([0, "covered"]);
  const links = requests[0]?.links ?? [];
  expect(links.map(({ link, state }) => `${link} ${state}`)).toEqual([
    "policy ok",
    "stream ok",
    "route ok",
    "store ok",
    "route ok",
    "store ok",
    "watcher ok",
  ]);
  const [, stream, , home, way, archive, watcher] = links;
  expect(home?.text).toContain("keeps it 30 days");
  expect(way?.text).toBe(
    `subscription filter to-archive by destination eks-audit of account 444455556666 and delivery stream eks-audit ` +
      `takes it (selection { $.kind = "Event" })`,
  );
  expect(archive?.text).toContain("s3://demo-audit-archive/eks/ (hidden from day 400 on) in 444455556666");
  expect(archive?.text).toContain("keeps it for ever, 0 days of it searchable at once");
  expect(archive?.text).toContain("in another administrative domain, locked for 400 days");

  const operations = operationsOf(snapshot);
  const proof = [stream, home, way, archive, watcher].map((link) =>
    (link?.evidence ?? []).map((id) => operations.get(id)).toSorted(),
  );
  expect(proof).toEqual([
    ["eks:DescribeCluster"],
    ["logs:DescribeLogGroups"],
    ["firehose:DescribeDeliveryStream", "logs:DescribeDestinations", "logs:DescribeSubscriptionFilters"],
    ["s3:GetBucketLifecycleConfiguration", "s3:GetBucketVersioning", "s3:GetObjectLockConfiguration"],
    ["guardduty:GetDetector", "guardduty:ListDetectors"],
  ]);
});

/** A rule of the organisation, and what it fills in the central account. */
it("explains the chain through a centralization rule, with evidence for the log group at its end", async () => {
  const snapshot = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "facts.ndjson");
  const simulator = await startSimulator([awsCloud({ now: NOW, ...everything })]);
  try {
    const args = ["collect", "-o", snapshot, "--provider", "eks", "--role", ROLE, "--quiet"];
    await trailproof(args, { env: { ...simulator.env } });
  } finally {
    await simulator.close();
  }
  const { stdout } = await trailproof([
    "explain",
    "alpha",
    "CA-SECRET-GET",
    "--snapshot",
    snapshot,
    "--format",
    "json",
  ]);
  const links = (JSON.parse(stdout) as Explanation).requests[0]?.links ?? [];
  const way = links.findIndex(({ text }) => text.startsWith("centralization rule all-logs takes it"));
  expect(links[way]).toMatchObject({ link: "route", state: "ok" });
  expect(links[way + 1]).toMatchObject({ link: "store", state: "ok" });
  expect(links[way + 1]?.text).toContain(
    `/aws/eks/alpha/cluster, centralized in ${ARCHIVE}, ${REGION} keeps it 400 days`,
  );
  expect(links[way + 1]?.text).toContain("in another administrative domain");
  const operations = operationsOf(snapshot);
  expect(links[way + 1]?.evidence.map((id) => operations.get(id))).toContain("logs:DescribeLogGroups");
});

function operationsOf(snapshot: string): Map<string, string> {
  const records = readFileSync(snapshot, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string } & Evidence);
  return new Map(records.flatMap((record) => (record.kind === "evidence" ? [[record.id, record.operation]] : [])));
}
