import { diffPolicies, type Difference } from "../audit-policy/index.ts";
import { isAtLeast } from "../model/audit.ts";
import { countOf } from "../report/words.ts";
import { analysed, choosePolicy, kubernetesFlag, versionOption } from "./policy-choice.ts";
import { lineWidth, ruleText, writeOut } from "./policy-output.ts";
import type { Flags } from "./scan-run.ts";
import { wrapped } from "./wrapped.ts";

/** Which requests two policies record at different levels. */
export async function diffTwo([left = "", right = ""]: readonly string[], flags: Flags): Promise<number> {
  const kubernetes = kubernetesFlag(flags);
  const [before, after] = [choosePolicy(left, kubernetes), choosePolicy(right, kubernetes)];
  const differences = analysed(`${left} and ${right}`, () =>
    diffPolicies(before.policy, after.policy, versionOption(kubernetes)),
  );
  writeOut(flags, { before: left, after: right, differences }, () => textOf(left, right, differences, lineWidth()));
  return 0;
}

function textOf(left: string, right: string, differences: readonly Difference[], columns: number): string[] {
  if (differences.length === 0)
    return wrapped("", `${left} and ${right} record every request at the same level.`, columns);
  // What is true of resources and of URLs alike is two differences with one description.
  const kinds = [...new Map(differences.map((one) => [one.text, one])).values()];
  const less = kinds.filter(({ before, after }) => isAtLeast(before.level, after.level));
  const more = kinds.filter((difference) => !less.includes(difference));
  const count = countOf(kinds.length, "kind of request differs", "kinds of requests differ");
  const lead = `Between ${left} and ${right}, ${count} in level; all others are recorded alike.`;
  return [
    ...wrapped("", lead, columns),
    ...section(`${right} records less:`, less, columns),
    ...section(`${right} records more:`, more, columns),
  ];
}

function section(title: string, differences: readonly Difference[], columns: number): string[] {
  if (differences.length === 0) return [];
  return ["", ...wrapped("", title, columns), ...differences.flatMap((one) => linesOf(one, columns))];
}

function linesOf({ before, after, text }: Difference, columns: number): string[] {
  // The levels of the text stand in a line of their own.
  const requests = text.slice(text.indexOf(": ") + 2);
  const change = `${before.level} (${ruleText(before.rule)}) -> ${after.level} (${ruleText(after.rule)})`;
  return [`  ${change}`, ...wrapped("      ", requests, columns)];
}
