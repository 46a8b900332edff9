import { closeSync, openSync } from "node:fs";
import type { Format, Output } from "../report/format.ts";
import { formats } from "../report/registry.ts";
import type { Report } from "../model/report.ts";
import { UsageError } from "./errors.ts";
import { bufferedSink } from "./sink.ts";
import { closest } from "./suggest.ts";

/** One `--format KIND[=FILE]`. */
export interface Wanted {
  readonly kind: string;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

const DEFAULT_FORMAT = "table";

/** @throws UsageError for an unknown format, or two documents for standard output */
export function wantedFormats(values: readonly string[] | undefined): Wanted[] {
  const wanted = (values ?? [DEFAULT_FORMAT]).map(wantedOf);
  if (wanted.filter((one) => one.file === undefined).length > 1) {
    throw new UsageError(
      "--format: standard output holds one document; write the others to files, such as --format json=report.json",
    );
  }
  return wanted;
}

function wantedOf(value: string): Wanted {
  const mark = value.indexOf("=");
  const kind = mark < 0 ? value : value.slice(0, mark);
  const file = mark < 0 ? undefined : value.slice(mark + 1);
  const kinds = Object.keys(formats);
  if (!kinds.includes(kind)) {
    const like = closest(kind, kinds);
    throw new UsageError(
      `--format ${kind}: ${like ? `did you mean ${like}? ` : ""}It takes ${kinds.join(", ")}, each as KIND or KIND=FILE`,
    );
  }
  if (file === "")
    throw new UsageError(
      `--format ${value}: the file name is missing; write ${kind}=FILE, or ${kind} alone for standard output`,
    );
  return { kind, file: file === "-" ? undefined : file };
}

/** Writes the report in every wanted format. */
export async function writeReport(report: Report, wanted: readonly Wanted[], terminal: Terminal): Promise<void> {
  for (const { kind, file } of wanted) {
    const format = await formats[kind]?.();
    if (format) renderTo(format, report, file, terminal);
  }
}

export interface Terminal {
  readonly columns: number | undefined;
  readonly isTTY: boolean;
  readonly colour: boolean;
}

function renderTo(format: Format, report: Report, file: string | undefined, terminal: Terminal): void {
  const target = file === undefined ? 1 : openFile(file);
  const sink = bufferedSink(target);
  const onScreen = file === undefined && terminal.isTTY;
  const output: Output = {
    write: sink.write,
    width: onScreen ? terminal.columns : undefined,
    colour: onScreen && terminal.colour,
  };
  format.render(report, output);
  sink.flush();
  if (file !== undefined) closeSync(target);
}

function openFile(file: string): number {
  try {
    return openSync(file, "w", 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unwritable";
    throw new UsageError(`${file}: cannot be written (${code})`);
  }
}
