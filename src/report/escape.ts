/** Everything that steers a terminal, reorders text or is not to be seen. Unassigned characters depend on the Node version. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const ODD_SPACE = /(?! )\p{Zs}/gu;
/** Marks that would land on a character of ours, or pile up over other lines. */
const STRAY_MARKS = /(?<=^|[^\p{L}\p{N}\p{M}]|\p{M}{3})\p{M}+/gu;

/** The text with everything hidden turned into a visible escape such as `\x1b` or `\u202e`. One line, always. */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, visible).replace(ODD_SPACE, visible).replace(STRAY_MARKS, eachVisible);
}

function eachVisible(characters: string): string {
  return Array.from(characters, visible).join("");
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}

/** For a terminal, or a CI log. `##[` starts a command of GitHub's and Azure's log readers anywhere in a line. */
export function terminalText(text: string): string {
  return showHidden(text).replaceAll("##[", "#\\x23[");
}

/** A value as JSON of visible characters, in one line unless indented; it reads back as the same value. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(HIDDEN, (character) =>
    // A line break that is left stands between values: those within are escaped already.
    character === "\n" ? character : jsonEscape(character),
  );
}

function jsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, index) => unicodeEscape(character.charCodeAt(index))).join("");
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
