import type { Policy } from "../audit-policy/index.ts";
import type { WaiverNote } from "../model/result.ts";
import type { Requirements } from "../trail/view.ts";

/** What the user says beside the snapshot. */
export interface EvaluateOptions {
  readonly requirements: Requirements;
  readonly declared: readonly Declared[];
  readonly waivers: readonly Waiver[];
  readonly policies?: readonly OwnPolicy[];
}

/** A fact that no API shows. */
export interface Declared {
  /** Store id or name; `*` stands for any text. */
  readonly store: string;
  readonly hotDays?: number | null;
  readonly totalDays?: number | null;
  /** Something reads the store and raises alarms, such as a SIEM. */
  readonly watched?: boolean;
  readonly note: string;
}

/** An audit policy that the user knows a cluster to have, whatever its provider has published. */
export interface OwnPolicy {
  /** Cluster id or name; `*` stands for any text. The first policy that fits counts. */
  readonly cluster: string;
  /** What the policy is called in texts: its file, as the user named it. */
  readonly file: string;
  readonly policy: Policy;
  readonly note?: string;
}

export interface Waiver extends WaiverNote {
  readonly control: string;
  /** Cluster id or name; `*` stands for any text. */
  readonly cluster: string;
}

/** Whether a pattern means a cluster, by its id or by its name. */
export function fitsCluster({ id, name }: { readonly id: string; readonly name: string }, pattern: string): boolean {
  return fitsPattern(id, pattern) || fitsPattern(name, pattern);
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
