import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import type { ClusterRecord, ResourceRecord } from "../model/cluster.ts";
import type { Evidence, LedgerEntry } from "../model/evidence.ts";
import type { SnapshotHeader } from "./records.ts";

const FLUSH_CHARACTERS = 1 << 16;

/** Writes a snapshot while it is read, one record a line, and seals it. */
export interface SnapshotWriter {
  evidence(record: Evidence): void;
  cluster(record: ClusterRecord): void;
  resource(record: ResourceRecord): void;
  ledger(entry: LedgerEntry): void;
  /** Writes the last line and closes the file. */
  end(): void;
}

/** @param target a path, or the number of an open file such as 1 for standard output, which is left open */
export function createSnapshotWriter(target: string | number, header: SnapshotHeader): SnapshotWriter {
  // Only the user may read it: it describes where an organisation can be attacked unseen.
  const file = typeof target === "number" ? target : openSync(target, "w", 0o600);
  const digest = createHash("sha256");
  let pending = "";
  let records = 0;

  function add(record: object): void {
    const line = `${JSON.stringify(record)}\n`;
    digest.update(line);
    records += 1;
    pending += line;
    if (pending.length >= FLUSH_CHARACTERS) flush();
  }

  function flush(): void {
    writeAll(file, Buffer.from(pending, "utf8"));
    pending = "";
  }

  add(header);
  return {
    evidence: (record) => add({ kind: "evidence", ...record }),
    cluster: add,
    resource: add,
    ledger: (entry) => add({ kind: "ledger", ...entry }),
    end() {
      pending += `${JSON.stringify({ kind: "end", records, sha256: digest.digest("hex") })}\n`;
      flush();
      if (typeof target === "string") closeSync(file);
    },
  };
}

/** A pipe takes what fits and may ask to wait: writing part of a buffer is not an error. */
function writeAll(file: number, bytes: Buffer): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(file, bytes, done);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}
