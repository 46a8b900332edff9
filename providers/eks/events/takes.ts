/** How many of the events that are looked at a pattern takes. Several entries: any of them may be true. */
export interface Takes {
  readonly may: readonly Share[];
  /** Why it is not known. */
  readonly why?: string;
}
type Share = "all" | "some" | "none";

export const ALL: Takes = { may: ["all"] };
export const NONE: Takes = { may: ["none"] };
/** Surely not every one. */
export const PARTLY: Takes = { may: ["some", "none"] };

export function undecided(why: string): Takes {
  return { may: ["all", "some", "none"], why };
}

export function and(parts: readonly Takes[]): Takes {
  return parts.reduce((sum, part) => pairs(sum, part, "all", "none"), ALL);
}

export function or(parts: readonly Takes[]): Takes {
  return parts.reduce((sum, part) => pairs(sum, part, "none", "all"), NONE);
}

/** Two partial conditions may exclude or complete each other: what `decisive` stands for is then possible as well. */
function pairs(a: Takes, b: Takes, neutral: Share, decisive: Share): Takes {
  const may = new Set<Share>();
  for (const x of a.may) {
    for (const y of b.may) {
      if (x === decisive || y === decisive) may.add(decisive);
      else if (x === neutral) may.add(y);
      else if (y === neutral) may.add(x);
      else may.add("some").add(decisive);
    }
  }
  const why = a.why ?? b.why;
  return { may: [...may], ...(may.size > 1 && why !== undefined ? { why } : {}) };
}

export function takesAll({ may }: Takes): boolean {
  return may.every((share) => share === "all");
}

export function mayTakeAll({ may }: Takes): boolean {
  return may.includes("all");
}

export function mayTakeSome({ may }: Takes): boolean {
  return may.some((share) => share !== "none");
}
