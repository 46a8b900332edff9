import type { Control } from "../../src/trail/control.ts";
import { judgeRetention } from "../../src/trail/retention.ts";

export const control: Control = {
  id: "LOG-RETENTION",
  title: "The trail is kept at least as long as the requirement asks",
  question: "Are the records kept, and searchable, for as long as they have to be?",
  severity: "high",
  decide: judgeRetention,
};
