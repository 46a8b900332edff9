import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-DENIED",
  title: "Denied, failed and anonymous requests are recorded",
  question: "If someone is turned away, does the trail show the attempt?",
  severity: "medium",
  decide: (view) => judgeActivities(view, "AUD-DENIED"),
};
