import { z } from "zod";
import { BASES, type Fact } from "../../src/model/fact.ts";

/** The facts of this provider as a snapshot holds them. */

const text = z.string();
const gap = z.object({ call: text, permission: text.exactOptional(), on: text, reason: text });

function fact<V>(value: z.ZodType<V>): z.ZodType<Fact<V>> {
  return z.discriminatedUnion("state", [
    z.object({ state: z.literal("known"), value, basis: z.enum(BASES), evidence: z.array(text) }),
    z.object({ state: z.literal("unknown"), gaps: z.array(gap), evidence: z.array(text) }),
    z.object({ state: z.literal("not-applicable"), reason: text }),
  ]);
}

const nullableText = text.nullable();
const days = z.number().nullable();

/** One diagnostic setting. Ids are as the setting has them; unset ones are null. */
const setting = z.object({
  name: text,
  logs: z.array(z.object({ category: nullableText, group: nullableText, enabled: z.boolean() })),
  workspace: nullableText,
  /** Which tables the workspace puts the records into. */
  tables: z.enum(["resource-specific", "azure-diagnostics", "unknown"]),
  storage: nullableText,
  eventHubRule: nullableText,
  eventHub: nullableText,
  partner: nullableText,
  serviceBusRule: nullableText,
  /** The retired retention of the setting itself is filled in; it has no effect. */
  retiredRetention: z.boolean(),
});
export type Setting = z.infer<typeof setting>;

/** Facts of a cluster. */
export const clusterFacts = z.object({
  /** People sign in through Microsoft Entra ID. */
  entra: fact(z.boolean()),
  settings: fact(z.array(setting)),
  /** What the cluster can emit and the groups of each; read only where a setting names a group other than `allLogs`. */
  categories: fact(z.array(z.object({ name: text, groups: z.array(text) }))),
});
export type ClusterFacts = z.infer<typeof clusterFacts>;

const exists = fact(z.enum(["exists", "missing"]));
const active = fact(z.enum(["exists", "missing", "disabled"]));

const lock = z.object({
  state: z.enum(["locked", "unlocked", "disabled"]),
  days,
  /** Append blobs may still grow; without it, the lock refuses what Azure Monitor writes. */
  appends: z.boolean(),
});
export type Lock = z.infer<typeof lock>;

const lifecycleRule = z.object({
  name: text,
  /** Empty: every blob. */
  prefixes: z.array(text),
  /** Null: it deletes after a condition that is not understood. */
  deleteAfterDays: days,
  /** It takes only blobs with certain index tags, which cannot be seen from here. */
  byTag: z.boolean(),
});
export type LifecycleRule = z.infer<typeof lifecycleRule>;

const customerKey = fact(z.object({ vault: text, name: text }).nullable());

/** Facts of what clusters share, by resource type. */
export const resourceFacts = {
  "log-analytics-workspace": z.object({
    state: fact(z.enum(["exists", "missing", "stopped"])),
    /** A missing one can still be recovered. */
    softDeleted: fact(z.boolean()),
    retentionDays: fact(days),
    dailyCapGb: fact(days),
    ingestion: fact(nullableText),
    /** Id of the dedicated cluster below it. */
    cluster: fact(nullableText),
    /** Id of the rule that transforms what arrives. */
    transformation: fact(nullableText),
  }),
  "log-analytics-table": z.object({
    /** A table comes into being with its first record. */
    state: exists,
    plan: fact(nullableText),
    retentionDays: fact(days),
    totalDays: fact(days),
  }),
  "log-analytics-cluster": z.object({ customerKey }),
  "data-collection-rule": z.object({
    flows: fact(
      z.array(
        z.object({
          streams: z.array(text),
          /** Null: nothing is changed. */
          transformation: nullableText,
        }),
      ),
    ),
  }),
  "storage-account": z.object({
    state: exists,
    /** Azure Monitor gets through its firewall. */
    open: fact(z.boolean()),
    lock: fact(lock.nullable()),
    lifecycle: fact(z.array(lifecycleRule)),
    customerKey,
  }),
  "storage-container": z.object({
    /** A container comes into being with its first record. */
    state: exists,
    lock: fact(lock.nullable()),
    /** A legal hold, and whether append blobs may still grow under it. */
    hold: fact(z.enum(["none", "appends", "blocks"])),
  }),
  "event-hub-namespace": z.object({ state: active }),
  "event-hub": z.object({ state: active, compacted: fact(z.boolean()) }),
  "partner-solution": z.object({ state: exists }),
  "vault-key": z.object({ state: fact(z.enum(["enabled", "disabled", "missing"])) }),
} as const;

export type ResourceType = keyof typeof resourceFacts;
export type ResourceFacts<T extends ResourceType> = z.infer<(typeof resourceFacts)[T]>;
