import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-READS",
  title: "Reads are recorded",
  question: "If someone reads or lists objects other than Secrets, does the trail show it?",
  severity: "high",
  decide: (view) => judgeActivities(view, "AUD-READS"),
};
