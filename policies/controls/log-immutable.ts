import type { Control } from "../../src/trail/control.ts";
import { judgeImmutability } from "../../src/trail/immutable.ts";

export const control: Control = {
  id: "LOG-IMMUTABLE",
  title: "The trail cannot be altered or deleted before its time",
  question: "Can anybody, an administrator included, change or remove what was recorded?",
  severity: "high",
  needs: "lock",
  decide: judgeImmutability,
};
