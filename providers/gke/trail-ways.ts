import { known, type Fact } from "../../src/model/fact.ts";
import type { Filter, Store } from "../../src/model/trail.ts";
import type { FilterRule } from "./filter.ts";
import type { EntrySource } from "./filter-entry.ts";
import { parseDestination, type Destination } from "./names.ts";
import type { Sink } from "./schema.ts";
import { evidenceOf, valueOf } from "./trail-facts.ts";
import { interceptorsOf, type Hierarchy } from "./trail-hierarchy.ts";
import { REQUIRED } from "./trail-log-bucket.ts";
import { interceptionRule, isChangedDefault, mayTake, readSink, rulesOf, type ReadSink } from "./trail-sinks.ts";
import { projectIdOf, unreadProject, type StoreSite } from "./trail-store.ts";
import { storeOf } from "./trail-stores.ts";
import { ACTIVITY, DATA_ACCESS, STREAMS } from "./trail-streams.ts";

/** The cluster whose entries are routed; without a name, all clusters of the project. */
export interface RouteSite extends StoreSite {
  readonly cluster?: { readonly name: string; readonly location: string };
}

/** A way that entries may go, before its filters are made. */
export interface Way {
  readonly id: string;
  readonly name: string;
  readonly streams: readonly string[];
  readonly enabled: Fact<boolean>;
  readonly rules: readonly FilterRule[];
  readonly filters?: readonly Filter[];
  readonly store: Store;
}

export function entriesOf({ project, cluster }: RouteSite): Omit<EntrySource, "stream" | "probe"> {
  return { project, ...(cluster ? { cluster } : {}) };
}

/** The ways through one sink: one to a store, or one for each sink of the project it leads to. */
export function sinkWays(
  site: RouteSite,
  hierarchy: Hierarchy,
  sink: Sink,
  evidence: readonly string[],
): readonly Way[] {
  const read = readSink(sink);
  const before = interceptorsOf(hierarchy, read).map((one) => interceptionRule(one.read, one.above, one.evidence));
  const destination = canonical(site, parseDestination(sink.destination));
  const enabled = known(!sink.disabled, evidence);
  return partsOf(site, read, evidence).flatMap(({ suffix, streams, rules }): readonly Way[] => {
    const way = { id: `${read.id}${suffix}`, name: sink.name, streams, enabled, rules: [...before, ...rules] };
    if (destination.kind === "project") return hopWays(site, way, destination.project);
    return [{ ...way, store: storeOf(site, destination, sink) }];
  });
}

interface Part {
  readonly suffix: string;
  readonly streams: readonly string[];
  readonly rules: readonly FilterRule[];
}

/**
 * A sink as one or two copies. What a changed `_Default` leaves out of Data Access is lost; Admin Activity it takes
 * besides is a mere copy. Streams that a copy provably has nothing of are left out.
 */
function partsOf(site: RouteSite, read: ReadSink, evidence: readonly string[]): readonly Part[] {
  const taken = STREAMS.filter((stream) => mayTake(read, { ...entriesOf(site), stream }));
  if (!isChangedDefault(read)) {
    return taken.length === 0 ? [] : [{ suffix: "", streams: taken, rules: rulesOf(read, true, evidence) }];
  }
  const lossy = { suffix: "", streams: DATA_ACCESS, rules: rulesOf(read, false, evidence) };
  const copy = { suffix: "#activity", streams: [ACTIVITY], rules: rulesOf(read, true, evidence) };
  return taken.includes(ACTIVITY) ? [lossy, copy] : [lossy];
}

/** A project passes entries on through its own sinks, once: never to a third one, and its `_Required` takes only its own. */
function hopWays(site: RouteSite, way: Omit<Way, "store">, project: string): readonly Way[] {
  const sinks = site.facts.get("log-sinks", `projects/${project}`).sinks;
  const list = valueOf(sinks);
  if (!list) return [{ ...way, store: unreadProject(project, sinks) }];
  return list
    .filter(({ name }) => name !== REQUIRED)
    .flatMap((sink) => hopWay(site, way, project, sink, evidenceOf(sinks)));
}

function hopWay(
  site: RouteSite,
  way: Omit<Way, "store">,
  project: string,
  sink: Sink,
  evidence: readonly string[],
): readonly Way[] {
  const read = readSink(sink);
  const destination = canonical(site, parseDestination(sink.destination));
  if (destination.kind === "project") return [];
  return partsOf(site, read, evidence).flatMap(({ suffix, streams, rules }): readonly Way[] => {
    const carried = streams.filter((stream) => way.streams.includes(stream));
    if (carried.length === 0) return [];
    return [
      {
        id: `${way.id}>${read.id}${suffix}`,
        name: `${way.name}, then ${sink.name} of ${project}`,
        streams: carried,
        enabled: bothEnabled(way.enabled, known(!sink.disabled, evidence)),
        rules: [...way.rules, ...rules],
        store: storeOf(site, destination, sink),
      },
    ];
  });
}

function bothEnabled(a: Fact<boolean>, b: Fact<boolean>): Fact<boolean> {
  if (a.state !== "known" || b.state !== "known") return a.state === "known" ? b : a;
  return known(a.value && b.value, [...new Set([...a.evidence, ...b.evidence])]);
}

/** Projects by their ids, so that a store has one name however a sink calls it. */
export function canonical(site: StoreSite, destination: Destination): Destination {
  switch (destination.kind) {
    case "project":
    case "bigquery-dataset":
    case "pubsub-topic":
      return { ...destination, project: projectIdOf(site, destination.project) };
    case "log-bucket": {
      const project = /^projects\/(.+)$/.exec(destination.parent)?.[1];
      return project === undefined ? destination : { ...destination, parent: `projects/${projectIdOf(site, project)}` };
    }
    case "gcs-bucket":
    case "unknown":
      return destination;
  }
}
