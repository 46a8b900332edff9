import type { ClusterRecord } from "../../src/model/cluster.ts";
import { known, unknown, type Fact } from "../../src/model/fact.ts";
import type { TamperAlarm } from "../../src/model/trail.ts";
import { alarmTell } from "./alarm-tell.ts";
import type { SeenTrail } from "./cloud-trails.ts";
import { distinctGaps } from "./gaps.ts";
import { ruleTell, type RulesAt } from "./rule-tell.ts";
import { tamperingCalls, type TamperingCall } from "./tampering-calls.ts";
import { TAMPERING, type TamperingActivity } from "./tampering-events.ts";
import { together, type Tell } from "./tell.ts";

/** Alarms that tell of changes to the audit path: of CloudWatch on what a trail records, and rules of EventBridge. */
export function tamperingOf(
  trails: Fact<readonly SeenTrail[]>,
  rulesAt: RulesAt,
  cluster: ClusterRecord,
): TamperAlarm[] {
  return TAMPERING.map((one) => ({ activity: one.activity, alarm: alarmOf(one, trails, rulesAt, cluster) }));
}

/** One call that nothing tells of is enough to change the path unheard. */
function alarmOf(
  { events }: TamperingActivity,
  trails: Fact<readonly SeenTrail[]>,
  rulesAt: RulesAt,
  cluster: ClusterRecord,
): Fact<string | null> {
  if (trails.state !== "known") return trails;
  const tells = events
    .flatMap((event) => tamperingCalls(event, cluster, trails.value))
    .map((one) => tellOf(one, trails.value, rulesAt, cluster));
  const evidence = [...new Set([...trails.evidence, ...tells.flatMap((tell) => tell.evidence)])];
  const untold = tells.filter(({ by }) => by.length === 0);
  if (untold.some(({ gaps }) => gaps.length === 0)) return known(null, evidence);
  if (untold.length > 0) return unknown(distinctGaps(untold.flatMap(({ gaps }) => gaps)), evidence);
  return known([...new Set(tells.flatMap(({ by }) => by))].toSorted().join(", "), evidence);
}

function tellOf(
  { call, gaps }: TamperingCall,
  trails: readonly SeenTrail[],
  rulesAt: RulesAt,
  { scope }: ClusterRecord,
): Tell {
  const found = together([
    ...trails.map((trail) => alarmTell(trail, call, scope)),
    ruleTell(trails, rulesAt, call, scope),
  ]);
  return { ...found, gaps: [...found.gaps, ...gaps] };
}
