import { showHidden } from "./escape.ts";

/** Words that no Markdown reader, and no reader of GitHub's behind it, finds anything in. */
const PLAIN = /^[\p{L}\p{N}\p{M}()/%='"?!.,;-]+:?$/u;
/** Links that need no syntax: www addresses, issue numbers and commit ids. */
const LINK_LIKE = /^(?:www\.|gh-\d)|^[0-9a-f]{7,40}$/i;
const WORD = /^(["'(]*)(.*?)([.,;:!?)"']*)$/u;

/**
 * A sentence from strangers, inside a paragraph, a list or a table cell. A word with anything that could mean something
 * becomes code, in which GitHub looks for neither mentions nor links; a sentence never starts a line of its own.
 */
export function markdownText(text: string): string {
  return showHidden(text)
    .split(" ")
    .map((word) => (word === "" || isPlain(word) ? word : asCode(word)))
    .join(" ");
}

function isPlain(word: string): boolean {
  return PLAIN.test(word) && !LINK_LIKE.test(coreOf(word)) && !word.includes("www.");
}

function coreOf(word: string): string {
  return WORD.exec(word)?.[2] ?? word;
}

function asCode(word: string): string {
  const [, before = "", core = "", after = ""] = WORD.exec(word) ?? [];
  return core === "" ? markdownCode(word) : `${before}${markdownCode(core)}${after}`;
}

/** A name from strangers as a code span, in or outside a table. */
export function markdownCode(text: string): string {
  const shown = showHidden(text);
  if (shown.trim() === "") return "(no name)";
  // A table is cut at pipes before code spans are read, and backslashes before a pipe count: no backtick form is safe.
  return /[`|]/.test(shown) ? `<code>${asEntities(shown)}</code>` : `\`${shown}\``;
}

function asEntities(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A block of code that nothing inside can end, indented so that it belongs to a list item. */
export function markdownFence(text: string, indent: string): string {
  return fence([text], indent, "sh");
}

/** Lines of a file. */
export function markdownFile(text: string, indent: string, language: string): string {
  return fence(text.split("\n"), indent, language);
}

function fence(lines: readonly string[], indent: string, language: string): string {
  const text = lines.join("\n");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const shown = lines.map((line) => `${indent}${showHidden(line)}\n`).join("");
  return `${indent}${ticks}${language}\n${shown}${indent}${ticks}\n`;
}
