import { known, unknown, type Fact } from "../model/fact.ts";
import { settle, settledValue, type Ask, type Settled } from "../model/reason.ts";
import type { Activity, Caller, Probe, Profile, Route, StreamState, Trail } from "../model/trail.ts";
import { coverActivities, type ActivityCoverage } from "./activity-coverage.ts";
import { shapeOf } from "./shape.ts";
import { isRewritten, keptOnRoute } from "./filters.ts";
import { askState, isUsed, mayBeCopied, routesOf, storeOf } from "./routes.ts";

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

/** Coverage by profile and shape of trail. Keep one for as long as the activities are the same. */
export type CoverageMemo = Map<Profile, Map<string, readonly ActivityCoverage[]>>;

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
  const sofar = memo.get(profile) ?? new Map<string, readonly ActivityCoverage[]>();
  memo.set(profile, sofar);
  const found = sofar.get(shape) ?? coverActivities(activities, trail, profile);
  sofar.set(shape, found);
  return found;
}

function streamsOf(trail: Trail, profile: Profile, role: "api-audit" | "authentication"): StreamState[] {
  const ids = profile.streams.filter((stream) => stream.role === role).map((stream) => stream.id);
  return trail.streams.filter((stream) => ids.includes(stream.id));
}

/**
 * Whether at least one of the streams is on and has a destination that is not dead.
 * @param lets whether a way lets anything of a stream through; every way does when absent
 */
export function isExported(
  streams: readonly StreamState[],
  trail: Trail,
  lets: (route: Route, stream: StreamState, ask: Ask) => boolean = () => true,
): Settled<boolean> {
  return settle((ask) => {
    for (const stream of streams) {
      if (!ask(stream.on, [true, false])) continue;
      for (const route of routesOf(trail, stream.id)) {
        if (!isUsed(route, trail, ask) || !lets(route, stream, ask)) continue;
        if (askState(storeOf(trail, route), ask) !== "dead") return true;
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

/** The streams that the trail is judged by. */
export function auditStreams({ apiStreams, authenticationStreams }: View): StreamState[] {
  return [...apiStreams, ...authenticationStreams];
}

/** A failed login: what a stream of authentication decisions holds. */
export const LOGIN: Probe = {
  request: { user: null, groups: [], verb: "create", resourceRequest: false, path: "/" },
  caller: "none",
  responseCode: 401,
};

/** Whether a route lets anything of a stream through, tried with every request of the catalogue that the stream carries. */
export function letsThrough(route: Route, stream: StreamState, view: View): Fact<boolean> {
  if (route.filters.length === 0 && !isRewritten(view.trail)) return known(true);
  const answers = probesOf(stream, view).map((probe) => keptOnRoute(route, probe, stream.id, view.trail));
  const passing = answers.find((answer) => answer.state === "known" && answer.value !== "none");
  if (passing?.state === "known") return known(true, passing.evidence, passing.basis);
  const open = answers.flatMap((answer) => (answer.state === "unknown" ? [answer] : []));
  const [first] = open;
  if (!first) return known(false);
  return unknown(first.gaps, first.evidence);
}

function probesOf(stream: StreamState, view: View): readonly Probe[] {
  const carried = view.activities.flatMap((activity) =>
    activity.probes.filter((probe) => {
      const choice = view.profile.choose(probe.request);
      return [...choice.streams, ...choice.oneOf].includes(stream.id);
    }),
  );
  return view.authenticationStreams.includes(stream) || carried.length === 0 ? standInsFor(stream, view) : carried;
}

/** What is put in the place of requests for a stream that carries none of the catalogue's. */
export function standInsFor(stream: StreamState, view: View): readonly Probe[] {
  return view.authenticationStreams.includes(stream) ? [LOGIN] : STATUS_WRITES;
}

/** Status updates by each kind of caller: too frequent for the catalogue, and all that some streams carry. */
const STATUS_WRITES: readonly Probe[] = [
  statusWrite("kubelet", "system:node:node", ["system:nodes", "system:authenticated"]),
  statusWrite("workload", "system:serviceaccount:prod:web", ["system:serviceaccounts", "system:authenticated"]),
  statusWrite("human", "jane@example.com", ["system:authenticated"]),
];

function statusWrite(caller: Caller, user: string, groups: readonly string[]): Probe {
  const what = {
    apiGroup: "",
    apiVersion: "v1",
    resource: "pods",
    subresource: "status",
    namespace: "prod",
    name: "web",
  };
  return { caller, request: { user, groups, verb: "update", resourceRequest: true, path: "", ...what } };
}
