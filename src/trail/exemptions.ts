import { settle, type Ask, type Settled } from "../model/reason.ts";
import type { Status } from "../model/result.ts";
import type { Filter, Keep, Probe, Route, StreamState } from "../model/trail.ts";
import { worstOf } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { combineKeeps, dropsOthers, effectOf } from "./filters.ts";
import { askState, isUsed, routesOf, storeOf } from "./routes.ts";
import { unlessSilent } from "./silence.ts";
import type { View } from "./view.ts";
import { listOf } from "./words.ts";

/**
 * Whether anything is taken away between the control plane and the stores. A `selection` says what a copy contains and
 * takes nothing away.
 */
export function judgeExemptions(view: View): Judgement {
  const open = view.apiStreams.map((stream) => exemptedMembers(stream));
  const takers = view.trail.routes.some((route) => route.filters.some((filter) => filter.kind !== "selection"));
  const probes = takers ? view.activities.flatMap((activity) => activity.probes) : [];
  const requests = probes.map((probe) => dropped(probe, view));
  const parts = [...open, ...requests, rewriting(view), bodiesCut(view), othersDropped(view)];
  const judgement = { readings: [worstOf(parts, "pass")], message: (status: Status) => messageOf(status, view) };
  return unlessSilent(view, judgement, "Nothing leaves the control plane, so nothing is taken away on the way.");
}

function exemptedMembers(stream: StreamState): Settled<Status> {
  return settle((ask): Status => {
    if (!ask(stream.on, [true, false])) return "not-applicable";
    const members = ask(stream.exemptions, [[], [UNREAD_EXEMPTION]]);
    return members.length > 0 ? "fail" : "pass";
  });
}

const UNREAD_EXEMPTION: Filter = {
  kind: "exemption",
  text: "a member that could not be read",
  keeps: () => ({ state: "known", value: "some", basis: "observed", evidence: [] }),
};

/** A request that every store which would hold it loses to an exclusion fails; one lost beside a store that has it warns. */
function dropped(probe: Probe, view: View): Settled<Status> {
  const { trail, profile } = view;
  const choice = profile.choose(probe.request);
  return settle((ask): Status => {
    const outcomes = [...choice.streams, ...choice.oneOf].flatMap((stream) => {
      const state = trail.streams.find((candidate) => candidate.id === stream);
      if (!state || !ask(state.on, [true, false])) return [];
      return routesOf(trail, stream).flatMap((route) => takenOnRoute(route, probe, stream, view, ask));
    });
    if (outcomes.every((outcome) => outcome === "all")) return "pass";
    return outcomes.includes("all") ? "warn" : "fail";
  });
}

function takenOnRoute(route: Route, probe: Probe, stream: string, view: View, ask: Ask): Keep[] {
  const { trail } = view;
  const takers = route.filters.filter((filter) => filter.kind !== "selection");
  if (!isUsed(route, trail, ask) || askState(storeOf(trail, route), ask) === "dead") return [];
  const selections = route.filters.filter((filter) => filter.kind === "selection");
  const selected = ask(combineKeeps(selections.map((filter) => filter.keeps(probe, stream))), KEEPS);
  if (selected === "none") return [];
  return [ask(combineKeeps(takers.map((filter) => filter.keeps(probe, stream))), KEEPS)];
}

const KEEPS: readonly Keep[] = ["all", "some", "none"];

function rewriting({ trail }: View): Settled<Status> {
  const effect = effectOf(trail);
  return settle((ask): Status => {
    const value = ask(trail.rewriting, ["none", "masks", { unread: [] }]);
    if (value === "masks") return "warn";
    if (value === "none") return "pass";
    // Known to exist, and what it does is not known: it may be harmless.
    return ask(effect, ["pass", "fail"]);
  });
}

/** A destination that shortens records is a weakness where no other store has them whole. */
function bodiesCut(view: View): Settled<Status> {
  const { trail } = view;
  return settle((ask): Status => {
    const used = view.apiStreams
      .filter((stream) => ask(stream.on, [true, false]))
      .flatMap((stream) => routesOf(trail, stream.id))
      .filter((route) => isUsed(route, trail, ask) && askState(storeOf(trail, route), ask) === "live");
    return used.length > 0 && used.every((route) => route.cutsBodies !== undefined) ? "warn" : "pass";
  });
}

function othersDropped(view: View): Settled<Status> {
  const { trail } = view;
  return settle((ask): Status => {
    for (const stream of view.apiStreams) {
      if (!ask(stream.on, [true, false])) continue;
      for (const route of routesOf(trail, stream.id)) {
        for (const filter of route.filters) {
          if (filter.kind === "selection" || !filter.dropsOthers || !isUsed(route, trail, ask)) continue;
          if (dropsOthers(filter, stream.id, ask)) return "warn";
        }
      }
    }
    return "pass";
  });
}

function messageOf(status: Status, view: View): string {
  const { trail } = view;
  if (status === "pass")
    return "Nothing is exempted, excluded, sampled or rewritten between the control plane and the stores.";
  const exempted = trail.streams.flatMap((stream) =>
    stream.exemptions.state === "known" ? stream.exemptions.value : [],
  );
  const taking = trail.routes.flatMap((route) =>
    route.filters
      .filter((filter) => filter.kind !== "selection")
      .map((filter) => `${filter.kind} on ${route.name}: ${filter.text}`),
  );
  const cut = trail.routes.flatMap((route) =>
    route.cutsBodies === undefined ? [] : [`${route.name}: ${route.cutsBodies}`],
  );
  const members = [...new Set(exempted.map((filter) => `exempted: ${filter.text}`))];
  const masked =
    trail.rewriting.state === "known" && trail.rewriting.value === "masks"
      ? ["a data protection policy hides parts of the entries"]
      : [];
  const found = listOf([...members, ...taking, ...masked, ...cut], 4);
  return status === "fail"
    ? `Audit entries are taken away: ${found}.`
    : `Something is taken away while the rest is kept: ${found}.`;
}
