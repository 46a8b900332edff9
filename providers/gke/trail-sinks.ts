import type { Gap } from "../../src/model/fact.ts";
import { decideFilter, readFilter, separateSamples, type FilterRule, type LogFilter, type Origin } from "./filter.ts";
import type { Decision } from "./filter-decide.ts";
import type { EntrySource } from "./filter-entry.ts";
import { and, not, or, undecided } from "./filter-verdict.ts";
import type { Sink } from "./schema.ts";
import { DEFAULT } from "./trail-log-bucket.ts";

/** A sink with its filters read. */
export interface ReadSink {
  readonly sink: Sink;
  /** `folders/213/sinks/central` */
  readonly id: string;
  readonly filter: LogFilter;
  readonly exclusions: readonly LogFilter[];
}

/** Sinks are shared by all clusters below them; each is read once. */
const known = new WeakMap<Sink, ReadSink>();

export function readSink(sink: Sink): ReadSink {
  const found = known.get(sink);
  if (found) return found;
  const read = {
    sink,
    id: `${sink.owner}/sinks/${sink.name}`,
    filter: readFilter(sink.filter),
    exclusions: sink.exclusions.map(({ filter }) => readFilter(filter)),
  };
  known.set(sink, read);
  return read;
}

const AUDIT_LOGS = ["activity", "system_event", "access_transparency"].flatMap((log) =>
  ["cloudaudit", "externalaudit"].map((service) => `LOG_ID("${service}.googleapis.com/${log}")`),
);
/** What Google gives `_Default`: https://docs.cloud.google.com/logging/docs/routing/overview (2026-11). */
export const STOCK_DEFAULT = AUDIT_LOGS.map((log) => `NOT ${log}`).join(" AND ");

/** Whether it is `_Default` with a filter of the customer's. */
export function isChangedDefault({ sink }: ReadSink): boolean {
  return sink.name === DEFAULT && sink.filter.replace(/\s+/g, " ").trim() !== STOCK_DEFAULT;
}

/** What a sink takes, exclusions and all. */
export function decideSink({ filter, exclusions }: ReadSink, source: EntrySource): Decision {
  const decisions = [filter, ...exclusions].map((one) => decideFilter(one, source));
  const [taken, ...excluded] = decisions.map(({ verdict }) => verdict);
  return {
    verdict: and([...(taken ? [taken] : []), not(or(excluded))]),
    isInferred: decisions.some(({ isInferred }) => isInferred),
  };
}

/** Whether the sink's own filter lets something of a stream through, as far as can be told. */
export function mayTake({ filter }: ReadSink, source: EntrySource): boolean {
  return decideFilter(filter, source).verdict.is !== "false";
}

/**
 * The rules that entries meet on their way through a sink.
 * @param isCopy what the filter leaves out is not in this copy, rather than lost
 */
export function rulesOf(read: ReadSink, isCopy: boolean, evidence: readonly string[]): readonly FilterRule[] {
  const { sink, filter } = read;
  const gap = gapOf(read);
  const origin: Origin = { kind: "sink", owner: sink.owner, sink: sink.name };
  const main = separateSamples(filter).map((part): FilterRule => {
    const kind = part.isSampling ? "sample" : isCopy ? "selection" : "exclusion";
    const decide = (source: EntrySource): Decision => decideFilter(part, source);
    return { kind, text: filter.text, takes: "through", decide, evidence, gap, origin };
  });
  const excluded = read.exclusions.map((exclusion, index): FilterRule => {
    const name = sink.exclusions[index]?.name ?? "";
    return {
      kind: exclusion.isSampling ? "sample" : "exclusion",
      text: `exclusion ${name}: ${exclusion.text}`,
      takes: "away",
      decide: (source) => decideFilter(exclusion, source),
      evidence,
      gap,
      origin: { ...origin, exclusion: name },
    };
  });
  return filter.text.trim() === "" ? excluded : [...main, ...excluded];
}

/** How certain it is that one sink's owner stands above another's. */
export type Above = "yes" | "no" | "maybe";

/** What a sink higher up intercepts does not reach the sinks below it. */
export function interceptionRule(read: ReadSink, above: Above, evidence: readonly string[]): FilterRule {
  return {
    kind: "selection",
    text: `intercepted by ${read.id}`,
    takes: "away",
    decide(source) {
      const decision = decideSink(read, source);
      if (above === "yes" || decision.verdict.is === "false") return decision;
      return { ...decision, verdict: undecided("which of two intercepting sinks comes first") };
    },
    evidence,
    gap: gapOf(read),
    origin: { kind: "sink", owner: read.sink.owner, sink: read.sink.name },
  };
}

function gapOf({ id, sink }: ReadSink): (why: string) => Gap {
  return (why) => ({
    call: "logging.sinks.list",
    on: sink.owner,
    reason: `a filter of the sink ${id} cannot be decided: ${why}`,
  });
}
