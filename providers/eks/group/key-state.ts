import { mapFact, unknown, type Fact } from "../../../src/model/fact.ts";

const USABLE = ["Enabled", "Updating"];
const UNUSABLE = [
  "Creating",
  "Disabled",
  "NotFound",
  "PendingDeletion",
  "PendingImport",
  "PendingReplicaDeletion",
  "Unavailable",
];

/** Whether what a key encrypted can be read: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html (2026-11). */
export function isUsable(state: Fact<string>, on: string): Fact<boolean> {
  if (state.state !== "known") return state;
  if (USABLE.includes(state.value)) return mapFact(state, () => true);
  if (UNUSABLE.includes(state.value)) return mapFact(state, () => false);
  const reason = "the key is in a state that is not known here";
  return unknown({ call: "kms:DescribeKey", on, reason }, state.evidence);
}
