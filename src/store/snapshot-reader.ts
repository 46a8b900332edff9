import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ClusterRecord, ResourceRecord } from "../model/cluster.ts";
import type { Evidence, LedgerEntry } from "../model/evidence.ts";
import type { SnapshotHeader, SnapshotRecord } from "./records.ts";

/**
 * Makes a record of a line's JSON text, or throws what is wrong with it.
 * @param at file and line
 */
export type RecordReader = (text: string, at: string) => SnapshotRecord;

/** For a file that this process has just written itself: its records need no checking. */
export const trusted: RecordReader = (text) => JSON.parse(text) as SnapshotRecord;

/** Where a record stands in the file; records are read again when they are needed, so that memory stays flat. */
interface Span {
  readonly offset: number;
  readonly length: number;
}

interface ClusterSpan extends Span {
  readonly key: readonly [provider: string, scope: string, location: string, name: string, id: string];
}

/** A snapshot on disk, indexed. Clusters come in the report's order. */
export interface Snapshot {
  readonly header: SnapshotHeader;
  /** Sorted by provider, scope and location. A cut or altered snapshot has an entry that says so. */
  readonly ledger: readonly LedgerEntry[];
  readonly clusterCount: number;
  cluster(index: number): ClusterRecord;
  resource(id: string): ResourceRecord | undefined;
  evidence(id: string): Evidence | undefined;
  close(): void;
}

/** A snapshot that cannot be used at all; the message names file and line. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}

const NEWLINE = 0x0a;
const CHUNK_BYTES = 1 << 20;

/**
 * Opens a snapshot.
 * @throws SnapshotError when it has no readable header, or a record that does not fit
 */
export function openSnapshot(path: string, readRecord: RecordReader): Snapshot {
  const file = openSync(path, "r");
  try {
    return indexSnapshot(path, file, readRecord);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function indexSnapshot(path: string, file: number, readRecord: RecordReader): Snapshot {
  const clusters: ClusterSpan[] = [];
  const resources = new Map<string, Span>();
  const evidence = new Map<string, Span>();
  const ledger: LedgerEntry[] = [];
  const seal = createHash("sha256");
  let header: SnapshotHeader | undefined;
  let damage: string | undefined = "it has no last record";
  let lineNumber = 0;
  let records = 0;
  let ended = false;

  for (const { bytes, offset, whole } of linesOf(file)) {
    lineNumber += 1;
    const at = `${path}:${lineNumber}`;
    if (!whole) {
      damage = `it is cut in line ${lineNumber}`;
      break;
    }
    if (ended) {
      damage = `line ${lineNumber} stands behind its last record`;
      break;
    }
    const record = readRecord(bytes.toString("utf8"), at);
    if (lineNumber === 1) {
      if (record.kind !== "header") throw new SnapshotError(`${at}: not a snapshot: its first line has no header`);
      header = record;
    } else if (record.kind === "header") {
      throw new SnapshotError(`${at}: a second header`);
    }
    const span = { offset, length: bytes.length };
    if (record.kind === "end") {
      ended = true;
      damage = sealDamage(record, records, seal.copy().digest("hex"));
      continue;
    }
    seal.update(bytes).update("\n");
    records += 1;
    if (record.kind === "cluster") {
      clusters.push({ ...span, key: [record.provider, record.scope, record.location, record.name, record.id] });
    } else if (record.kind === "resource") resources.set(record.id, span);
    else if (record.kind === "evidence") evidence.set(record.id, span);
    else if (record.kind === "ledger") ledger.push(withoutKind(record) as LedgerEntry);
  }
  if (!header) throw new SnapshotError(`${path}: not a snapshot: it has no complete first line`);
  if (damage) ledger.push(damagedEntry(damage));
  clusters.sort(bySortKey);
  ledger.sort((a, b) => compareKeys([a.provider, a.scope, a.location], [b.provider, b.scope, b.location]));

  function read(span: Span | undefined): SnapshotRecord | undefined {
    return span && (JSON.parse(readSpan(file, span).toString("utf8")) as SnapshotRecord);
  }

  return {
    header,
    ledger,
    clusterCount: clusters.length,
    cluster: (index) => read(clusters[index]) as ClusterRecord,
    resource: (id) => read(resources.get(id)) as ResourceRecord | undefined,
    evidence(id) {
      const record = read(evidence.get(id));
      return record && (withoutKind(record) as unknown as Evidence);
    },
    close: () => closeSync(file),
  };
}

function sealDamage(end: { records: number; sha256: string }, records: number, sha256: string): string | undefined {
  if (end.records !== records) return `its last record counts ${end.records} records, it holds ${records}`;
  return end.sha256 === sha256 ? undefined : "it was changed after it was written (its checksum does not fit)";
}

function damagedEntry(damage: string): LedgerEntry {
  const reason = `the snapshot is incomplete: ${damage}; what it still holds is reported, collect it again for the rest`;
  return { provider: "snapshot", scope: "-", location: "-", status: "incomplete", clusters: null, reason };
}

function* linesOf(file: number): Generator<{ bytes: Buffer; offset: number; whole: boolean }> {
  const size = fstatSync(file).size;
  let carried = Buffer.alloc(0);
  let position = 0;
  while (position < size) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size - position));
    const count = readSync(file, chunk, 0, chunk.length, position);
    if (count === 0) break;
    const data = Buffer.concat([carried, chunk.subarray(0, count)]);
    const start = position - carried.length;
    position += count;
    let from = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, from)) {
      yield { bytes: data.subarray(from, end), offset: start + from, whole: true };
      from = end + 1;
    }
    carried = Buffer.from(data.subarray(from));
  }
  if (carried.length > 0) yield { bytes: carried, offset: position - carried.length, whole: false };
}

function readSpan(file: number, span: Span): Buffer {
  const bytes = Buffer.alloc(span.length);
  let done = 0;
  while (done < span.length) {
    const count = readSync(file, bytes, done, span.length - done, span.offset + done);
    if (count === 0) throw new SnapshotError("the snapshot was changed while it was read");
    done += count;
  }
  return bytes;
}

function withoutKind<T extends { kind: string }>(record: T): Omit<T, "kind"> {
  const { kind: _, ...rest } = record;
  return rest;
}

function bySortKey(a: ClusterSpan, b: ClusterSpan): number {
  return compareKeys(a.key, b.key);
}

/** By code units: the same in every locale. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const [x = "", y = ""] = [a[i], b[i]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
