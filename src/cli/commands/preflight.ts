import { Command, Option } from "commander";
import type { Landscape } from "../../../providers/contract.ts";
import type { Act } from "../act.ts";
import { addConfigFlag, addSweepFlags } from "../command-flags.ts";
import { addLandscapeFlags } from "../landscape-flags.ts";

export function preflightCommand(landscapes: readonly Landscape[], act: Act): Command {
  const command = new Command("preflight")
    .summary("which permissions are missing, and what a scan could not tell without them")
    .description(
      "Reads one cluster of every account, project or subscription, as a scan does, and says which permissions are there, which are missing and which controls would be unknown. A call that the cluster gives no cause for is tried on something that does not exist, where that tells anything.",
    )
    .addOption(new Option("-f, --format <kind>", "text or json").choices(["text", "json"]).default("text"));
  addLandscapeFlags(command, landscapes);
  addConfigFlag(command);
  addSweepFlags(command);
  command.addHelpText("after", EXAMPLES);
  return command.action(act(async (flags) => (await import("../preflight-run.ts")).preflight(flags)));
}

const EXAMPLES = `
Examples:
  trailproof preflight                                  everything the credentials reach
  trailproof preflight --provider eks --aws-organization --external-id 7b1f
  trailproof preflight --project shop-prod-1 --format json
  trailproof permissions eks                            the policy that grants what is missing

Exit codes: 0 everything that was tried is there, 2 usage, 3 something is missing or could not be tried, 70 a bug.`;
