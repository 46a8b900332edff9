import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-SECRETS",
  title: "Access to Secrets is recorded, and their values are not",
  question: "If someone reads or changes a Secret, does the trail show who, without showing the value?",
  severity: "high",
  decide: (view) => judgeActivities(view, "AUD-SECRETS"),
};
