import { isMust, type Loss, type LossVerdict } from "./gaps.ts";

export const LOSS_WORDS: { readonly [verdict in LossVerdict]: string } = {
  blind: "not recorded",
  degraded: "in part, or without the content that is needed",
  overexposed: "with secrets in the record",
};

/** "4 must, 2 should". */
export function weights({ activities }: Loss): string {
  const must = activities.filter(isMust).length;
  const should = activities.length - must;
  return [must > 0 ? `${must} must` : "", should > 0 ? `${should} should` : ""]
    .filter((part) => part !== "")
    .join(", ");
}
