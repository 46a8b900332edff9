import type { Fact } from "../model/fact.ts";
import type { Filter, Probe, Route, Store, Trail } from "../model/trail.ts";
import { keptOnRoute } from "../trail/filters.ts";
import { type RequestCoverage } from "../trail/request-coverage.ts";
import { routesOf, storeOf } from "../trail/routes.ts";
import type { View } from "../trail/view.ts";
import { daysText, listOf } from "../trail/words.ts";

/**
 * `ok`: the request gets past this link. `lost`: it ends here. `part`: some of it does. `open`: cannot be told.
 * `off`: not in use, while another link of the same kind is.
 */
export type LinkState = "ok" | "part" | "lost" | "open" | "off";

export interface LinkExplanation {
  readonly link: "policy" | "stream" | "route" | "store" | "watcher";
  readonly state: LinkState;
  readonly text: string;
  readonly evidence: readonly string[];
}

export function policyLink({ probe, level, rule }: RequestCoverage, { profile }: View): LinkExplanation {
  const about = profile.provenance(rule);
  const { declaredPolicy: own } = profile;
  const policy = own === undefined ? `profile ${profile.id} (${profile.version})` : `your policy ${own}`;
  const who = rule === 0 ? `no rule of ${policy} matches, which` : `rule ${rule} of ${policy}`;
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

export function streamLinks(coverage: RequestCoverage, { trail, profile }: View): LinkExplanation[] {
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
  const isOn = links.some((link) => link.state === "ok");
  if (links.length > 0) return links.map((link) => (isOn && link.state === "lost" ? { ...link, state: "off" } : link));
  return [{ link: "stream", state: "open", text: "which stream records this is not published", evidence: [] }];
}

function switchText(title: string, on: Fact<boolean> | undefined, hint: string): { state: LinkState; text: string } {
  if (!on) return { state: "lost", text: `${title} does not exist on this cluster${hint}` };
  if (on.state === "unknown") return { state: "open", text: `${title}: not known${hint}; ${reasons(on)}` };
  const isOn = on.state === "known" && on.value;
  return isOn ? { state: "ok", text: `${title} is on${hint}` } : { state: "lost", text: `${title} is off${hint}` };
}

export function onwardLinks(coverage: RequestCoverage, view: View): LinkExplanation[] {
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
  if (value === "all") {
    const evidence = [...new Set([...evidenceOf(enabled), ...evidenceOf(kept)])];
    return { link: "route", state: "ok", text: `${name} takes it${filterText(route)}${cutText(route)}`, evidence };
  }
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

/** What a copy selects, although it lets this request through. */
function filterText({ filters }: Route): string {
  return filters.length === 0 ? "" : ` (${listOf(filters.map((filter) => `${filter.kind} ${filter.text}`))})`;
}

function cutText(route: Route): string {
  return route.cutsBodies === undefined ? "" : `, but ${route.cutsBodies}`;
}

function storeLink(store: Store): LinkExplanation {
  const evidence = [store.state, store.totalDays, store.foreign, store.lock].flatMap((fact) => evidenceOf(fact));
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
  return { ...base, state: "ok", text: `${where} keeps it ${keptText(store)}${worthText(store)}` };
}

function keptText({ hotDays, totalDays }: Store): string {
  const total = totalDays.state === "known" ? daysText(totalDays.value) : `for an unknown time (${reasons(totalDays)})`;
  const hot = hotDays.state === "known" ? daysText(hotDays.value) : "an unknown time";
  return `${total}, ${hot} of it searchable at once`;
}

/** Who runs it, and whether anybody can delete what it holds; nothing of what a provider does not read. */
function worthText({ foreign, lock }: Store): string {
  const domain = foreign?.state === "known" && foreign.value ? ", in another administrative domain" : "";
  if (!lock || lock.state === "not-applicable") return domain;
  if (lock.state === "unknown") return `${domain}; whether it is locked is not known (${reasons(lock)})`;
  const { strength, days } = lock.value;
  if (strength === "none") return `${domain}, without a lock`;
  const time = days === null ? daysText(days) : `for ${daysText(days)}`;
  if (strength === "locked") return `${domain}, locked ${time}`;
  return `${domain}, protected ${time} unless somebody with the right lifts it`;
}

/** Copies from a feed of the provider's own, which no route leads to. */
export function sideLinks({ streams }: RequestCoverage, { trail: { sideCopies = [] } }: View): LinkExplanation[] {
  return sideCopies.flatMap(({ name, scope, collects, foreign, ...copy }): LinkExplanation[] => {
    if (collects.state !== "known" || !collects.value || !copy.streams.some((id) => streams.includes(id))) return [];
    const domain = foreign.state === "known" && foreign.value ? ", in another administrative domain" : "";
    const evidence = [...new Set([...collects.evidence, ...evidenceOf(foreign)])];
    const text = `${name} in ${scope} takes a copy from a feed of its own${domain}`;
    return [{ link: "store", state: "ok", text, evidence }];
  });
}

function evidenceOf(fact: Fact<unknown> | undefined): readonly string[] {
  return !fact || fact.state === "not-applicable" ? [] : fact.evidence;
}

function reasons(fact: Fact<unknown>): string {
  if (fact.state !== "unknown") return "not known";
  return listOf([
    ...new Set(
      fact.gaps.map((gap) => `${gap.reason}${gap.permission ? `; grant ${gap.permission} on ${gap.on}` : ""}`),
    ),
  ]);
}

/** What reads the trail and raises an alarm; nothing where the provider's watchers are not read. */
export function watcherLinks({ trail }: View): LinkExplanation[] {
  const { detection } = trail;
  if (!detection) return [];
  if (detection.state !== "known") {
    const evidence = detection.state === "unknown" ? detection.evidence : [];
    return [{ link: "watcher", state: "open", text: `what watches it: ${reasons(detection)}`, evidence }];
  }
  const active = detection.value.filter((watcher) => watcher.active).map((watcher) => watcher.name);
  const text = active.length > 0 ? `${listOf(active)} reads it` : "nothing that could be found reads it";
  return [{ link: "watcher", state: active.length > 0 ? "ok" : "lost", text, evidence: detection.evidence }];
}
