import cliTruncate from "cli-truncate";
import stringWidth from "string-width";
import { terminalText } from "../escape.ts";

const GAP = "  ";
const NARROWEST = 6;
const LONGEST_NAME = 36;

/**
 * Rows in columns that fit into a width. What does not fit is cut in the middle, since names differ at their ends.
 * @param flexible columns that may be cut, with how much wider than the others each may stay
 */
export function columns(
  rows: readonly (readonly string[])[],
  width: number,
  flexible: ReadonlyMap<number, number>,
): string[][] {
  const cells = rows.map((row) => row.map(terminalText));
  const widths = naturalWidths(cells);
  let excess = widths.reduce((sum, cell) => sum + cell, 0) + GAP.length * (widths.length - 1) - width;
  while (excess > 0) {
    const index = firstToYield(widths, flexible);
    if (index === undefined) break;
    widths[index] = (widths[index] ?? 0) - 1;
    excess -= 1;
  }
  return cells.map((row) => row.map((cell, index) => fitted(cell, widths[index] ?? 0)));
}

export function joined(cells: readonly string[]): string {
  return cells.join(GAP);
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))));
  }
  return widths;
}

function firstToYield(widths: readonly number[], flexible: ReadonlyMap<number, number>): number | undefined {
  const weights = [...flexible]
    .filter(([index]) => (widths[index] ?? 0) > NARROWEST)
    .map(([index, allowance]) => ({ index, weight: (widths[index] ?? 0) - allowance }));
  const heaviest = Math.max(...weights.map(({ weight }) => weight));
  return weights.findLast(({ weight }) => weight === heaviest)?.index;
}

function fitted(text: string, width: number): string {
  const cut = stringWidth(text) > width ? cliTruncate(text, width, { position: "middle" }) : text;
  return cut + " ".repeat(Math.max(0, width - stringWidth(cut)));
}

/** A name within a sentence or a table. */
export function shortName(name: string): string {
  return fullName(cliTruncate(terminalText(name), LONGEST_NAME, { position: "middle" }));
}

export function fullName(name: string): string {
  return name.trim() === "" ? "(no name)" : name;
}
