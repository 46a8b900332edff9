import { Command } from "commander";

const SHELLS = "bash, zsh, fish, powershell";

/** What `--help` says of it; the command itself is made by `withCompletion` when it is called. */
export function completionCommand(): Command {
  return new Command("completion")
    .summary("a completion script for your shell")
    .description(`Prints a completion script: ${SHELLS}.`)
    .argument("<shell>", SHELLS)
    .addHelpText(
      "after",
      "\nExamples:\n  source <(trailproof completion bash)\n  trailproof completion fish > ~/.config/fish/completions/trailproof.fish",
    );
}

/** Whether a command line asks for a script or, from within a shell, for suggestions. */
export function wantsCompletion(argv: readonly string[]): boolean {
  return (argv[2] === "completion" && !argv.includes("--help") && !argv.includes("-h")) || argv[2] === "complete";
}

export async function withCompletion(program: Command): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  tab(program, { completionCommandName: "completion" });
}
