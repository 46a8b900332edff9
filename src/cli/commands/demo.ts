import { Command } from "commander";
import { addReportFlags, addSweepFlags } from "../command-flags.ts";
import type { Act } from "../act.ts";

export function demoCommand(act: Act): Command {
  const command = new Command("demo")
    .summary("the same scan against three simulated clouds; needs no account")
    .description(
      "Starts three clouds on loopback, with clusters that show every verdict, and scans them with the real cloud SDKs.",
    )
    .option("--snapshot <file>", "also keep the facts, for `trailproof evaluate` and `trailproof explain`");
  addReportFlags(command);
  addSweepFlags(command);
  command.addHelpText("after", EXAMPLES);
  return command.action(act(async (flags) => (await import("../demo-run.ts")).demo(flags)));
}

const EXAMPLES = `
Examples:
  trailproof demo
  trailproof demo --format markdown
  trailproof demo --snapshot demo.ndjson && trailproof explain shop CA-SECRET-GET --snapshot demo.ndjson

The demo's landscape has findings on purpose; it exits with 0 when it could be shown.`;
