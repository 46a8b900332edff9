import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "./errors.ts";
import { exitCodeOf } from "./exit-code.ts";
import { withTemporaryFile } from "./facts.ts";
import { openChecked } from "./open-checked.ts";
import { loadLandscapes } from "./landscape-flags.ts";
import { wantedFormats, writeReport } from "./outputs.ts";
import { remarkUnused } from "./own-policies.ts";
import { listFlag, loadJudging, reportOf, settingFlags, type Flags } from "./scan-run.ts";
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
  const settings = await loadSettings(settingFlags(flags), await loadLandscapes());
  const judging = await loadJudging();
  const snapshot = openChecked(path, judging.readers);
  const { report, close } = reportOf(snapshot, judging, settings);
  try {
    remarkUnused(settings.policies, snapshot);
    await writeReport(report, wanted, terminalOf());
    return exitCodeOf(report, settings.failOn);
  } finally {
    close();
  }
}
