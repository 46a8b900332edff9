import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { Sink } from "./schema.ts";
import { evidenceOf, gapsOf, stillUnknown, valueOf } from "./trail-facts.ts";
import { readSink, type Above, type ReadSink } from "./trail-sinks.ts";
import type { StoreSite } from "./trail-store.ts";

/** What is above a project, as far as its sinks reach down. */
export interface Hierarchy {
  /** The project first, then upwards; only as far as it is known. */
  readonly order: readonly string[];
  /** Sinks of folders and organisation that take what is below them. */
  readonly aggregated: readonly SeenSink[];
  /** Those among them that let nothing further down; unknown when some may not have been seen. */
  readonly interceptors: Fact<readonly SeenSink[]>;
  /** Lists that could not be read, and may have more copies. */
  readonly unread: readonly Fact<unknown>[];
}

export interface SeenSink {
  readonly sink: Sink;
  readonly evidence: readonly string[];
}

export function hierarchyOf({ project, facts }: StoreSite): Hierarchy {
  const self = `projects/${project}`;
  const ancestors = facts.get("project", self).ancestors;
  const above = valueOf(ancestors) ?? [];
  const lists = above.map((resource) => facts.get("log-sinks", resource).sinks);
  const shown = facts.get("log-sinks", self).interceptors;
  const seen = [...lists, shown].flatMap((list) =>
    (valueOf(list) ?? []).filter(reachesDown).map((sink) => ({ sink, evidence: evidenceOf(list) })),
  );
  const aggregated = [...new Map(seen.map((one) => [readSink(one.sink).id, one])).values()];
  return {
    order: [self, ...above],
    aggregated,
    interceptors: interceptorsFact(aggregated, shown, [ancestors, ...lists]),
    unread: [ancestors, ...lists].filter(({ state }) => state === "unknown"),
  };
}

/** Without `includeChildren` a sink takes only the entries of the folder or organisation itself. */
function reachesDown({ includeChildren, interceptChildren }: Sink): boolean {
  return includeChildren || interceptChildren;
}

/** All of them are seen when the project shows them, or when every list above it could be read. */
function interceptorsFact(
  aggregated: readonly SeenSink[],
  shown: Fact<unknown>,
  lists: readonly Fact<unknown>[],
): Fact<readonly SeenSink[]> {
  const found = aggregated.filter(({ sink }) => sink.interceptChildren && !sink.disabled);
  if (shown.state === "known" || lists.every(({ state }) => state === "known")) return known(found);
  return unknown([shown, ...lists].flatMap(gapsOf), stillUnknown(shown).evidence);
}

export interface Interceptor {
  readonly read: ReadSink;
  readonly above: Above;
  readonly evidence: readonly string[];
}

/** The intercepting sinks above a sink, or perhaps above it. */
export function interceptorsOf({ aggregated, order }: Hierarchy, { sink, id }: ReadSink): readonly Interceptor[] {
  return aggregated
    .filter((one) => one.sink.interceptChildren && !one.sink.disabled)
    .map((one) => ({
      read: readSink(one.sink),
      above: isAbove(one.sink.owner, sink.owner, order),
      evidence: one.evidence,
    }))
    .filter(({ read, above }) => above !== "no" && read.id !== id);
}

function isAbove(one: string, other: string, order: readonly string[]): Above {
  if (one === other) return "no";
  const [a, b] = [order.indexOf(one), order.indexOf(other)];
  if (a >= 0 && b >= 0) return a > b ? "yes" : "no";
  const [high, low] = [rankOf(one), rankOf(other)];
  if (high !== low) return high > low ? "yes" : "no";
  return "maybe";
}

function rankOf(owner: string): number {
  return ["projects", "folders", "organizations"].indexOf(owner.split("/")[0] ?? "");
}
