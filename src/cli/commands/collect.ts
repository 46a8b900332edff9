import { Command } from "commander";
import type { Landscape } from "../../../providers/contract.ts";
import { addConfigFlag, addSweepFlags } from "../command-flags.ts";
import { addLandscapeFlags } from "../landscape-flags.ts";
import type { Act } from "../act.ts";

export function collectCommand(landscapes: readonly Landscape[], act: Act): Command {
  const command = new Command("collect")
    .summary("read only: write a snapshot of the facts")
    .description(
      "Reads the landscape and writes the facts, without judging them. `trailproof evaluate` turns them into a report, offline.",
    )
    .option("-o, --output <file>", "where the snapshot goes; - is standard output", "-");
  addLandscapeFlags(command, landscapes);
  addConfigFlag(command);
  addSweepFlags(command);
  command.addHelpText("after", EXAMPLES);
  return command.action(act(async (flags) => (await import("../collect-run.ts")).collect(flags)));
}

const EXAMPLES = `
Examples:
  trailproof collect --output facts.ndjson
  trailproof collect --provider aks --subscription 00000000-0000-0000-0000-000000000000 -o facts.ndjson
  trailproof evaluate facts.ndjson

Exit codes: 0 everything that was asked for was read, 2 usage, 3 something could not be read, 70 a bug.`;
