import type { Control } from "../../src/trail/control.ts";
import { judgeDelivery } from "../../src/trail/delivery.ts";

export const control: Control = {
  id: "LOG-DELIVERED",
  title: "Every audit stream that is on has an existing, writable destination",
  question: "Does what leaves the control plane arrive somewhere that is there and can be read?",
  severity: "critical",
  decide: judgeDelivery,
};
