import wrapAnsi from "wrap-ansi";
import { terminalText } from "../report/escape.ts";

/** A text in lines of at most so many columns, made harmless for the terminal; the first begins with `lead`, the others below it. */
export function wrapped(lead: string, text: string, columns: number): string[] {
  const width = Math.max(columns - lead.length, 20);
  const lines = wrapAnsi(terminalText(text), width, { hard: true }).split("\n");
  return lines.map((line, index) => `${index === 0 ? lead : " ".repeat(lead.length)}${line}`);
}
