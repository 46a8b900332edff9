import { z } from "zod";
import { BASES } from "../model/fact.ts";
import { LEDGER_STATUSES, OUTCOMES } from "../model/evidence.ts";
import { CLUSTER_STATES } from "../model/cluster.ts";
import type { Json } from "../model/json.ts";
import { SNAPSHOT_SCHEMA_VERSION } from "./version.ts";

/** The records of a snapshot: NDJSON, see `schemas/snapshot.schema.json`. */

const json: z.ZodType<Json> = z.json();
const text = z.string();

export const ledgerEntry = z.object({
  provider: text,
  scope: text,
  location: text,
  status: z.enum(LEDGER_STATUSES),
  clusters: z.number().int().nonnegative().nullable(),
  reason: text.optional(),
  operation: text.optional(),
  permission: text.optional(),
});

export const gap = z.object({ call: text, permission: text.optional(), on: text, reason: text });

/** A fact whose value has the given shape. */
export function factOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion("state", [
    z.object({ state: z.literal("known"), value, basis: z.enum(BASES), evidence: z.array(text) }),
    z.object({ state: z.literal("unknown"), gaps: z.array(gap), evidence: z.array(text) }),
    z.object({ state: z.literal("not-applicable"), reason: text }),
  ]);
}

const facts = z.record(text, factOf(json));

export const headerRecord = z.object({
  kind: z.literal("header"),
  schemaVersion: z.literal(SNAPSHOT_SCHEMA_VERSION),
  tool: z.object({ name: text, version: text }),
  startedAt: z.iso.datetime(),
  /** What was asked for, by provider. */
  landscape: z.record(text, json),
});

export const ledgerRecord = ledgerEntry.extend({ kind: z.literal("ledger") });

export const clusterRecord = z.object({
  kind: z.literal("cluster"),
  provider: text,
  id: text,
  name: text,
  scope: text,
  location: text,
  version: text.nullable(),
  flavour: text,
  labels: z.record(text, text),
  state: z.enum(CLUSTER_STATES),
  createdAt: text.nullable(),
  facts,
  resources: z.array(text),
});

export const resourceRecord = z.object({
  kind: z.literal("resource"),
  provider: text,
  id: text,
  type: text,
  name: text,
  scope: text,
  location: text,
  facts,
});

export const evidenceRecord = z.object({
  kind: z.literal("evidence"),
  id: text,
  operation: text,
  scope: text,
  location: text,
  target: text.optional(),
  at: text,
  outcome: z.enum(OUTCOMES),
  excerpt: json.optional(),
});

export const endRecord = z.object({
  kind: z.literal("end"),
  records: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const snapshotRecord = z.discriminatedUnion("kind", [
  headerRecord,
  ledgerRecord,
  clusterRecord,
  resourceRecord,
  evidenceRecord,
  endRecord,
]);

export type SnapshotHeader = z.infer<typeof headerRecord>;
export type SnapshotRecord = z.infer<typeof snapshotRecord>;
