import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-RBAC-BODY",
  title: "Changes of authorization and admission are recorded with their content",
  question: "If someone grants rights or loosens admission, does the trail show what was granted?",
  severity: "high",
  decide: (view) => judgeActivities(view, "AUD-RBAC-BODY"),
};
