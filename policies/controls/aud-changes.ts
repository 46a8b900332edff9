import type { Control } from "../../src/trail/control.ts";
import { judgeActivities } from "../../src/trail/judge-activities.ts";

export const control: Control = {
  id: "AUD-CHANGES",
  title: "Changes to workloads and cluster objects are recorded with enough content",
  question: "If someone creates, changes or deletes something in the cluster, does the trail show it with its content?",
  severity: "high",
  decide: (view) => judgeActivities(view, "AUD-CHANGES"),
};
