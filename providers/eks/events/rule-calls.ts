import type { Run } from "../../contract.ts";
import { ask, type Rate, type Seat } from "../asking/ask.ts";
import * as schema from "../deep-schema.ts";
import { listAll, type Listed } from "../asking/paging.ts";

/** Calls about the rules of EventBridge. */

/** Not published: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (2026-11). */
const EVENTS: Rate = { perSecond: 5, burst: 5, concurrent: 5 };

export function listRules(seat: Seat, run: Run): Promise<Listed<schema.EventRuleAnswer>> {
  return listAll("events:ListRules", seat.scope, (token) =>
    ask(seat, run, {
      operation: "events:ListRules",
      limit: "events",
      rate: EVENTS,
      attempt: async (signal) => {
        const answer = await seat.session.listRules(seat.location, token, signal);
        const { Rules, NextToken } = schema.eventRulesAnswer.parse(answer);
        return { items: Rules, next: NextToken };
      },
      excerpt: ({ items }) => ({ rules: items.length }),
    }),
  );
}

/** @returns ARNs */
export function listTargetsByRule(seat: Seat, run: Run, rule: string): Promise<Listed<string>> {
  return listAll("events:ListTargetsByRule", seat.scope, (token) =>
    ask(seat, run, {
      operation: "events:ListTargetsByRule",
      target: rule,
      limit: "events",
      rate: EVENTS,
      attempt: async (signal) => {
        const answer = await seat.session.listTargetsByRule(seat.location, rule, token, signal);
        const { Targets, NextToken } = schema.ruleTargetsAnswer.parse(answer);
        return { items: Targets.map(({ Arn }) => Arn), next: NextToken };
      },
      excerpt: ({ items }) => ({ targets: items.slice(0, 5).map((arn) => arn.slice(0, 200)) }),
    }),
  );
}
