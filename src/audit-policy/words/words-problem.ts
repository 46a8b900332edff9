/** Words that cannot be understood: what is wrong, and a line that would be right. Never leaves `parseRequestWords`. */
export class WordsProblem extends Error {
  readonly example: string;

  constructor(message: string, example: string) {
    super(message);
    this.name = "WordsProblem";
    this.example = example;
  }
}

/** The candidate that was probably meant, if one is at most two typing errors away. */
export function closestTo(word: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > 2) continue;
    const distance = distanceBetween(word, candidate);
    if (distance <= Math.min(2, word.length / 3) && distance < (best?.distance ?? Infinity))
      best = { candidate, distance };
  }
  return best?.candidate;
}

function distanceBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left[at - 1] === right[column - 1] ? 0 : 1;
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
