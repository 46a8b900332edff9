import { unknown, type Unknown } from "../../../src/model/fact.ts";
import type { EventRuleFact, EventRulesFacts } from "../deep-fact-schema.ts";
import { callField, type ApiCall } from "./call.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import type { RulesAt } from "./seen-rules.ts";
import { decideEventPattern } from "./decide.ts";
import { parseEventPattern } from "./pattern.ts";
import { mayTakeAll, takesAll, undecided, type Takes } from "./takes.ts";
import { effectOf, type Effect } from "./rule-targets.ts";
import { evidenceOf, mayTell, silent, together, told, type Tell } from "../tampering/tell.ts";
import { recordsCall } from "../cloudtrail/records.ts";

/**
 * Rules of EventBridge where a call is made, and whether they tell of it. Calls get there through a trail that is recording:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html (2026-11).
 */
export function ruleTell(trails: readonly SeenTrail[], rulesAt: RulesAt, call: ApiCall, seenFrom: string): Tell {
  const recorded = trails.map((trail) => recordsCall(trail, call, seenFrom));
  if (recorded.every(({ is }) => is === "no")) return silent();
  const facts = rulesAt(call.account, call.region);
  const found = "state" in facts ? mayTell(facts.gaps, facts.evidence) : rulesTell(facts, call);
  if (found.by.length === 0 && found.gaps.length === 0) return found;
  if (recorded.some(({ is }) => is === "yes")) return found;
  return mayTell(
    recorded.flatMap(({ gaps }) => gaps),
    found.evidence,
  );
}

function rulesTell({ rules, targets }: EventRulesFacts, call: ApiCall): Tell {
  const evidence = evidenceOf(rules);
  if (rules.state === "unknown") return mayTell(rules.gaps, evidence);
  if (rules.state === "not-applicable") return silent();
  const unread = targets.state === "unknown" ? targets : unknown([]);
  return { ...together(rules.value.map((rule) => oneTells(rule, unread, call))), evidence };
}

const ENABLED = new Set(["ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]);

function oneTells(rule: EventRuleFact, unread: Unknown, call: ApiCall): Tell {
  const takes = takenBy(rule, call);
  if (!mayTakeAll(takes)) return silent();
  if (rule.targets === null) return mayTell(unread.gaps);
  const effect = effectOf(rule.targets);
  if (effect.is === "nothing") return silent();
  const name = rule.name.slice(0, 80);
  const why = whyOpen(rule, takes, effect);
  if (why === undefined) return told(`rule ${name}`);
  const on = `account ${call.account}, ${call.region}`;
  const reason = `the rule ${name} may tell of ${call.name}: ${why}`;
  return mayTell({ call: takesAll(takes) ? "events:ListTargetsByRule" : "events:ListRules", on, reason });
}

function takenBy({ pattern }: EventRuleFact, call: ApiCall): Takes {
  if (pattern === null) return undecided("its pattern is longer than a pattern can be");
  return decideEventPattern(parseEventPattern(pattern), (path) => callField(call, path));
}

function whyOpen({ state }: EventRuleFact, takes: Takes, effect: Effect): string | undefined {
  if (!ENABLED.has(state)) return `its state ${state.slice(0, 40)} is not known here`;
  if (!takesAll(takes)) return takes.why ?? "its conditions depend on each other";
  return effect.is === "open" ? effect.why : undefined;
}
