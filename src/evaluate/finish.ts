import type { Basis, Gap } from "../model/fact.ts";
import { settledValue, type Settled } from "../model/reason.ts";
import { loweredSeverity, type Result, type Status } from "../model/result.ts";
import type { Trail } from "../model/trail.ts";
import type { Control, Judgement } from "../trail/control.ts";
import { listOf } from "../trail/words.ts";

/** A result before waivers. */
export type Finished = Omit<Result, "waiver">;

/** Weighs disputes and declarations, and puts the verdict into words. */
export function finish(control: Control, judgement: Judgement, trail: Trail, remedy: string | undefined): Finished {
  const [published, ...others] = judgement.readings;
  if (!published) throw new Error(`control ${control.id} gave no reading`);
  const { status, basis } = capped(published, others, control.id);
  const gaps = judgement.readings.flatMap((reading) => reading.gaps);
  const notes = trail.notes.filter((note) => note.control === control.id).map((note) => asSentence(note.text));
  const message = [messageOf(status, published, judgement, gaps), ...notes].join(" ");
  const missing = [...new Set(gaps.map((gap) => gap.permission ?? gap.call))].toSorted();
  return {
    cluster: trail.cluster.id,
    control: control.id,
    status,
    severity: status === "warn" ? loweredSeverity(control.severity) : control.severity,
    basis,
    message,
    evidence: [...new Set(judgement.readings.flatMap((reading) => reading.evidence))].toSorted(),
    ...(status === "unknown" ? { missing } : {}),
    ...(remedy !== undefined && (status === "fail" || status === "warn") ? { remedy } : {}),
    ...(judgement.causedBy === undefined || status === "pass" ? {} : { causedBy: judgement.causedBy }),
  };
}

function asSentence(text: string): string {
  const start = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** Sources that conflict cap a fail at warn and a pass at unknown; a declaration caps the pass of LOG-* at warn. */
function capped(
  published: Settled<Status>,
  others: readonly Settled<Status>[],
  control: string,
): { status: Status; basis: Basis } {
  const status = settledValue(published) ?? "unknown";
  const { basis } = published;
  const disputed = others.some((other) => (settledValue(other) ?? "unknown") !== status);
  if (disputed && status !== "unknown") {
    if (status === "fail") return { status: "warn", basis: "disputed" };
    return { status: status === "pass" ? "unknown" : status, basis: "disputed" };
  }
  if (status === "pass" && basis === "declared" && control.startsWith("LOG-")) return { status: "warn", basis };
  return { status, basis };
}

function messageOf(status: Status, published: Settled<Status>, judgement: Judgement, gaps: readonly Gap[]): string {
  if (status !== "unknown") return judgement.message(settledValue(published) ?? status);
  const reasons = [...new Set(gaps.map((gap) => `${gap.reason} (${gap.call} on ${gap.on})`))];
  const why = reasons.length > 0 ? listOf(reasons, 3) : "the published sources contradict each other";
  const could =
    published.possible.length > 1 ? `It may be ${published.possible.toSorted().join(" or ")}: ` : "It cannot be told: ";
  return `${could}${why}.`;
}
