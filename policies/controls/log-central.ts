import type { Control } from "../../src/trail/control.ts";
import { judgeCentral } from "../../src/trail/central.ts";

export const control: Control = {
  id: "LOG-CENTRAL",
  title: "A whole copy of the trail is held in another administrative domain",
  question: "If somebody takes over the place the cluster runs in, is there a copy that they cannot reach?",
  severity: "high",
  needs: "domain",
  decide: judgeCentral,
};
