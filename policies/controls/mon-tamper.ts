import { settle, type Settled } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { TamperAlarm } from "../../src/model/trail.ts";
import type { Control } from "../../src/trail/control.ts";
import { readOf } from "../../src/trail/depth.ts";
import type { View } from "../../src/trail/view.ts";
import { mayTellOfMore } from "../../src/trail/watched.ts";
import { listOf } from "../../src/trail/words.ts";

export const control: Control = {
  id: "MON-TAMPER",
  title: "Changes to the audit path raise an alarm",
  question: "If somebody switches logging off or weakens a store, does anybody hear of it?",
  severity: "medium",
  needs: "tampering",
  decide: (view) => ({
    readings: [alarmed(view)],
    message: (status) => messageOf(status, view.trail.tampering ?? []),
  }),
};

/** A list that names no kind of change would pass for want of anything to miss. */
function alarmed(view: View): Settled<Status> {
  const { tampering = [], cluster } = view.trail;
  if (tampering.length === 0) {
    const unread = readOf<Status>(undefined, "tampering", cluster.id);
    return settle((ask) => ask(unread, ["pass", "fail"]));
  }
  return settle((ask): Status => {
    const found = tampering.filter(({ alarm }) => ask(alarm, ["an alarm", null]) !== null).length;
    if (found === tampering.length) return "pass";
    if (found > 0) return "warn";
    const more = mayTellOfMore(view);
    return more === undefined ? "fail" : ask(more, ["fail", "pass"]);
  });
}

function messageOf(status: Status, alarms: readonly TamperAlarm[]): string {
  const heard = alarms.flatMap(({ activity, alarm }) =>
    alarm.state === "known" && alarm.value !== null ? [`${activity} (${alarm.value})`] : [],
  );
  const missed = alarms.filter(({ alarm }) => alarm.state === "known" && alarm.value === null);
  const unheard = listOf(missed.map(({ activity }) => activity));
  if (status === "pass") return `An alarm tells of every kind of change: ${listOf(heard)}.`;
  if (status === "warn") return `An alarm tells of ${listOf(heard)}, and none of ${unheard}.`;
  return `No alarm tells of changes to the audit path: ${unheard}.`;
}
