import type { Command } from "commander";

/** What a command does with its flags and arguments; gives the exit code. */
export type Work = (flags: Record<string, unknown>, args: readonly string[]) => Promise<number>;
/** Turns it into an action of commander. */
export type Act = (work: Work) => (this: Command, ...given: unknown[]) => Promise<void>;
