import type { WaiverNote } from "../model/result.ts";
import type { Requirements } from "../trail/view.ts";

/** What the user says beside the snapshot. */
export interface EvaluateOptions {
  readonly requirements: Requirements;
  readonly declared: readonly Declared[];
  readonly waivers: readonly Waiver[];
}

/** A fact that no API shows. */
export interface Declared {
  /** Store id or name; `*` stands for any text. */
  readonly store: string;
  readonly hotDays?: number | null;
  readonly totalDays?: number | null;
  readonly note: string;
}

export interface Waiver extends WaiverNote {
  readonly control: string;
  /** Cluster id or name; `*` stands for any text. */
  readonly cluster: string;
}

/** Whether a text fits a pattern in which `*` stands for any text. Letter case counts not: cloud ids differ in it. */
export function fitsPattern(text: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const [first = "", ...rest] = parts;
  const lower = text.toLowerCase();
  if (rest.length === 0) return lower === first;
  if (!lower.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest.slice(0, -1)) {
    const at = lower.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  const last = rest.at(-1) ?? "";
  return lower.length - from >= last.length && lower.endsWith(last);
}
