/**
 * The values that a text field of a probe's entries may have: fixed parts and gaps. `system:node:` followed by a gap stands
 * for every kubelet.
 */
export type TextPart = string | Gap;

export interface Gap {
  /** Characters that may stand in the gap. */
  readonly characters: RegExp;
  readonly canBeEmpty?: boolean;
}

export const NAME: Gap = { characters: /[a-z0-9.-]/ };
export const NAMESPACE: Gap = { characters: /[a-z0-9-]/ };
export const WORD: Gap = { characters: /[a-z0-9]/ };
/** What follows the `v` of a version: `1`, `1beta2`, `2alpha1`. */
export const VERSION: Gap = { characters: /[0-9abehlpt]/ };
/** A Google identity has no colon in it. */
export const ADDRESS: Gap = { characters: /[^:\s]/ };
/** Names of objects; those of RBAC objects have colons. */
export const OBJECT: Gap = { characters: /[A-Za-z0-9.:_-]/ };
export const ANYTHING: Gap = { characters: /[^]/ };
/** The object's name behind its kind, where one is given. */
export const OBJECT_PATH: Gap = { characters: /[A-Za-z0-9.:_/-]/, canBeEmpty: true };

export type TextTest = "equals" | "contains" | "starts" | "ends";

/** Whether the test holds for `all` values, `some`, or `none`. */
export type Extent = "all" | "some" | "none";

/** Text to look for; `null` stands for any one character. */
export type Wanted = readonly (string | null)[];

/** Case matters only in regular expressions. */
export function compareText(parts: readonly TextPart[], test: TextTest, wanted: Wanted, isCaseExact: boolean): Extent {
  const text = isCaseExact ? wanted : wanted.flatMap((one) => (one === null ? [one] : Array.from(folded(one))));
  const value = isCaseExact ? parts : parts.map((part) => (typeof part === "string" ? folded(part) : part));
  if (holdsForAll(value, test, text)) return "all";
  return isPossible(value, test, text) ? "some" : "none";
}

/** How the query language compares, without regard to case or to compatibility forms. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

export function fixedText(parts: readonly TextPart[]): string | undefined {
  return parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
}

function holdsForAll(parts: readonly TextPart[], test: TextTest, wanted: Wanted): boolean {
  const [first] = parts;
  const last = parts.at(-1);
  if (test === "equals") {
    const value = fixedText(parts);
    return value !== undefined && Array.from(value).length === wanted.length && isAt(Array.from(value), wanted, 0);
  }
  if (wanted.length === 0) return true;
  if (test === "starts") return typeof first === "string" && isAt(Array.from(first), wanted, 0);
  if (test === "ends") {
    const characters = typeof last === "string" ? Array.from(last) : [];
    return isAt(characters, wanted, characters.length - wanted.length);
  }
  return parts.some((part) => typeof part === "string" && isWithin(Array.from(part), wanted));
}

function isWithin(characters: readonly string[], wanted: Wanted): boolean {
  for (let at = 0; at + wanted.length <= characters.length; at += 1) if (isAt(characters, wanted, at)) return true;
  return false;
}

function isAt(characters: readonly string[], wanted: Wanted, at: number): boolean {
  if (at < 0 || at + wanted.length > characters.length) return false;
  return wanted.every((one, index) => one === null || one === characters[at + index]);
}

type Atom = string | Gap;

/** Walks the text along the value; a gap takes as many characters as it likes. */
function isPossible(parts: readonly TextPart[], test: TextTest, wanted: Wanted): boolean {
  const atoms = parts.flatMap<Atom>((part) => (typeof part === "string" ? Array.from(part) : [part]));
  const isFromStart = test === "equals" || test === "starts";
  let positions = withSkips(new Set(isFromStart ? [0] : atoms.keys()), atoms);
  for (const one of wanted) {
    const next = new Set<number>();
    for (const position of positions) {
      const atom = atoms[position];
      if (atom === undefined || !matches(atom, one)) continue;
      next.add(position + 1);
      if (typeof atom !== "string") next.add(position);
    }
    if (next.size === 0) return false;
    positions = withSkips(next, atoms);
  }
  return test === "equals" || test === "ends" ? positions.has(atoms.length) : true;
}

function withSkips(positions: Set<number>, atoms: readonly Atom[]): Set<number> {
  for (const position of positions) {
    const atom = atoms[position];
    if (typeof atom === "object" && atom.canBeEmpty) positions.add(position + 1);
  }
  return positions;
}

function matches(atom: Atom, one: string | null): boolean {
  if (one === null) return true;
  return typeof atom === "string" ? atom === one : atom.characters.test(one);
}
