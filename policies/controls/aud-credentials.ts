import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-CREDENTIALS",
  title: "Issuing and borrowing of credentials is recorded",
  question: "If someone obtains a token, a certificate or another's identity, does the trail show it?",
  severity: "high",
  decide: (view) => judgeActivities(view, "AUD-CREDENTIALS"),
};
