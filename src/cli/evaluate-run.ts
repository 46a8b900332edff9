import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "./errors.ts";
import { exitCodeOf } from "./exit-code.ts";
import { openChecked, withTemporaryFile } from "./facts.ts";
import { loadLandscapes } from "./landscape-flags.ts";
import { wantedFormats, writeReport } from "./outputs.ts";
import { listFlag, loadJudging, reportOf, textFlag, type Flags } from "./scan-run.ts";
import { terminalOf } from "./say.ts";
import { loadSettings } from "./settings.ts";

export async function evaluateFile(file: string, flags: Flags): Promise<number> {
  if (file === "-") {
    return withTemporaryFile(async (path) => {
      writeFileSync(path, readFileSync(0), { mode: 0o600 });
      return evaluatePath(path, flags);
    });
  }
  if (!existsSync(file))
    throw new UsageError(`${file}: no such snapshot; write one with: trailproof collect --output ${file}`);
  return evaluatePath(file, flags);
}

async function evaluatePath(path: string, flags: Flags): Promise<number> {
  const wanted = wantedFormats(listFlag(flags, "format"));
  const settings = loadSettings(
    {
      config: textFlag(flags, "config"),
      requirements: textFlag(flags, "requirements"),
      failOn: textFlag(flags, "failOn"),
    },
    await loadLandscapes(),
  );
  const judging = await loadJudging();
  const { report, close } = reportOf(openChecked(path, judging.readers), judging, settings);
  try {
    await writeReport(report, wanted, terminalOf());
    return exitCodeOf(report, settings.failOn);
  } finally {
    close();
  }
}
