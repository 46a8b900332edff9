import { Command, CommanderError } from "commander";
import { terminalText } from "../report/escape.ts";
import { tool } from "../version.ts";
import type { Act } from "./act.ts";
import { collectCommand } from "./commands/collect.ts";
import { completionCommand, wantsCompletion, withCompletion } from "./commands/completion.ts";
import { demoCommand } from "./commands/demo.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { explainCommand } from "./commands/explain.ts";
import { permissionsCommand } from "./commands/permissions.ts";
import { policyCommand } from "./commands/policy.ts";
import { preflightCommand } from "./commands/preflight.ts";
import { scanCommand } from "./commands/scan.ts";
import { isForTheUser } from "./errors.ts";
import { loadLandscapes } from "./landscape-flags.ts";
import { allowClosedMessages, writeText } from "./sink.ts";

const USAGE = 2;
const BUG = 70;

/** Runs one command line. Never throws; @returns the exit code */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let code = 0;
  allowClosedMessages();
  const act: Act = (work) =>
    async function action(): Promise<void> {
      code = await work(this.optsWithGlobals(), this.args);
    };
  try {
    const program = await makeProgram(act);
    if (wantsCompletion(argv)) await withCompletion(program);
    else program.addCommand(completionCommand());
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return codeOfError(error);
  }
}

export async function makeProgram(act: Act): Promise<Command> {
  const landscapes = await loadLandscapes();
  const program = new Command(tool.name)
    .description(
      "If someone did this to the cluster, would the audit trail show it, where, for how long, and would anybody notice?",
    )
    .version(tool.version)
    .addHelpText(
      "after",
      "\nStart with `trailproof demo`: it needs no account. Each command explains itself with --help.",
    );
  const commands = [
    scanCommand(landscapes, act),
    demoCommand(act),
    collectCommand(landscapes, act),
    evaluateCommand(act),
    explainCommand(landscapes, act),
    policyCommand(act),
    preflightCommand(landscapes, act),
    permissionsCommand(landscapes, act),
  ];
  for (const command of commands) program.addCommand(command);
  prepareErrors(program, tool.name);
  return program;
}

/** Errors end the command and not the process, suggest what was meant, and say where help is. */
function prepareErrors(command: Command, path: string): void {
  command.exitOverride().showSuggestionAfterError().showHelpAfterError(`(${path} --help explains the flags)`);
  command.configureOutput({ writeOut: writeText, writeErr: (text) => process.stderr.write(inert(text)) });
  for (const child of command.commands) prepareErrors(child, `${path} ${child.name()}`);
}

/** Messages repeat what was typed, and names that came from a cloud. */
function inert(text: string): string {
  return text.split("\n").map(terminalText).join("\n");
}

function codeOfError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (isForTheUser(error)) {
    process.stderr.write(inert(`${error.message.replace(/^/gm, "error: ")}\n`));
    return USAGE;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`A bug in trailproof; please report it with this text:\n${text}\n`);
  return BUG;
}
