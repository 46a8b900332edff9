import { styleText } from "node:util";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { terminalText } from "../escape.ts";
import type { Output } from "../format.ts";
import { shellWords } from "../remedy.ts";

/** A terminal page. Every text that is written passes the escaping here; prefixes are words of ours. */
export interface Page {
  readonly width: number;
  readonly paint: Paint;
  blank(): void;
  heading(title: string, note?: string): void;
  /** Wraps a text behind a prefix; further lines are indented as far. */
  text(prefix: string, text: string): void;
  /** A line that is already laid out. */
  row(prefix: string, text: string): void;
  /** A command to copy: broken only where a shell allows it. */
  command(indent: string, text: string): void;
}

export type Paint = (style: "bold" | "dim" | "red" | "yellow" | "magenta" | "green", text: string) => string;

const NARROWEST = 60;
const WIDEST = 120;
const USUAL = 80;

export function createPage(out: Output): Page {
  const width = Math.min(WIDEST, Math.max(NARROWEST, out.width ?? USUAL));
  const paint: Paint = (style, text) => (out.colour ? styleText(style, text, { validateStream: false }) : text);
  const line = (text: string): void => out.write(`${text.trimEnd()}\n`);
  const writeText = (prefix: string, text: string): void => {
    const indent = stringWidth(prefix);
    const rows = wrapAnsi(terminalText(text), width - indent, { hard: true }).split("\n");
    rows.forEach((row, index) => line(behind(index === 0 ? prefix : " ".repeat(indent), row)));
  };
  return {
    width,
    paint,
    blank: () => line(""),
    heading(title, note) {
      line("");
      writeText(note === undefined ? "" : `${paint("bold", title)}  `, note ?? title);
    },
    text: writeText,
    row: (prefix, text) => line(prefix + terminalText(text)),
    command(indent, text) {
      for (const row of commandLines(terminalText(text), width - indent.length - 2, "    ")) line(`${indent}${row}`);
    },
  };
}

/** CI readers run lines that start with `::word`, after any space: such a line gets a backslash in front. */
function behind(prefix: string, row: string): string {
  return prefix.trim() === "" && row.startsWith("::") ? `${prefix.slice(0, -1)}\\${row}` : prefix + row;
}

/** Breaks a command with backslashes; a single word may be wider than the page, for it must stay whole. */
function commandLines(command: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "→ ";
  let isEmpty = true;
  for (const word of shellWords(command)) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (isEmpty || stringWidth(longer) <= width) {
      line = longer;
      isEmpty = false;
    } else {
      lines.push(`${line} \\`);
      line = indent + word;
    }
  }
  return [...lines, line];
}
