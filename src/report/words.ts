/** "1 cluster", "3 clusters". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "a, b and c", or "a, b, c and 29 more" when there are more in all than are named. */
export function namesOf(names: readonly string[], total = names.length): string {
  const more = total - names.length;
  if (more > 0) return names.length > 0 ? `${names.join(", ")} and ${more} more` : `${total}`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** The first few by name, the others by number. */
export function firstOf(names: readonly string[], most: number): string {
  return namesOf(names.slice(0, most), names.length);
}

/** A text of at most so many characters; never half a character. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text.slice(0, most * 2));
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}

/** Days a store keeps: null is for ever, undefined is not known. */
export function daysWord(days: number | null | undefined): string {
  if (days === undefined) return "?";
  return days === null ? "ever" : String(days);
}
