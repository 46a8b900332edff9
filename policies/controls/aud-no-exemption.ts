import type { Control } from "../../src/trail/control.ts";
import { judgeExemptions } from "../../src/trail/exemptions.ts";

export const control: Control = {
  id: "AUD-NO-EXEMPTION",
  title: "Nothing is exempted, excluded, sampled or transformed away",
  question: "Is anything taken out between the control plane and the stores?",
  severity: "high",
  decide: judgeExemptions,
};
