import { readFileSync } from "node:fs";
import { parsePolicy, type AcceptedPolicy, type Policy, type Problem } from "../audit-policy/index.ts";
import { terminalText } from "../report/escape.ts";
import { UsageError } from "./errors.ts";

/**
 * Reads an audit policy file of the user's. What the API server only warns about goes to standard error.
 * @throws UsageError with every problem of the file, each with line and column
 */
export function readPolicyFile(file: string, kubernetes?: string): Policy {
  const { policy, warnings } = acceptPolicyFile(file, kubernetes);
  tellWarnings(file, warnings);
  return policy;
}

/** The same, with the warnings for the caller to tell. */
export function acceptPolicyFile(file: string, kubernetes?: string): AcceptedPolicy {
  const parsed = parsePolicy(readBytes(file), kubernetes === undefined ? {} : { kubernetes });
  if (!parsed.ok) throw new UsageError(parsed.problems.map((problem) => problemLine(file, problem)).join("\n"));
  return parsed;
}

export function tellWarnings(file: string, warnings: readonly Problem[]): void {
  for (const warning of warnings) process.stderr.write(`warning: ${problemLine(file, warning)}\n`);
}

function problemLine(file: string, { line, column, message }: Problem): string {
  return terminalText(`${file}:${line}:${column}: ${message}`);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`${file}: cannot be read (${code})`);
  }
}
