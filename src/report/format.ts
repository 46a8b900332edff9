import type { Report } from "../model/report.ts";

/** One way to write a report down. One file each, under `formats`. */
export interface Format {
  readonly name: string;
  /** For `--help`. */
  readonly description: string;
  render(report: Report, out: Output): void;
}

export interface Output {
  write(text: string): void;
  /** Columns to stay within; undefined where lines may be of any length. */
  readonly width: number | undefined;
  /** Whether escape sequences for colour may be written. */
  readonly colour: boolean;
}
