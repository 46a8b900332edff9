import { Argument, Command } from "commander";
import type { Landscape } from "../../../providers/contract.ts";
import type { Act } from "../act.ts";

export function permissionsCommand(landscapes: readonly Landscape[], act: Act): Command {
  return new Command("permissions")
    .summary("the least that a provider's scan has to be allowed")
    .description(
      "Prints what to grant, in the cloud's own notation: made from the calls that are in the code. Nothing in it changes anything or reads log content.",
    )
    .addArgument(new Argument("<provider>", "which cloud's").choices(landscapes.map((landscape) => landscape.id)))
    .option("--organization", "also what reading every account, project or subscription of an organization needs")
    .option("--calls", "the calls instead, with what each needs and what for, as JSON")
    .addHelpText("after", EXAMPLES)
    .action(
      act(async (flags, [provider]) => (await import("../permissions-run.ts")).showPermissions(provider ?? "", flags)),
    );
}

const EXAMPLES = `
Examples:
  trailproof permissions eks > reader.json && aws iam create-policy --policy-name TrailproofReader --policy-document file://reader.json
  trailproof permissions eks --organization
  trailproof permissions gke > role.yaml && gcloud iam roles create trailproofReader --project shop-prod-1 --file role.yaml
  trailproof permissions aks > role.json && az role definition create --role-definition role.json
  trailproof preflight                                  tries what the credentials on this machine are allowed`;
