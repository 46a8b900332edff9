import type { ResourceRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Unknown } from "../../../src/model/fact.ts";
import { at } from "../record.ts";
import type { EventRuleFact, EventRulesFacts } from "../deep-fact-schema.ts";
import { eventRulesArn } from "../deep-names.ts";
import type { EventRuleAnswer } from "../deep-schema.ts";
import { callField } from "./call.ts";
import { decideEventPattern } from "./decide.ts";
import { LONGEST_PATTERN, parseEventPattern } from "./pattern.ts";
import { mayTakeSome } from "./takes.ts";
import { targetKind } from "./rule-targets.ts";
import { distinctGaps } from "../gaps.ts";
import type { Site } from "../names.ts";
import type { Listed } from "../asking/paging.ts";
import { TAMPERING } from "../tampering/events.ts";

/** Answers about rules of EventBridge in our words. */

export function eventRulesRecord(site: Site, facts: EventRulesFacts): ResourceRecord {
  return { ...at(site), id: eventRulesArn(site), type: "event-rules", name: "EventBridge", facts: { ...facts } };
}

export function unreadRules(fact: Unknown): EventRulesFacts {
  return { rules: fact, targets: fact };
}

/** Whether a rule is not known to be switched off, and looks at events that may be a change to the audit path. */
export function mayTellOfTampering({ State, EventPattern }: EventRuleAnswer, { account, region }: Site): boolean {
  if (State === "DISABLED" || !EventPattern) return false;
  const pattern = parseEventPattern(EventPattern);
  const calls = TAMPERING.flatMap(({ events }) =>
    events.map((event) => ({ ...event, account, region, parameters: {} })),
  );
  return calls.some((call) => mayTakeSome(decideEventPattern(pattern, (path) => callField(call, path))));
}

export interface RuleRead {
  readonly rule: EventRuleAnswer;
  readonly targets: Listed<string>;
}

export function eventRulesFacts(listed: Listed<EventRuleAnswer>, read: readonly RuleRead[]): EventRulesFacts {
  if (!listed.complete) return unreadRules(unknown(listed.gap, listed.evidence));
  const gaps = read.flatMap(({ targets }) => (targets.complete ? [] : [targets.gap]));
  const evidence = read.flatMap(({ targets }) => targets.evidence);
  return {
    rules: known(read.map(ruleFact), [...listed.evidence, ...evidence]),
    targets: gaps.length > 0 ? unknown(distinctGaps(gaps), evidence) : known(true, evidence),
  };
}

function ruleFact({ rule, targets }: RuleRead): EventRuleFact {
  const pattern = rule.EventPattern ?? "";
  return {
    name: rule.Name,
    state: rule.State ?? "unnamed",
    pattern: pattern.length > LONGEST_PATTERN ? null : pattern,
    targets: targets.complete ? targets.items.map(({ value }) => targetKind(value)) : null,
  };
}
