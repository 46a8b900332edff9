import { z } from "zod";
import { LEVELS } from "../src/model/audit.ts";
import { BASES } from "../src/model/fact.ts";
import { CALLERS } from "../src/model/trail.ts";

/** The shapes of the files under `policies/`. */

const text = z.string().min(1);
const source = z.strictObject({ title: text, url: z.url().optional(), date: text.optional() });
const level = z.enum(LEVELS);

const request = z.strictObject({
  caller: z.enum(CALLERS),
  user: z.string().nullable(),
  groups: z.array(text),
  verb: text,
  apiGroup: z.string().optional(),
  resource: text.optional(),
  subresource: text.optional(),
  namespace: z.string().optional(),
  name: text.optional(),
  path: text.optional(),
  impersonatedUser: text.optional(),
  responseCode: z.int().optional(),
});

export const activitiesFile = z.object({
  activities: z.array(
    z.object({
      id: text,
      title: text,
      control: text,
      priority: z.enum(["must", "should", "could"]),
      minLevel: level,
      maxSafeLevel: level.optional(),
      providers: z.array(text).optional(),
      why: text,
      requests: z.array(request).min(1),
    }),
  ),
});

const match = z.strictObject({
  verbs: z.array(text).optional(),
  resources: z.array(z.strictObject({ group: z.string(), resources: z.array(text).optional() })).optional(),
  nonResourceURLs: z.array(text).optional(),
});

const streamsOfRequest = z.strictObject({
  match: match.optional(),
  streams: z.array(text).optional(),
  oneOf: z.array(text).optional(),
  unknown: z.literal(true).optional(),
  basis: z.enum(BASES).optional(),
  source: text.optional(),
  why: text.optional(),
  disputed: z.strictObject({ streams: z.array(text), source: text, why: text }).optional(),
});

const provenance = z.strictObject({
  rule: z.int().positive(),
  purpose: text,
  source: text,
  confidence: z.enum(["documented", "documented-mostly", "disputed"]),
  disputed: z.strictObject({ level, source: text, why: text }).optional(),
  note: text.optional(),
});

export const profileFile = z.strictObject({
  profile: text,
  provider: text,
  title: text,
  version: text,
  confidence: z.enum(["documented", "documented-mostly"]),
  customizable: z.boolean(),
  notes: z.array(text),
  sources: z.record(text, source),
  /** An audit.k8s.io/v1 Policy, read by the policy parser itself. */
  policy: z.record(text, z.json()),
  provenance: z.array(provenance),
  streams: z.array(
    z.strictObject({ id: text, role: z.enum(["api-audit", "authentication"]), title: text, always: z.boolean() }),
  ),
  routing: z.array(streamsOfRequest),
  /** Where the provider's entries lack what ties a record to one credential. */
  attribution: z
    .strictObject({ atBest: z.enum(["warn", "fail"]), why: text, basis: z.enum(BASES), source: text })
    .optional(),
});

export const requirementsFile = z.strictObject({
  id: text,
  title: text,
  hotDays: z.int().nonnegative(),
  totalDays: z.int().nonnegative(),
  source,
  notes: text.optional(),
});

export const frameworkFile = z.strictObject({
  id: text,
  version: text,
  title: text,
  kind: z.enum(["standard", "guidance"]),
  published: text,
  source,
  notes: text.optional(),
  requirements: z.array(
    z.strictObject({
      id: text,
      summary: text,
      manual: z.boolean().optional(),
      relation: z.enum(["supports", "partial"]).optional(),
      note: text.optional(),
      controls: z.array(text),
    }),
  ),
});

export type ProfileFile = z.infer<typeof profileFile>;
