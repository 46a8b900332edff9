import type { Level } from "../model/audit.ts";
import { settledValue } from "../model/reason.ts";
import type { Fact } from "../model/fact.ts";
import type { CoverageVerdict, Filter, Probe, Route, Store, Trail } from "../model/trail.ts";
import type { ActivityCoverage } from "../trail/activity-coverage.ts";
import {
  coverRequest,
  keptOnRoute,
  routesOf,
  storeOf,
  type Fate,
  type RequestCoverage,
} from "../trail/request-coverage.ts";
import { daysText, listOf } from "../trail/words.ts";
import type { View } from "../trail/view.ts";

/** `ok`: the request gets past this link. `lost`: it ends here. `part`: some of it does. `open`: cannot be told. */
export type LinkState = "ok" | "part" | "lost" | "open";

export interface LinkExplanation {
  readonly link: "policy" | "stream" | "route" | "store";
  readonly state: LinkState;
  readonly text: string;
  readonly evidence: readonly string[];
}

export interface RequestExplanation {
  readonly request: string;
  readonly caller: string;
  readonly outcome: "recorded" | "recorded in part" | "not recorded" | "unknown";
  readonly level: Level;
  readonly links: readonly LinkExplanation[];
}

export interface Explanation {
  readonly cluster: string;
  readonly subject: string;
  readonly verdict?: CoverageVerdict;
  readonly basis?: string;
  readonly requests: readonly RequestExplanation[];
}

/** Why an activity of the catalogue is covered or not, link after link. */
export function explainActivity(row: ActivityCoverage, view: View): Explanation {
  return {
    cluster: view.trail.cluster.id,
    subject: `${row.activity.title} [${row.activity.id}]`,
    verdict: row.verdict,
    basis: row.basis,
    requests: (row.readings[0]?.requests ?? []).map((request) => explainRequest(request, view)),
  };
}

/** The same for requests that somebody asks about. */
export function explainProbes(subject: string, probes: readonly Probe[], view: View): Explanation {
  const { trail, profile } = view;
  const requests = probes.map((probe) => explainRequest(coverRequest(probe, trail, profile, "published"), view));
  return { cluster: trail.cluster.id, subject, requests };
}

function explainRequest(coverage: RequestCoverage, view: View): RequestExplanation {
  const { probe, level } = coverage;
  const policy = policyLink(coverage, view);
  const streams = policy.state === "lost" ? [] : streamLinks(coverage, view);
  const onward = streams.some((link) => link.state !== "lost") ? onwardLinks(coverage, view) : [];
  return {
    request: requestText(probe),
    caller: probe.request.user ?? "no authenticated user",
    outcome: outcomeOf(settledValue(coverage.fate)),
    level,
    links: [policy, ...streams, ...onward],
  };
}

function outcomeOf(fate: Fate | undefined): RequestExplanation["outcome"] {
  if (!fate) return "unknown";
  if (fate.kept === "all") return "recorded";
  return fate.kept === "some" ? "recorded in part" : "not recorded";
}

function policyLink({ probe, level, rule }: RequestCoverage, { profile }: View): LinkExplanation {
  const about = profile.provenance(rule);
  const who = rule === 0 ? "no rule matches" : `rule ${rule} of profile ${profile.id} (${profile.version})`;
  const why = about ? ` - ${about.purpose} [${about.confidence}: ${about.source}]` : "";
  const stages = profile.stages(probe, profile.decide(probe.request));
  const disputed = profile.disputedLevel(rule);
  const doubt = disputed === undefined ? "" : `; another source says ${disputed}`;
  const text =
    level === "None"
      ? `${who} leaves it out${why}`
      : `${who} records it at ${level}, at ${listOf(stages)}${doubt}${why}`;
  return { link: "policy", state: level === "None" ? "lost" : "ok", text, evidence: [] };
}

function streamLinks(coverage: RequestCoverage, { trail, profile }: View): LinkExplanation[] {
  const choice = profile.choose(coverage.probe.request);
  const oneOf = choice.oneOf.length > 1 ? ` (either this or ${listOf(choice.oneOf.slice(1))}: not published)` : "";
  const links = coverage.streams.map((id, index): LinkExplanation => {
    const on = trail.streams.find((stream) => stream.id === id)?.on;
    const title = profile.streams.find((stream) => stream.id === id)?.title ?? id;
    const hint = index === 0 ? oneOf : "";
    return {
      link: "stream",
      ...switchText(title, on, hint),
      evidence: on && on.state !== "not-applicable" ? on.evidence : [],
    };
  });
  if (links.length > 0) return links;
  return [{ link: "stream", state: "open", text: "which stream records this is not published", evidence: [] }];
}

function switchText(title: string, on: Fact<boolean> | undefined, hint: string): { state: LinkState; text: string } {
  if (!on) return { state: "lost", text: `${title} does not exist on this cluster${hint}` };
  if (on.state === "unknown") return { state: "open", text: `${title}: not known${hint}; ${reasons(on)}` };
  const isOn = on.state === "known" && on.value;
  return isOn ? { state: "ok", text: `${title} is on${hint}` } : { state: "lost", text: `${title} is off${hint}` };
}

