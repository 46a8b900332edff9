import type { Fact } from "../model/fact.ts";
import type { Ask } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { SideCopy, Store } from "../model/trail.ts";
import type { Judgement } from "./control.ts";
import { readOf } from "./depth.ts";
import { dropsOthers, keptByRoute } from "./filters.ts";
import { receiversOf } from "./receiving.ts";
import { causeOfSilence } from "./silence.ts";
import { arrivalsOf, isHeld, judgeKept, mayBeHeldUnseen, once, recordedRequests, type Subject } from "./store-walk.ts";
import { auditStreams, isSilent, standInsFor, type View } from "./view.ts";
import { listOf } from "./words.ts";

/** Whether somebody else than the cluster's administrators holds a whole copy of every audit stream that is on. */
export function judgeCentral(view: View): Judgement {
  return {
    readings: [judgeKept(view, copied(view), (subject, ask) => heldElsewhere(subject, view, ask))],
    message: (status) => messageOf(status, view),
    ...causeOfSilence(view),
  };
}

/**
 * What a copy must hold. Where several streams bring the same request, one of them is enough; where one of several does
 * and which is not published, all of them are needed.
 */
function copied(view: View): Subject[] {
  const carried = recordedRequests(view).flatMap(({ probe }): Subject[] => {
    const { streams, oneOf } = view.profile.choose(probe.request);
    return [streams, ...oneOf.map((id) => [id])].flatMap((ids) => (ids.length > 0 ? [{ probe, streams: ids }] : []));
  });
  const named = new Set(carried.flatMap((subject) => subject.streams));
  const others = auditStreams(view)
    .filter((stream) => !named.has(stream.id))
    .flatMap((stream) => standInsFor(stream, view).map((probe): Subject => ({ probe, streams: [stream.id] })));
  return once([...carried, ...others], view);
}

/**
 * A member that is exempted is in no store: a copy lacks only what its own way takes out. The catalogue is not all that is
 * recorded, so that a copy that has all of it and drops others is no whole one.
 */
function heldElsewhere(subject: Subject, view: View, ask: Ask): Status {
  let isRecorded = false;
  for (const arrival of arrivalsOf(subject, view, ask, keptByRoute)) {
    isRecorded = true;
    if (!arrival.isWhole || !isHeld(arrival, ask) || !ask(foreignOf(arrival.store), [true, false])) continue;
    if (!arrival.route.filters.some((filter) => dropsOthers(filter, arrival.stream, ask))) return "pass";
  }
  if (!isRecorded) return "not-applicable";
  if (isHeldBeside(subject, view, ask)) return "pass";
  return mayBeHeldUnseen(subject, view, ask) ? "pass" : "fail";
}

function isHeldBeside({ streams }: Subject, { trail: { sideCopies = [] } }: View, ask: Ask): boolean {
  return sideCopies.some(
    (copy) =>
      copy.streams.some((id) => streams.includes(id)) &&
      ask(copy.collects, [true, false]) &&
      ask(copy.foreign, [true, false]),
  );
}

function foreignOf(store: Store): Fact<boolean> {
  return readOf(store.foreign, "domain", store.id);
}

function messageOf(status: Status, view: View): string {
  if (isSilent(view)) return "Nothing is copied: no stream of API server events reaches a store.";
  const stores = receiversOf(view);
  const beside = (view.trail.sideCopies ?? []).filter(({ collects }) => isTrue(collects));
  const only = (copy: SideCopy): string => (status === "pass" ? "" : `, ${listOf(copy.streams)} only`);
  const foreign = [
    ...stores.filter(isForeign).map((store) => `${store.name} (${store.scope})`),
    ...beside.filter(isForeign).map((copy) => `${copy.name} (${copy.scope}${only(copy)})`),
  ];
  const own = [...stores, ...beside].filter((holder) => !isForeign(holder)).map(({ name }) => name);
  if (status === "pass") return `A whole copy is held in another administrative domain: ${listOf(foreign, 4)}.`;
  if (foreign.length > 0) return `What another administrative domain holds is not the whole: ${listOf(foreign, 4)}.`;
  if (own.length === 0) return "There is no copy: no store takes the streams that are on.";
  return `All copies are in the cluster's own administrative domain: ${listOf(own, 4)}.`;
}

function isForeign({ foreign }: Pick<Store, "foreign">): boolean {
  return foreign !== undefined && isTrue(foreign);
}

function isTrue(fact: Fact<boolean>): boolean {
  return fact.state === "known" && fact.value;
}
