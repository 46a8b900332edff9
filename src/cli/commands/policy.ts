import { Command, Option } from "commander";
import type { Act } from "../program.ts";

export function policyCommand(act: Act): Command {
  const policy = new Command("policy")
    .summary("list, show and test audit policies")
    .description(
      "The fixed audit policies of the providers, or a policy file of your own: what they say, and what they answer to a request.",
    )
    .addHelpText("after", EXAMPLES);
  policy
    .command("list")
    .description("the profiles: one fixed audit policy a provider")
    .addOption(formatOption())
    .action(act(async (flags) => (await import("../policy-run.ts")).listProfiles(flags)));
  policy
    .command("show")
    .argument("<profile>", "such as eks")
    .description("the rules of a profile, with what each is for and where it is printed")
    .addOption(formatOption().choices(["text", "json", "yaml"]))
    .action(act(async (flags, [profile]) => (await import("../policy-run.ts")).showProfile(profile ?? "", flags)));
  policy
    .command("test")
    .argument("[request...]", 'a request in words, such as "get secrets -n payments"')
    .description("what a policy answers: to a request in words, or to NDJSON requests line by line")
    .option("--profile <name>", "a profile of `trailproof policy list`")
    .option("--file <policy>", "an audit.k8s.io/v1 policy file, YAML or JSON")
    .option(
      "--kubernetes <version>",
      "the Kubernetes version whose matching rules apply, such as 1.34 (default: the newest)",
    )
    .option(
      "--requests <file>",
      "NDJSON requests, one a line; - is standard input. Decisions come out as NDJSON in the same order",
    )
    .addOption(formatOption())
    .addHelpText("after", TEST_EXAMPLES)
    .action(act(async (flags, words) => (await import("../policy-test.ts")).testPolicy(words.join(" "), flags)));
  return policy;
}

function formatOption(): Option {
  return new Option("-f, --format <kind>", "text or json").choices(["text", "json"]).default("text");
}

const EXAMPLES = `
Examples:
  trailproof policy list
  trailproof policy show eks
  trailproof policy test --profile aks "exec pod/web -n prod"`;

const TEST_EXAMPLES = `
Examples:
  trailproof policy test --profile gke "get secrets/db -n payments"
  trailproof policy test --file my-policy.yaml --kubernetes 1.34 create pods/exec
  trailproof policy test --profile eks --requests requests.ndjson

A line of --requests that cannot be read gives {"error": …} in its place, and exit code 2 at the end.`;