function onwardLinks(coverage: RequestCoverage, view: View): LinkExplanation[] {
  const { trail } = view;
  const pairs = coverage.streams.flatMap((stream) => {
    const on = trail.streams.find((candidate) => candidate.id === stream)?.on;
    if (on?.state === "known" && !on.value) return [];
    return routesOf(trail, stream).map((route) => ({ stream, route }));
  });
  if (pairs.length === 0) {
    return [{ link: "route", state: "lost", text: "nothing carries the stream to a store", evidence: [] }];
  }
  return pairs.flatMap(({ stream, route }) => {
    const way = routeLink(route, stream, coverage.probe, trail);
    return way.state === "lost" ? [way] : [way, storeLink(storeOf(trail, route))];
  });
}

function routeLink(route: Route, stream: string, probe: Probe, trail: Trail): LinkExplanation {
  const { enabled, name } = route;
  if (enabled.state === "unknown")
    return { link: "route", state: "open", text: `${name}: ${reasons(enabled)}`, evidence: enabled.evidence };
  if (enabled.state === "known" && !enabled.value) {
    return { link: "route", state: "lost", text: `${name} is switched off`, evidence: enabled.evidence };
  }
  const kept = keptOnRoute(route, probe, stream, trail);
  const filters = [...exemptionsOf(trail, stream), ...route.filters];
  const taking = filters
    .filter((filter) => !keepsAll(filter.keeps(probe, stream)))
    .map((filter) => `${filter.kind} ${filter.text}`);
  if (kept.state === "unknown") {
    return { link: "route", state: "open", text: `${name}: ${reasons(kept)}`, evidence: kept.evidence };
  }
  const value = kept.state === "known" ? kept.value : "all";
  if (value === "all") return { link: "route", state: "ok", text: `${name} takes it${cutText(route)}`, evidence: [] };
  const words = value === "none" ? "does not let it through" : "lets only a part of it through";
  return {
    link: "route",
    state: value === "none" ? "lost" : "part",
    text: `${name} ${words}: ${listOf(taking)}`,
    evidence: [],
  };
}

function exemptionsOf(trail: Trail, stream: string): readonly Filter[] {
  const state = trail.streams.find((candidate) => candidate.id === stream)?.exemptions;
  return state?.state === "known" ? state.value : [];
}

function keepsAll(answer: ReturnType<Filter["keeps"]>): boolean {
  return answer.state === "known" && answer.value === "all";
}

function cutText(route: Route): string {
  return route.cutsBodies === undefined ? "" : `, but ${route.cutsBodies}`;
}

function storeLink(store: Store): LinkExplanation {
  const evidence = [store.state, store.totalDays].flatMap((fact) =>
    fact.state === "not-applicable" ? [] : fact.evidence,
  );
  const where = `${store.kind} ${store.name} in ${store.scope}, ${store.location}`;
  const base = { link: "store", evidence: [...new Set(evidence)] } as const;
  if (store.state.state === "unknown") return { ...base, state: "open", text: `${where}: ${reasons(store.state)}` };
  if (store.state.state === "known" && store.state.value !== "live") {
    const state = store.state.value === "dead" ? "lost" : "part";
    return { ...base, state, text: `${where}: ${store.stateReason ?? "it is not there"}` };
  }
  if (store.readable.state === "known" && !store.readable.value) {
    return { ...base, state: "part", text: `${where}: its key is disabled, what it holds cannot be read` };
  }
  return { ...base, state: "ok", text: `${where} keeps it ${keptText(store)}` };
}

function keptText({ hotDays, totalDays }: Store): string {
  const total = totalDays.state === "known" ? daysText(totalDays.value) : `for an unknown time (${reasons(totalDays)})`;
  const hot = hotDays.state === "known" ? daysText(hotDays.value) : "an unknown time";
  return `${total}, ${hot} of it searchable at once`;
}

function reasons(fact: Fact<unknown>): string {
  if (fact.state !== "unknown") return "not known";
  return listOf([
    ...new Set(
      fact.gaps.map((gap) => `${gap.reason}${gap.permission ? `; grant ${gap.permission} on ${gap.on}` : ""}`),
    ),
  ]);
}

/** A request in the words of kubectl. */
export function requestText({ request, responseCode, impersonatedUser }: Probe): string {
  const what = request.resourceRequest
    ? [
        request.apiGroup ? `${request.resource}.${request.apiGroup}` : request.resource,
        request.subresource ? `/${request.subresource}` : "",
        request.name ? ` ${request.name}` : "",
        request.namespace ? ` -n ${request.namespace}` : "",
      ].join("")
    : request.path;
  const as = impersonatedUser === undefined ? "" : ` --as ${impersonatedUser}`;
  const code = responseCode === undefined ? "" : `, answered ${responseCode}`;
  return `${request.verb} ${what ?? ""}${as}${code}`;
}
