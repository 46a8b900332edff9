import { unknown, type Unknown } from "../../src/model/fact.ts";
import type { Ask } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { Flow } from "../../src/model/trail.ts";
import type { ClusterRecord, ClusterState } from "../../src/model/cluster.ts";
import type { Control } from "../../src/trail/control.ts";
import { judgeRead, readOf } from "../../src/trail/depth.ts";
import { unlessSilent } from "../../src/trail/silence.ts";

const RECENT_MINUTES = 120;
const SILENT_MINUTES = 24 * 60;

/** A running API server is never silent: kubelets renew their leases all the time. */
const NEVER_SILENT: readonly ClusterState[] = ["running", "updating", "deleting"];

export const control: Control = {
  id: "LOG-FLOW",
  title: "Audit records have arrived lately",
  question: "Do records arrive, or is everything switched on and nothing comes?",
  severity: "high",
  needs: "flow",
  decide(view) {
    const { cluster, flow } = view.trail;
    const judgement = judgeRead<Flow>(
      readOf(flow, "flow", cluster.id),
      [{ ageMinutes: 0 }, { ageMinutes: null }],
      ({ ageMinutes }, ask) => statusOf(ageMinutes, cluster, ask),
      (status, found) => messageOf(status, found?.ageMinutes ?? null),
    );
    return unlessSilent(view, judgement, "Nothing leaves the control plane, so nothing can arrive.");
  },
};

function statusOf(age: number | null, cluster: ClusterRecord, ask: Ask): Status {
  if (cluster.state === "stopped") return "not-applicable";
  if (age !== null && age <= RECENT_MINUTES) return "pass";
  if (age !== null && age <= SILENT_MINUTES) return ask(lateness(age, cluster), ["pass", "fail"]);
  return NEVER_SILENT.includes(cluster.state) ? "fail" : ask(idleness(cluster), ["pass", "fail"]);
}

/** The time of arrival that clouds report lags behind by hours. */
function lateness(age: number, { id }: ClusterRecord): Unknown {
  const reason = `the newest record is said to have arrived ${ageText(age)} before the reading, and that time is exact only after hours`;
  return unknown({ call: "the newest audit record", on: id, reason });
}

function idleness({ id, state }: ClusterRecord): Unknown {
  const reason = `no record arrived lately, which says nothing while the state of the cluster is ${state}`;
  return unknown({ call: "the newest audit record", on: id, reason });
}

function messageOf(status: Status, age: number | null): string {
  if (status === "not-applicable") return "The cluster is stopped, so its API server writes nothing.";
  if (age === null) return "No audit record has arrived at all, although the API server is never silent.";
  const when = `The newest audit record arrived ${ageText(age)} before the reading`;
  return status === "pass" ? `${when}.` : `${when}, although the API server is never silent.`;
}

function ageText(minutes: number): string {
  if (minutes < RECENT_MINUTES) return `${Math.round(minutes)} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
