import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-INTERACTIVE",
  title: "Interactive and tunnelled access is recorded",
  question:
    "If someone opens a shell, attaches, forwards a port or goes through the API server's proxy, does the trail show it, whichever protocol the client uses?",
  severity: "high",
  decide: (view) => judgeActivities(view, "AUD-INTERACTIVE"),
};
