import { z } from "zod";
import { CLUSTER_STATES } from "../model/cluster.ts";
import { LEVELS } from "../model/audit.ts";
import { LEDGER_STATUSES, OUTCOMES } from "../model/evidence.ts";
import { BASES } from "../model/fact.ts";
import type { Json } from "../model/json.ts";
import { SEVERITIES, STATUSES } from "../model/result.ts";
import { COVERAGE_VERDICTS, LINKS } from "../model/trail.ts";

/** The JSON report. Fields may be added; a name or type that is here stays until there is a new `schemaVersion`. */

const text = z.string();
const count = z.number().int().nonnegative();
/** Whole days; null: for ever; absent: unknown. */
const days = count.nullable().exactOptional();

export const ledgerEntrySchema = z.object({
  provider: text,
  scope: text,
  location: text,
  status: z.enum(LEDGER_STATUSES),
  clusters: count.nullable(),
  reason: text.exactOptional(),
  operation: text.exactOptional(),
  permission: text.exactOptional(),
});

export const clusterRowSchema = z.object({
  id: text,
  provider: text,
  name: text,
  scope: text,
  location: text,
  version: text.nullable(),
  flavour: text,
  state: z.enum(CLUSTER_STATES),
  labels: z.record(text, text),
  profile: text,
  coverage: z.object({
    covered: count,
    degraded: count,
    blind: count,
    overexposed: count,
    unknown: count,
    notApplicable: count,
  }),
});

export const resultSchema = z.object({
  cluster: text,
  control: text,
  status: z.enum(STATUSES),
  severity: z.enum(SEVERITIES),
  basis: z.enum(BASES),
  message: text,
  evidence: z.array(text),
  missing: z.array(text).exactOptional(),
  remedy: text.exactOptional(),
  causedBy: text.exactOptional(),
  waiver: z.object({ reason: text, owner: text, until: text }).exactOptional(),
});

export const coverageRowSchema = z.object({
  cluster: text,
  activity: text,
  verdict: z.enum(COVERAGE_VERDICTS),
  lostAt: z.enum(LINKS).exactOptional(),
  level: z.enum(LEVELS).exactOptional(),
  stores: z.array(text),
  hotDays: days,
  totalDays: days,
  basis: z.enum(BASES),
});

export const storeRowSchema = z.object({ id: text, kind: text, name: text, scope: text, location: text });

export const evidenceSchema = z.object({
  id: text,
  operation: text,
  scope: text,
  location: text,
  target: text.exactOptional(),
  at: text,
  outcome: z.enum(OUTCOMES),
  excerpt: (z.json() as z.ZodType<Json>).exactOptional(),
});

export const frameworkSchema = z.object({
  id: text,
  version: text,
  title: text,
  requirements: z.array(
    z.object({
      id: text,
      summary: text,
      status: z.enum([...STATUSES, "not-evaluated", "manual"]),
      controls: z.array(text),
      notEvaluated: z.array(text),
      clusters: z.partialRecord(z.enum(STATUSES), count),
      reason: text.exactOptional(),
    }),
  ),
});

export const controlInfoSchema = z.object({ id: text, title: text, severity: text });

export const activityInfoSchema = z.object({
  id: text,
  title: text,
  priority: z.enum(["must", "should", "could"]),
  control: text,
});

export const summarySchema = z.object({
  clusters: count,
  results: z.object({
    pass: count,
    warn: count,
    fail: count,
    unknown: count,
    "not-applicable": count,
    waived: count,
  }),
  ledger: z.object({ read: count, incomplete: count, refused: count, failed: count, skipped: count }),
});

export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  tool: z.object({ name: text, version: text }),
  readAt: text,
  /** Id of the requirement set; `required` is what it asks for. */
  requirements: text,
  required: z.object({ hotDays: count, totalDays: count }),
  ledger: z.array(ledgerEntrySchema),
  clusters: z.array(clusterRowSchema),
  results: z.array(resultSchema),
  coverage: z.array(coverageRowSchema),
  stores: z.array(storeRowSchema),
  evidence: z.array(evidenceSchema),
  frameworks: z.array(frameworkSchema),
  controls: z.array(controlInfoSchema),
  activities: z.array(activityInfoSchema),
  summary: summarySchema,
});

/** A report as JSON holds it, once read back. */
export type JsonReport = z.infer<typeof reportSchema>;

/** What is published as `schemas/report.schema.json`. It allows fields that a later version adds. */
export function reportJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: "draft-2020-12", io: "input" });
  return { $schema, $id: "urn:trailproof:schema:report:1", title: "trailproof report", ...schema };
}
