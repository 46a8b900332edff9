import { SettingRefused } from "../../providers/contract.ts";

/** Something the user can put right: one line that says what was expected, with a valid example. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Errors whose message is meant for the user as it is, by name: they come from rooms that do not know the command line. */
const FOR_THE_USER: ReadonlySet<string> = new Set(["UsageError", "SnapshotError"]);

export function isForTheUser(error: unknown): error is Error {
  return error instanceof SettingRefused || (error instanceof Error && FOR_THE_USER.has(error.name));
}
