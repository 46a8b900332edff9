import { mapSettled } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { Control } from "../../src/trail/control.ts";
import type { View } from "../../src/trail/view.ts";
import { listOf } from "../../src/trail/words.ts";

export const control: Control = {
  id: "AUD-ENABLED",
  title: "The Kubernetes API audit stream is exported",
  question: "Do audit events of this cluster's API server leave the control plane at all?",
  severity: "critical",
  decide: (view) => ({
    readings: [mapSettled(view.exported, (exported): Status => (exported ? "pass" : "fail"))],
    message: (status) => messageOf(status, view),
  }),
};

function messageOf(status: Status, view: View): string {
  const names = view.apiStreams.map((stream) => stream.id);
  const on = view.apiStreams
    .filter((stream) => stream.on.state === "known" && stream.on.value)
    .map((stream) => stream.id);
  if (status === "pass") return `The API server's audit events are exported (${listOf(on)}).`;
  if (on.length > 0)
    return `${listOf(on)} is switched on, but everything it is sent to is gone, disabled or refuses it.`;
  return `No API server audit event leaves the control plane: ${listOf(names)} ${names.length > 1 ? "are" : "is"} off.`;
}
