import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { Filter, Keep, Probe } from "../../../src/model/trail.ts";
import type { Subscription } from "../deep-fact-schema.ts";
import { decidePattern } from "../filters/decide.ts";
import { anyEventField, eventField } from "../filters/event.ts";
import { parsePattern, type Pattern } from "../filters/pattern.ts";
import type { PatternVerdict } from "../filters/verdict.ts";

/** What a subscription leaves out of what it copies. */
export function subscriptionFilters(
  subscription: Subscription,
  call: string,
  on: string,
  evidence: readonly string[],
): Filter[] {
  const open = (kind: Filter["kind"], text: string, reason: string): Filter => {
    const fact = unknown({ call, on, reason }, evidence);
    return { kind, text, keeps: () => fact, dropsOthers: () => fact };
  };
  const filters: Filter[] = [];
  const { pattern, selection, transformed } = subscription;
  if (pattern !== "") filters.push(patternFilter(pattern, parsePattern(pattern), call, on, evidence));
  if (selection !== null) {
    const reason = "the subscription selects by system fields, which is not decided here";
    filters.push(open("selection", shown(selection), reason));
  }
  if (transformed) {
    const reason = "the subscription sends what a transformer made of the entries, which is not read";
    filters.push(open("transformation", "log transformer", reason));
  }
  return filters;
}

function patternFilter(text: string, pattern: Pattern, call: string, on: string, evidence: readonly string[]): Filter {
  const facts = new Map<string, Fact<Keep>>();
  const factOf = (verdict: PatternVerdict): Fact<Keep> => {
    const key = verdict.is === "unknown" ? verdict.why : verdict.is;
    const found = facts.get(key) ?? keepOf(verdict);
    facts.set(key, found);
    return found;
  };
  const keepOf = (verdict: PatternVerdict): Fact<Keep> => {
    if (verdict.is !== "unknown") return known(verdict.is, evidence, "inferred");
    const reason = `what the pattern ${shown(text)} takes cannot be decided: ${verdict.why}`;
    return unknown({ call, on, reason }, evidence);
  };
  const takesAll = decidePattern(pattern, anyEventField).is === "all";
  const reason = `whether the pattern ${shown(text)} leaves out requests that no activity of the catalogue stands for cannot be told`;
  const others = takesAll ? known(false, evidence, "inferred") : unknown({ call, on, reason }, evidence);
  return {
    kind: "selection",
    text: shown(text),
    keeps: (probe, stream) => factOf(verdictOf(pattern, probe, stream)),
    dropsOthers: () => others,
  };
}

/** Entries of the authenticator are lines of text, which a pattern for JSON never takes. */
function verdictOf(pattern: Pattern, probe: Probe, stream: string): PatternVerdict {
  if (stream !== "audit" && pattern.type === "json") return { is: "none" };
  return decidePattern(pattern, (path) => eventField(probe, path));
}

function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
