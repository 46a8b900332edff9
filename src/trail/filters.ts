import { known, unknown, weakerBasis, type Basis, type Fact, type Unknown } from "../model/fact.ts";
import type { Ask } from "../model/reason.ts";
import type { Filter, Keep, Probe, Route, Trail } from "../model/trail.ts";

/** Whether something on the way may treat one request otherwise than another. */
export function isFiltered({ routes, streams }: Trail): boolean {
  const exempted = streams.some(({ exemptions }) => exemptions.state === "known" && exemptions.value.length > 0);
  return exempted || routes.some((route) => route.filters.length > 0);
}
/**
 * How much of a probe survives the filters of a route. Exemptions that could not be read are left to the control that
 * asks for them: what is switched on is still recorded for all but the exempted.
 */
export function keptOnRoute(route: Route, probe: Probe, stream: string, trail: Trail): Fact<Keep> {
  const state = trail.streams.find((candidate) => candidate.id === stream);
  const exemptions = state?.exemptions.state === "known" ? state.exemptions.value : [];
  const onWay = keptByRoute(route, probe, stream, trail);
  if (exemptions.length === 0) return onWay;
  return combineKeeps([...exemptions.map((filter) => filter.keeps(probe, stream)), onWay]);
}

/** How much of what reaches a route survives it. What an exemption took before is recorded nowhere. */
export function keptByRoute(route: Route, probe: Probe, stream: string, trail: Trail): Fact<Keep> {
  if (route.filters.length === 0 && !isRewritten(trail)) return ALL;
  return combineKeeps([...route.filters.map((filter) => filter.keeps(probe, stream)), ...rewritten(trail)]);
}

const ALL: Fact<Keep> = known("all");

/** Whether something is known to alter entries, and what it does is not read. */
export function isRewritten({ rewriting }: Trail): boolean {
  return rewriting.state === "known" && typeof rewriting.value === "object";
}

/** What a rewriter does that is known to exist. */
export function effectOf({ rewriting }: Trail): Unknown {
  if (rewriting.state !== "known" || typeof rewriting.value !== "object") return unknown([]);
  return unknown(rewriting.value.unread, rewriting.evidence);
}

function rewritten(trail: Trail): Fact<Keep>[] {
  return isRewritten(trail) ? [effectOf(trail)] : [];
}

/** Whether a filter drops what no activity of the catalogue stands for. */
export function dropsOthers(filter: Filter, stream: string, ask: Ask): boolean {
  const fact = filter.dropsOthers?.(stream);
  return fact !== undefined && ask(fact, [false, true]);
}

export const KEEPS: readonly Keep[] = ["none", "some", "all"];

export function combineKeeps(answers: readonly Fact<Keep>[]): Fact<Keep> {
  const certain = answers.flatMap((answer) => (answer.state === "known" ? [answer] : []));
  const least = Math.min(2, ...certain.map((answer) => KEEPS.indexOf(answer.value)));
  const open = answers.flatMap((answer) => (answer.state === "unknown" ? [answer] : []));
  if (least === 0 || open.length === 0) {
    const basis = certain.reduce<Basis>((weakest, answer) => weakerBasis(weakest, answer.basis), "observed");
    const evidence = certain.flatMap((answer) => answer.evidence);
    return known(KEEPS[least] ?? "all", evidence, basis);
  }
  return unknown(
    open.flatMap((answer) => answer.gaps),
    open.flatMap((answer) => answer.evidence),
  );
}
