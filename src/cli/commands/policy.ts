import { Command, Option } from "commander";
import type { Act } from "../act.ts";
import { append } from "../command-flags.ts";
import { analysisCommands } from "./policy-analysis.ts";
import { formatOption, kubernetesOption } from "./policy-flags.ts";

export function policyCommand(act: Act): Command {
  const policy = new Command("policy")
    .summary("list, show, test, compare and check audit policies")
    .description(
      "The fixed audit policies of the providers, or a policy file of your own: what they say, what they answer to a request, what they leave unseen.",
    )
    .addHelpText("after", EXAMPLES);
  for (const command of [list(act), show(act), test(act), matrix(act), ...analysisCommands(act)])
    policy.addCommand(command);
  return policy;
}

function list(act: Act): Command {
  return new Command("list")
    .summary("the profiles")
    .description("the profiles: one fixed audit policy a provider")
    .addOption(formatOption())
    .addHelpText("after", LIST_EXAMPLES)
    .action(act(async (flags) => (await import("../policy-run.ts")).listProfiles(flags)));
}

function show(act: Act): Command {
  return new Command("show")
    .argument("<profile>", "such as eks")
    .summary("the rules of a profile")
    .description("the rules of a profile, with what each is for and where it is printed")
    .addOption(formatOption().choices(["text", "json", "yaml"]))
    .addHelpText("after", SHOW_EXAMPLES)
    .action(act(async (flags, [profile]) => (await import("../policy-run.ts")).showProfile(profile ?? "", flags)));
}

function test(act: Act): Command {
  return new Command("test")
    .argument("[request...]", 'a request in words, such as "get secrets -n payments"')
    .summary("what a policy answers to a request")
    .description("what a policy answers: to a request in words, or to NDJSON requests line by line")
    .option("--profile <name>", "a profile of `trailproof policy list`")
    .option("--file <policy>", "an audit.k8s.io/v1 policy file, YAML or JSON")
    .addOption(kubernetesOption())
    .option(
      "--requests <file>",
      "NDJSON requests, one a line; - is standard input. Decisions come out as NDJSON in the same order",
    )
    .addOption(formatOption())
    .addHelpText("after", TEST_EXAMPLES)
    .action(act(async (flags, words) => (await import("../policy-test.ts")).testPolicy(words.join(" "), flags)));
}

function matrix(act: Act): Command {
  return new Command("matrix")
    .summary("activities x policies: the level")
    .description("the level at which policies record each activity of the catalogue, the least of its requests")
    .addOption(new Option("--profile <name>", "only this profile (repeatable; default: all)").argParser(append))
    .addOption(new Option("--file <policy>", "a policy file of your own (repeatable)").argParser(append))
    .option("--every-request", "every request of each activity as well")
    .addOption(kubernetesOption())
    .addOption(formatOption())
    .addHelpText("after", MATRIX_EXAMPLES)
    .action(act(async (flags) => (await import("../policy-matrix.ts")).showMatrix(flags)));
}

const EXAMPLES = `
Examples:
  trailproof policy show eks
  trailproof policy test --profile aks "exec pod/web -n prod"
  trailproof policy diff eks gke
  trailproof policy blindspots aks
  trailproof policy lint my-policy.yaml`;

const LIST_EXAMPLES = `
Examples:
  trailproof policy list
  trailproof policy list --format json`;

const SHOW_EXAMPLES = `
Examples:
  trailproof policy show gke
  trailproof policy show aks --format yaml > aks-policy.yaml`;

const TEST_EXAMPLES = `
Examples:
  trailproof policy test --profile gke "get secrets/db -n payments"
  trailproof policy test --file my-policy.yaml --kubernetes 1.34 create pods/exec
  trailproof policy test --profile eks --requests requests.ndjson

A line of --requests that cannot be read gives {"error": …} in its place, and exit code 2 at the end.`;

const MATRIX_EXAMPLES = `
Examples:
  trailproof policy matrix
  trailproof policy matrix --profile eks --file my-policy.yaml
  trailproof policy matrix --every-request --format json`;
