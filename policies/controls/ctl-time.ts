import { certain } from "../../src/model/reason.ts";
import type { Status } from "../../src/model/result.ts";
import type { Control } from "../../src/trail/control.ts";

export const control: Control = {
  id: "CTL-TIME",
  title: "Time stamps come from a synchronized source, in UTC",
  question: "Can records be put in order beside those of other systems?",
  severity: "low",
  needs: "time",
  decide: () => ({
    readings: [certain<Status>("pass", "documented")],
    message: () => "The provider keeps the control plane's clock, and audit events carry UTC times to the microsecond.",
  }),
};
