import { Command } from "commander";
import { addReportFlags } from "../command-flags.ts";
import type { Act } from "../act.ts";

export function evaluateCommand(act: Act): Command {
  const command = new Command("evaluate")
    .summary("turn a snapshot into a report, offline")
    .description(
      "Judges the facts of a snapshot. The same snapshot and settings give the same report, to the byte; no cloud is called.",
    )
    .argument("<snapshot>", "file written by `trailproof collect` or `scan --snapshot`; - is standard input");
  addReportFlags(command);
  command.addHelpText("after", EXAMPLES);
  return command.action(
    act(async (flags, [snapshot]) => (await import("../evaluate-run.ts")).evaluateFile(snapshot ?? "-", flags)),
  );
}

const EXAMPLES = `
Examples:
  trailproof evaluate facts.ndjson
  trailproof evaluate facts.ndjson --format json=report.json --requirements fedramp-rev5
  trailproof collect | trailproof evaluate - --format markdown

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, 3 something could not be read, 70 a bug.`;
