import type { ClusterRecord } from "../../../src/model/cluster.ts";
import { known, unknown, type Fact } from "../../../src/model/fact.ts";
import type { TamperAlarm, TrailNote } from "../../../src/model/trail.ts";
import { alarmTell } from "../alarms/tell.ts";
import type { ApiCall } from "../events/call.ts";
import type { SeenTrail } from "../cloudtrail/trails.ts";
import { distinctGaps } from "../gaps.ts";
import { ruleTell } from "../events/rule-tell.ts";
import type { RulesAt } from "../events/seen-rules.ts";
import { tamperingCalls, type TamperingCall } from "./calls.ts";
import { TAMPERING, type TamperingActivity } from "./events.ts";
import { together, type Tell } from "./tell.ts";

export interface Tampering {
  readonly alarms: readonly TamperAlarm[];
  /** What is missing of a kind of change that is told of in part. */
  readonly notes: readonly TrailNote[];
}

/** Alarms that tell of changes to the audit path: of CloudWatch on what a trail records, and rules of EventBridge. */
export function tamperingOf(trails: Fact<readonly SeenTrail[]>, rulesAt: RulesAt, cluster: ClusterRecord): Tampering {
  const kinds = TAMPERING.map((one) => ({ one, tells: tellsOf(one, trails, rulesAt, cluster) }));
  return {
    alarms: kinds.map(({ one, tells }) => ({ activity: one.activity, alarm: alarmOf(trails, tells) })),
    notes: kinds.flatMap(({ tells }) => noteOf(tells, cluster)),
  };
}

interface CallTold extends Tell {
  readonly call: ApiCall;
}

function tellsOf(
  { events }: TamperingActivity,
  trails: Fact<readonly SeenTrail[]>,
  rulesAt: RulesAt,
  cluster: ClusterRecord,
): readonly CallTold[] {
  const seen = trails.state === "known" ? trails.value : [];
  return events
    .flatMap((event) => tamperingCalls(event, cluster, seen))
    .map((one) => ({ ...tellOf(one, seen, rulesAt, cluster), call: one.call }));
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

/** One call that nothing tells of is enough to change the path unheard. */
function alarmOf(trails: Fact<readonly SeenTrail[]>, tells: readonly CallTold[]): Fact<string | null> {
  if (trails.state !== "known") return trails;
  const evidence = [...new Set([...trails.evidence, ...tells.flatMap((tell) => tell.evidence)])];
  const untold = tells.filter(({ by }) => by.length === 0);
  if (untold.some(({ gaps }) => gaps.length === 0)) return known(null, evidence);
  if (untold.length > 0) return unknown(distinctGaps(untold.flatMap(({ gaps }) => gaps)), evidence);
  return known([...new Set(tells.flatMap(({ by }) => by))].toSorted().join(", "), evidence);
}

function noteOf(tells: readonly CallTold[], { scope, location }: ClusterRecord): TrailNote[] {
  const missed = tells.filter(({ by, gaps }) => by.length === 0 && gaps.length === 0);
  if (missed.length === 0 || !tells.some(({ by }) => by.length > 0)) return [];
  const names = missed.map(({ call: { name, account, region } }) =>
    account === scope && region === location ? name : `${name} in ${region} of account ${account}`,
  );
  return [{ control: "MON-TAMPER", text: `nothing tells of ${[...new Set(names)].join(", ")}` }];
}
