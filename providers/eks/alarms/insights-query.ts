/**
 * Queries of CloudWatch Logs Insights, as far as it can be proved which events they find. Syntax:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html (2026-11).
 */

/** Commands that leave out no event. */
const HARMLESS = /^(fields|display|stats|sort|limit)\s/i;
const TERM = /^eventName\s*(?:=\s*("[^"]*"|'[^']*')|in\s*\[([^\]]*)\])$/i;

/** Whether a query finds every event of that name, or not; known where it has one filter, on names alone. */
export function findsEvent(query: string, name: string): boolean | undefined {
  const commands = query.split("|").map((command) => command.trim());
  const [filter, ...more] = commands.filter((command) => !HARMLESS.test(command));
  if (filter === undefined || more.length > 0 || !/^filter\s/i.test(filter)) return undefined;
  const terms = filter
    .replace(/^filter\s+/i, "")
    .split(/\s+or\s+/i)
    .map(namesIn);
  return terms.includes(undefined) ? undefined : terms.some((names) => names?.includes(name));
}

function namesIn(term: string): string[] | undefined {
  const [matched, one, list] = TERM.exec(term.trim()) ?? [];
  if (matched === undefined) return undefined;
  return (one === undefined ? (list ?? "").split(",") : [one]).map((text) =>
    text.trim().replace(/^(["'])(.*)\1$/, "$2"),
  );
}
