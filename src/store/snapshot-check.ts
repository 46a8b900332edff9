import type { ClusterRecord, ResourceRecord } from "../model/cluster.ts";
import { snapshotRecord, type SnapshotRecord } from "./records.ts";
import { SnapshotError, type RecordReader } from "./snapshot-reader.ts";

/** Checks the facts of a record beyond their general shape; returns what is wrong, or undefined. */
export type FactCheck = (record: ClusterRecord | ResourceRecord) => string | undefined;

/** Reads records of a file that may come from anywhere: every one has to fit its schema. */
export function checkedRecords(check: FactCheck = () => undefined): RecordReader {
  return (text, at) => {
    const record = parseRecord(text, at);
    if (record.kind !== "cluster" && record.kind !== "resource") return record;
    const fault = check(record as ClusterRecord | ResourceRecord);
    if (fault) throw new SnapshotError(`${at}: ${fault}`);
    return record;
  };
}

function parseRecord(text: string, at: string): SnapshotRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SnapshotError(`${at}: this line is not JSON`);
  }
  const parsed = snapshotRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".");
  throw new SnapshotError(`${at}: ${issue ? `${where || "record"}: ${issue.message}` : "unreadable record"}`);
}
