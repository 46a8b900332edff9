import { styleText } from "node:util";
import type { Terminal } from "./outputs.ts";

/** A remark for people, on standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What standard output can show. NO_COLOR and FORCE_COLOR are respected, see `util.styleText`. */
export function terminalOf(stream: NodeJS.WriteStream = process.stdout): Terminal {
  const styled = styleText("bold", "x", { stream, validateStream: true });
  return { columns: stream.columns, isTTY: stream.isTTY, colour: styled !== "x" };
}
