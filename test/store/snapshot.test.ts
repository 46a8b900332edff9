import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { known } from "../../src/model/fact.ts";
import type { ClusterRecord } from "../../src/model/cluster.ts";
import { checkedRecords, type FactCheck } from "../../src/store/snapshot-check.ts";
import { openSnapshot as openWith, SnapshotError, type Snapshot } from "../../src/store/snapshot-reader.ts";
import { createSnapshotWriter, type SnapshotWriter } from "../../src/store/snapshot-writer.ts";

let path = "";

function openSnapshot(file: string, check?: FactCheck): Snapshot {
  return openWith(file, checkedRecords(check));
}

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "trailproof-test-")), "snapshot.ndjson");
});

function writer(): SnapshotWriter {
  return createSnapshotWriter(path, {
    kind: "header",
    schemaVersion: 1,
    tool: { name: "trailproof", version: "0.0.0" },
    startedAt: "2026-11-24T10:00:00Z",
    landscape: {},
  });
}

function cluster(name: string): ClusterRecord {
  return {
    kind: "cluster",
    provider: "eks",
    id: `arn:${name}`,
    name,
    scope: "111122223333",
    location: "eu-west-1",
    version: "1.34",
    flavour: "standard",
    labels: JSON.parse('{"__proto__":"kept","team":"a\\nb"}') as Record<string, string>,
    state: "running",
    createdAt: null,
    facts: { logTypes: known(["audit"], ["e1"]) },
    resources: ["r1"],
  };
}

function writeSample(): Buffer {
  const snapshot = writer();
  snapshot.evidence({
    id: "e1",
    operation: "eks:DescribeCluster",
    scope: "1",
    location: "l",
    at: "2026-11-24T10:00:00Z",
    outcome: "ok",
  });
  snapshot.resource({
    kind: "resource",
    provider: "eks",
    id: "r1",
    type: "t",
    name: "é日本",
    scope: "1",
    location: "l",
    facts: {},
  });
  snapshot.cluster(cluster("b"));
  snapshot.cluster(cluster("a"));
  snapshot.ledger({ provider: "eks", scope: "111122223333", location: "eu-west-1", status: "read", clusters: 2 });
  snapshot.end();
  return readFileSync(path);
}

describe("a snapshot", () => {
  it("gives back what was written, clusters in the report's order", () => {
    writeSample();

    const snapshot = openSnapshot(path);

    expect([snapshot.cluster(0).name, snapshot.cluster(1).name]).toEqual(["a", "b"]);
    expect(snapshot.cluster(0)).toEqual(cluster("a"));
    expect(Object.keys(snapshot.cluster(0).labels)).toEqual(["__proto__", "team"]);
    expect(snapshot.resource("r1")?.name).toBe("é日本");
    expect(snapshot.resource("r2")).toBeUndefined();
    expect(snapshot.evidence("e1")).toEqual({
      id: "e1",
      operation: "eks:DescribeCluster",
      scope: "1",
      location: "l",
      at: "2026-11-24T10:00:00Z",
      outcome: "ok",
    });
    expect(snapshot.ledger).toEqual([
      { provider: "eks", scope: "111122223333", location: "eu-west-1", status: "read", clusters: 2 },
    ]);
    snapshot.close();
  });

  it("is noticed to be cut, wherever it is cut", () => {
    const whole = writeSample();
    const unnoticed: number[] = [];

    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length));
      try {
        const snapshot = openSnapshot(path);
        if (!snapshot.ledger.some((entry) => entry.status === "incomplete")) unnoticed.push(length);
        snapshot.close();
      } catch (error) {
        if (!(error instanceof SnapshotError)) unnoticed.push(length);
      }
    }

    expect(unnoticed).toEqual([]);
  });

  it("reports what is left of a cut one", () => {
    const whole = writeSample();
    writeFileSync(path, whole.subarray(0, whole.length - 10));

    const snapshot = openSnapshot(path);

    expect(snapshot.clusterCount).toBe(2);
    expect(snapshot.ledger.find((entry) => entry.provider === "snapshot")?.reason).toContain("cut in line 7");
    snapshot.close();
  });

  it("is noticed to be changed after it was written", () => {
    const text = writeSample().toString("utf8");
    writeFileSync(path, text.replace('"audit"', '"other"'));

    const snapshot = openSnapshot(path);

    expect(snapshot.ledger.find((entry) => entry.provider === "snapshot")?.reason).toContain("checksum");
    snapshot.close();
  });

  it.each([
    ["a record of another shape", '{"kind":"cluster","name":7}', /:2: /],
    ["an unknown kind", '{"kind":"verdict"}', /:2: /],
    ["a line that is no JSON", "{oops}", /:2: this line is not JSON/],
    [
      "a second header",
      '{"kind":"header","schemaVersion":1,"tool":{"name":"t","version":"1"},"startedAt":"2026-11-24T10:00:00Z","landscape":{}}',
      /:2: a second header/,
    ],
  ])("refuses %s with file and line", (_, line, message) => {
    const [header = ""] = writeSample().toString("utf8").split("\n");
    writeFileSync(path, `${header}\n${line}\n`);

    expect(() => openSnapshot(path)).toThrow(message);
  });

  it("refuses a file that is none, and one of a future version", () => {
    writeFileSync(path, "hello\n");
    expect(() => openSnapshot(path)).toThrow(SnapshotError);
    writeFileSync(path, writeSample().toString("utf8").replace('"schemaVersion":1', '"schemaVersion":2'));
    expect(() => openSnapshot(path)).toThrow(/schemaVersion/);
  });

  it("checks facts with the provider's own shapes, naming the line", () => {
    writeSample();

    expect(() =>
      openSnapshot(path, (record) => (record.kind === "cluster" ? "facts.logTypes: wrong" : undefined)),
    ).toThrow(/:4: facts.logTypes: wrong/);
  });
});
