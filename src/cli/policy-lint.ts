import { lintPolicy, type LintFinding, type Problem } from "../audit-policy/index.ts";
import { countOf } from "../report/words.ts";
import { analysed, choosePolicy, kubernetesFlag, versionOption } from "./policy-choice.ts";
import { lineWidth, writeOut } from "./policy-output.ts";
import type { Flags } from "./scan-run.ts";
import { wrapped } from "./wrapped.ts";

const FINDINGS = 1;

/** What the API server reads over in a file: fields it does not know, keys given twice. */
interface IgnoredFinding {
  readonly code: "ignored";
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** What a policy says and probably does not mean. */
export async function lintFile(name: string, flags: Flags): Promise<number> {
  const kubernetes = kubernetesFlag(flags);
  const { policy, warnings } = choosePolicy(name, kubernetes);
  const found = analysed(name, () => lintPolicy(policy, versionOption(kubernetes)));
  const ignored = warnings.map(ignoredFinding);
  writeOut(flags, { policy: name, findings: [...ignored, ...found] }, () => textOf(name, ignored, found, lineWidth()));
  return ignored.length + found.length > 0 ? FINDINGS : 0;
}

function ignoredFinding({ message, line, column }: Problem): IgnoredFinding {
  return { code: "ignored", message, line, column };
}

function textOf(
  name: string,
  ignored: readonly IgnoredFinding[],
  found: readonly LintFinding[],
  columns: number,
): string[] {
  const count = ignored.length + found.length;
  if (count === 0) return wrapped("", `${name}: nothing to remark.`, columns);
  return [
    ...ignored.flatMap((one) => entry(`${name}:${one.line}:${one.column}`, one, columns)),
    ...found.flatMap((one) => entry(one.rule === 0 ? name : `${name}, rule ${one.rule}`, one, columns)),
    countOf(count, "finding"),
  ];
}

function entry(where: string, { code, message }: { code: string; message: string }, columns: number): string[] {
  return [...wrapped("", `${where}: ${code}`, columns), ...wrapped("    ", message, columns)];
}
