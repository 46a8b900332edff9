import { plain } from "./text.ts";

/** A word of a POSIX shell command, whatever is in it. */
export function quoted(text: string): string {
  const clean = plain(text, 2000);
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}
