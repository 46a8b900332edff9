import { Command } from "commander";
import type { Act } from "../act.ts";
import { formatOption, kubernetesOption } from "./policy-flags.ts";

/** The commands that reason over the rules of a policy. */
export function analysisCommands(act: Act): Command[] {
  return [diff(act), blindspots(act), lint(act)];
}

function diff(act: Act): Command {
  return new Command("diff")
    .argument("<before>", "a profile such as eks, or a policy file")
    .argument("<after>", "another one")
    .summary("where two policies differ")
    .description("the kinds of requests that two policies record at different levels: all of them, and no other")
    .addOption(kubernetesOption())
    .addOption(formatOption())
    .addHelpText("after", DIFF_EXAMPLES)
    .action(act(async (flags, names) => (await import("../policy-diff.ts")).diffTwo(names, flags)));
}

function blindspots(act: Act): Command {
  return new Command("blindspots")
    .argument("[policy]", "a profile such as aks, or a policy file")
    .argument("[request...]", 'a request in words, such as "get secrets"; what it does not name can be anything')
    .summary("what a policy leaves unseen")
    .description("what a policy leaves unseen; or, for a request, every level that it can get, and from which rule")
    .option("--file <policy>", "a policy file, in place of the first argument")
    .addOption(kubernetesOption())
    .addOption(formatOption())
    .addHelpText("after", BLINDSPOTS_EXAMPLES)
    .action(act(async (flags, args) => (await import("../policy-blindspots.ts")).findBlindspots(args, flags)));
}

function lint(act: Act): Command {
  return new Command("lint")
    .argument("<policy>", "a policy file, or a profile")
    .summary("likely mistakes in a policy")
    .description("what a policy says and probably does not mean: rules that never decide, requests that slip through")
    .addOption(kubernetesOption())
    .addOption(formatOption())
    .addHelpText("after", LINT_EXAMPLES)
    .action(act(async (flags, [name]) => (await import("../policy-lint.ts")).lintFile(name ?? "", flags)));
}

const DIFF_EXAMPLES = `
Examples:
  trailproof policy diff eks gke
  trailproof policy diff aks my-policy.yaml
  trailproof policy diff old.yaml new.yaml --kubernetes 1.34 --format json`;

const BLINDSPOTS_EXAMPLES = `
Examples:
  trailproof policy blindspots aks
  trailproof policy blindspots aks "get secrets -n payments"
  trailproof policy blindspots --file my-policy.yaml "exec pod/web" --format json`;

const LINT_EXAMPLES = `
Examples:
  trailproof policy lint my-policy.yaml
  trailproof policy lint my-policy.yaml --kubernetes 1.34 --format json

Exit codes: 0 nothing found, 1 findings, 2 a file the API server would refuse.`;
