import type { Unknown } from "../../../src/model/fact.ts";
import { parseArn } from "../arn.ts";
import type { EventRulesFacts } from "../deep-fact-schema.ts";
import { eventRulesArn } from "../deep-names.ts";
import type { ClusterFacts } from "../fact-schema.ts";
import { findResource, lost, type Resources } from "../found.ts";

/** The rules of an account in a region, as a snapshot holds them. */
export type RulesAt = (account: string, region: string) => EventRulesFacts | Unknown;

/** Rules of EventBridge where the trails of a cluster bring calls. */
export function eventRulesOf(read: ClusterFacts, resource: Resources): RulesAt {
  const id = read.cloudTrails;
  const trails = id.state === "known" ? findResource(resource, "cloudtrail-trails", id.value) : undefined;
  const ids = trails?.facts.eventRules ?? lost("event-rules");
  return (account, region) => {
    if (ids.state === "unknown") return ids;
    const wanted = eventRulesArn({ partition: parseArn(trails?.record.id ?? "")?.partition ?? "aws", account, region });
    return findResource(resource, "event-rules", wanted)?.facts ?? lost(wanted);
  };
}
