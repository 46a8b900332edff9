import { compareText, fixedText, type Extent, type TextPart, type TextTest, type Wanted } from "./filter-text.ts";

const PUNCTUATION = /[.\\/^$*+?()[\]{}|%@:"_-]/;
const LONGEST_REGEX = 500;

/**
 * Decides an RE2 expression against the values of a field.
 * @returns undefined when that is not worked out
 */
export function compareRegex(parts: readonly TextPart[], raw: string): Extent | undefined {
  const isCaseExact = !raw.startsWith("(?i)");
  const source = (isCaseExact ? raw : raw.slice("(?i)".length)).replace(/\\"/g, '"');
  // Whether a doubled backslash is one for the expression is not published.
  if (source.length > LONGEST_REGEX || source.includes("\\\\")) return undefined;
  const alternatives = plainAlternatives(source);
  if (alternatives) return widest(alternatives.map(({ test, text }) => compareText(parts, test, text, isCaseExact)));
  const value = fixedText(parts);
  if (value === undefined || !isSafe(source)) return undefined;
  try {
    return new RegExp(source, isCaseExact ? "" : "i").test(value) ? "all" : "none";
  } catch {
    return undefined;
  }
}

interface Plain {
  readonly test: TextTest;
  readonly text: Wanted;
}

/** `^a$`, `.*a.*`, `a|b`, `^(a|b)`: nothing but fixed text, anchors and padding at the ends. */
function plainAlternatives(source: string): readonly Plain[] | undefined {
  const group = /^(\^?)\((?:\?:)?([^()]*)\)(\$?)$/.exec(source);
  const [before, inner, after] = group ? [group[1] ?? "", group[2] ?? "", group[3] ?? ""] : ["", source, ""];
  const found: Plain[] = [];
  for (const alternative of splitAlternatives(inner)) {
    const plain = plainText(`${before}${alternative}${after}`);
    if (!plain) return undefined;
    found.push(plain);
  }
  return found;
}

function splitAlternatives(source: string): readonly string[] {
  return source.split(/(?<!\\)\|/);
}

function plainText(source: string): Plain | undefined {
  const start = /^\^?(?:\.\*)*/.exec(source)?.[0] ?? "";
  const rest = source.slice(start.length);
  const end = /(?<!\\)(?:\.\*)*\$?$/.exec(rest)?.[0] ?? "";
  const text = fixedCharacters(rest.slice(0, rest.length - end.length));
  if (text === undefined) return undefined;
  const isFromStart = start === "^";
  const isToEnd = end === "$";
  return { test: isFromStart ? (isToEnd ? "equals" : "starts") : isToEnd ? "ends" : "contains", text };
}

/** The characters that a piece of an expression stands for, if it stands for a fixed number of them. */
function fixedCharacters(source: string): Wanted | undefined {
  const wanted: (string | null)[] = [];
  const characters = Array.from(source);
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    const isRepeated = /[*+?{]/.test(characters[at + 1] ?? "");
    if (character === "\\") {
      at += 1;
      const escaped = characters[at] ?? "";
      if (!PUNCTUATION.test(escaped)) return undefined;
      wanted.push(escaped);
    } else if (character === ".") {
      if (isRepeated) return undefined;
      wanted.push(null);
    } else {
      if (/[\^$*+?()[\]{}|]/.test(character)) return undefined;
      wanted.push(character);
    }
  }
  return wanted;
}

function widest(extents: readonly Extent[]): Extent {
  if (extents.includes("all")) return "all";
  return extents.includes("some") ? "some" : "none";
}

/** Only what RE2 and JavaScript read alike, and what cannot make a backtracking matcher run for long. */
function isSafe(source: string): boolean {
  const plain = source.replace(/\\[dwsbDWSB]/g, "x").replace(/\\[.\\/^$*+?()[\]{}|%@:"_-]/g, "x");
  const unbounded = plain.match(/[*+]/g)?.length ?? 0;
  return unbounded <= 2 && !/\\|\{|\)[*+]|\(\?(?!:)|\[\[/.test(plain);
}
