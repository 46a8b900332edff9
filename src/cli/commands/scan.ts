import { Command } from "commander";
import type { Landscape } from "../../../providers/contract.ts";
import { addReportFlags, addSweepFlags } from "../command-flags.ts";
import { addLandscapeFlags } from "../landscape-flags.ts";
import type { Act } from "../act.ts";

export function scanCommand(landscapes: readonly Landscape[], act: Act): Command {
  const command = new Command("scan")
    .summary("read the landscape, judge it, report")
    .description(
      "Reads every cluster that the credentials on this machine reach, works out what its audit trail records and keeps, and reports.",
    )
    .option("--snapshot <file>", "also keep the facts, for `trailproof evaluate`");
  addLandscapeFlags(command, landscapes);
  addReportFlags(command);
  addSweepFlags(command);
  command.addHelpText("after", EXAMPLES);
  return command.action(act(async (flags) => (await import("../scan-run.ts")).scan(flags)));
}

const EXAMPLES = `
Examples:
  trailproof scan                                       everything the credentials reach
  trailproof scan --provider eks --region eu-west-1     one cloud, one region
  trailproof scan --project pay-prod --project pay-dev  two GCP projects
  trailproof scan --format json=report.json --format table
  trailproof scan --snapshot facts.ndjson --fail-on critical

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, 3 something could not be read, 70 a bug.`;
