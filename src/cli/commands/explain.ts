import { Command, Option } from "commander";
import type { Landscape } from "../../../providers/contract.ts";
import { addConfigFlag, addPolicyFlag, addSweepFlags } from "../command-flags.ts";
import { addLandscapeFlags } from "../landscape-flags.ts";
import type { Act } from "../act.ts";

export function explainCommand(landscapes: readonly Landscape[], act: Act): Command {
  const command = new Command("explain")
    .summary("one cluster, one activity or request: link by link, is it recorded, and why not")
    .description(
      "Follows a request from the audit policy to the stores of one cluster. Reads the cloud, or a snapshot if one is given.",
    )
    .argument("<cluster>", "name or id (ARN, GKE resource name, ARM id)")
    .argument("<request...>", 'activity id such as CA-SECRET-GET, or words such as "get secrets/db -n payments"')
    .option("--snapshot <file>", "explain from a snapshot instead of reading the cloud")
    .addOption(new Option("-f, --format <kind>", "text or json").choices(["text", "json"]).default("text"));
  addLandscapeFlags(command, landscapes);
  addPolicyFlag(command);
  addConfigFlag(command);
  addSweepFlags(command);
  command.addHelpText("after", EXAMPLES);
  return command.action(act(async (flags, args) => (await import("../explain-run.ts")).explain(args, flags)));
}

const EXAMPLES = `
Examples:
  trailproof explain pay CA-SECRET-GET
  trailproof explain pay "get secrets -n payments" --snapshot facts.ndjson
  trailproof explain pay create pods/exec --provider eks
  trailproof explain pay "delete pods/web" --policy pay=audit-policy.yaml
  trailproof explain arn:aws:eks:eu-west-1:123456789012:cluster/pay "exec pod/web -n prod" --format json

Exit codes: 0 recorded, 1 not recorded or only in part, 2 usage, 3 it cannot be told, 70 a bug.`;
