import { closest as nearest, distance } from "fastest-levenshtein";

/** The choice that was probably meant, if one is near. */
export function closest(word: string, choices: readonly string[]): string | undefined {
  if (choices.length === 0) return undefined;
  const best = nearest(
    word.toLowerCase(),
    choices.map((choice) => choice.toLowerCase()),
  );
  const found = choices.find((choice) => choice.toLowerCase() === best);
  return distance(word.toLowerCase(), best) <= mostEdits(word) ? found : undefined;
}

/** Two letters that changed places count as two edits. */
function mostEdits(word: string): number {
  return Math.min(3, Math.max(1, Math.floor(word.length / 2)));
}
