import { known, unknown, type Fact } from "../model/fact.ts";
import { settle, settledValue, type Settled } from "../model/reason.ts";
import type { Activity, Probe, Profile, Route, StreamState, Trail } from "../model/trail.ts";
import { coverActivities, type ActivityCoverage } from "./activity-coverage.ts";
import { shapeOf } from "./shape.ts";
import { askState, isUsed, keptOnRoute, mayBeCopied, routesOf, storeOf } from "./request-coverage.ts";

/** How long the trail has to be kept. */
export interface Requirements {
  readonly id: string;
  readonly hotDays: number;
  readonly totalDays: number;
}

/** What a control sees of one cluster. */
export interface View {
  readonly trail: Trail;
  readonly profile: Profile;
  readonly requirements: Requirements;
  readonly activities: readonly Activity[];
  readonly coverage: readonly ActivityCoverage[];
  readonly apiStreams: readonly StreamState[];
  readonly authenticationStreams: readonly StreamState[];
  /** Whether events of the API server leave the control plane and reach something that is not dead. */
  readonly exported: Settled<boolean>;
}

/** Coverage by shape of trail. Keep one for as long as profiles and activities are the same. */
export type CoverageMemo = Map<string, readonly ActivityCoverage[]>;

export function makeView(
  trail: Trail,
  profile: Profile,
  activities: readonly Activity[],
  requirements: Requirements,
  memo: CoverageMemo = new Map(),
): View {
  const apiStreams = streamsOf(trail, profile, "api-audit");
  return {
    trail,
    profile,
    requirements,
    activities,
    coverage: coverageOf(activities, trail, profile, memo),
    apiStreams,
    authenticationStreams: streamsOf(trail, profile, "authentication"),
    exported: isExported(apiStreams, trail),
  };
}

function coverageOf(activities: readonly Activity[], trail: Trail, profile: Profile, memo: CoverageMemo) {
  const shape = shapeOf(trail);
  if (shape === undefined) return coverActivities(activities, trail, profile);
  const found = memo.get(shape) ?? coverActivities(activities, trail, profile);
  memo.set(shape, found);
  return found;
}

function streamsOf(trail: Trail, profile: Profile, role: "api-audit" | "authentication"): StreamState[] {
  const ids = profile.streams.filter((stream) => stream.role === role).map((stream) => stream.id);
  return trail.streams.filter((stream) => ids.includes(stream.id));
}

/** Whether at least one of the streams is on and has a destination that is not dead. */
export function isExported(streams: readonly StreamState[], trail: Trail): Settled<boolean> {
  return settle((ask) => {
    for (const stream of streams) {
      if (!ask(stream.on, [true, false])) continue;
      for (const route of routesOf(trail, stream.id)) {
        if (isUsed(route, trail, ask) && askState(storeOf(trail, route), ask) !== "dead") return true;
      }
      if (mayBeCopied(trail, [stream.id], ask)) return true;
    }
    return false;
  });
}

/** True only when it is certain that nothing leaves the control plane. */
export function isSilent(view: View): boolean {
  return settledValue(view.exported) === false;
}

/** A failed login: what a stream of authentication decisions holds. */
export const LOGIN: Probe = {
  request: { user: null, groups: [], verb: "create", resourceRequest: false, path: "/" },
  caller: "none",
  responseCode: 401,
};

/** Whether a route lets anything of a stream through, tried with every request of the catalogue that the stream carries. */
export function letsThrough(route: Route, stream: StreamState, view: View): Fact<boolean> {
  const probes = probesOf(stream, view);
  const [any] = probes;
  if (any && route.filters.length === 0) return known(true);
  const answers = probes.map((probe) => keptOnRoute(route, probe, stream.id, view.trail));
  const passing = answers.find((answer) => answer.state === "known" && answer.value !== "none");
  if (passing?.state === "known") return known(true, passing.evidence, passing.basis);
  const open = answers.flatMap((answer) => (answer.state === "unknown" ? [answer] : []));
  const [first] = open;
  if (!first) return known(probes.length === 0);
  return unknown(first.gaps, first.evidence);
}

function probesOf(stream: StreamState, view: View): Probe[] {
  const info = view.profile.streams.find((candidate) => candidate.id === stream.id);
  if (info?.role === "authentication") return [LOGIN];
  return view.activities.flatMap((activity) =>
    activity.probes.filter((probe) => {
      const choice = view.profile.choose(probe.request);
      return [...choice.streams, ...choice.oneOf].includes(stream.id);
    }),
  );
}
