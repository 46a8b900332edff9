import { mapSettled } from "../model/reason.ts";
import { orNotApplicable } from "./combine.ts";
import type { Judgement } from "./control.ts";
import { isSilent, type View } from "./view.ts";

/** A verdict that only follows from nothing leaving the control plane says so. */
export function causeOfSilence(view: View): Pick<Judgement, "causedBy"> {
  return isSilent(view) ? { causedBy: "AUD-ENABLED" } : {};
}

/**
 * The judgement, or not applicable where nothing leaves the control plane.
 * @param text what to say then
 */
export function unlessSilent(view: View, judgement: Judgement, text: string): Judgement {
  const holds = mapSettled(view.exported, (exported) => !exported);
  return {
    readings: judgement.readings.map((reading) => orNotApplicable(holds, reading)),
    message: (status) => (isSilent(view) ? text : judgement.message(status)),
    ...causeOfSilence(view),
  };
}
