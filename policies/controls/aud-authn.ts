import { certain, mapSettled } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { Control } from "../../src/trail/control.ts";
import { isExported, letsThrough, type View } from "../../src/trail/view.ts";
import { listOf } from "../../src/trail/words.ts";

export const control: Control = {
  id: "AUD-AUTHN",
  title: "The mapping from cloud identity to Kubernetes identity is recorded",
  question: "Does the trail show how a cloud identity became a Kubernetes user, and who was turned away?",
  severity: "medium",
  decide(view) {
    const { authenticationStreams: streams, trail } = view;
    const arrives = isExported(streams, trail, (route, stream, ask) =>
      ask(letsThrough(route, stream, view), [true, false]),
    );
    const exported = mapSettled(arrives, (value): Status => (value ? "pass" : "fail"));
    return {
      readings: [streams.length === 0 ? certain<Status>("not-applicable", "documented") : exported],
      message: (status) => messageOf(status, view),
    };
  },
};

function messageOf(status: Status, view: View): string {
  const names = listOf(view.authenticationStreams.map((stream) => stream.id));
  if (status === "not-applicable") return "This cluster has no separate stream of authentication decisions.";
  if (status === "pass") return `Authentication decisions are exported (${names}).`;
  return `Authentication decisions are not exported: ${names} is off, is kept back on the way or has no store left.`;
}
