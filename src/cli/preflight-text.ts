import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import { terminalText } from "../report/escape.ts";
import type { PreflightReport, PreflightScope } from "./preflight-report.ts";
import type { PreflightPermission } from "./preflight-rows.ts";

/** A preflight for people. Scopes with the same answers are told together. */
export function preflightText(report: PreflightReport, columns: number): string {
  const groups = Map.groupBy(report.scopes, sameAnswers);
  const untried = [...Map.groupBy(report.scopes, ({ provider }) => provider)].flatMap(([provider, scopes]) =>
    untriedSection(provider, scopes, columns),
  );
  const sections = [...[...groups.values()].map((scopes) => sectionOf(scopes, columns)), ...untried];
  return `${[...sections, summaryOf(report)].join("\n\n")}\n`;
}

function sameAnswers({ provider, status, reason, cluster, permissions }: PreflightScope): string {
  const rows = permissions.map(({ permission, status, reason, unknown }) => [permission, status, reason, unknown]);
  return JSON.stringify([provider, status, reason, cluster !== null, rows]);
}

function sectionOf(scopes: readonly PreflightScope[], columns: number): string {
  const [first] = scopes;
  if (!first) return "";
  const lines = [headOf(scopes, first)];
  if (first.status !== "read" && !first.permissions.some(({ reason }) => reason === first.reason)) {
    lines.push(...wrapped(`  ${first.status.padEnd(10)}  `, first.reason ?? "", columns));
  }
  for (const row of first.permissions) {
    if (row.status === "missing" || row.status === "failed")
      lines.push(...rowLines(row, first.cluster !== null, columns));
  }
  return lines.join("\n");
}

/** Once for all scopes of a provider, by reason: what is not needed is of little interest. */
function untriedSection(provider: string, scopes: readonly PreflightScope[], columns: number): string[] {
  const untried = scopes.flatMap(({ permissions }) => permissions.filter(({ status }) => status === "not-tried"));
  if (untried.length === 0) return [];
  const lines = [...Map.groupBy(untried, ({ reason = "" }) => reason)].flatMap(([reason, alike]) => {
    const names = [...new Set(alike.map(({ permission }) => permission))].toSorted();
    return wrapped("  ", `${reason}: ${names.join(", ")}`, columns);
  });
  return [[styleText("bold", `${provider}, not tried in every scope`), ...lines].join("\n")];
}

const MOST_NAMED = 3;

function headOf(scopes: readonly PreflightScope[], first: PreflightScope): string {
  const named = scopes.slice(0, MOST_NAMED).map(({ scope }) => (scope === "-" ? "all scopes" : terminalText(scope)));
  const more = scopes.length > MOST_NAMED ? ` and ${scopes.length - MOST_NAMED} more` : "";
  const looked =
    scopes.length === 1 && first.cluster
      ? `  looked at ${terminalText(first.cluster.name)} in ${terminalText(first.cluster.location)}`
      : "";
  const counts = COUNTED.flatMap(([status, words]) => {
    const count = first.permissions.filter((row) => row.status === status).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const counted = counts.length === 0 ? "" : `  ${counts.join(", ")}`;
  return `${styleText("bold", `${first.provider} ${named.join(", ")}${more}`)}${counted}${looked}`;
}

const COUNTED = [
  ["there", "there"],
  ["missing", "missing"],
  ["failed", "failed"],
  ["not-needed", "refused but not needed"],
  ["not-tried", "not tried"],
] as const;

function rowLines(row: PreflightPermission, hasCluster: boolean, columns: number): string[] {
  const lead = `  ${row.status.toUpperCase().padEnd(10)}  `;
  const on = row.on === undefined ? "" : ` on ${row.on}`;
  const where = row.locations === undefined ? "" : `, in ${row.locations.join(", ")}`;
  const blank = " ".repeat(lead.length);
  return [
    ...wrapped(lead, `${row.permission}${on}: ${row.why}`, columns),
    ...wrapped(blank, `${row.reason ?? "no reason was given"}${where}`, columns),
    ...wrapped(blank, unknownText(row.unknown ?? [], hasCluster), columns),
  ];
}

function unknownText(controls: readonly string[], hasCluster: boolean): string {
  if (controls.includes("*")) return "without it: everything there is unknown";
  if (controls.length === 0)
    return hasCluster
      ? "without it: nothing becomes unknown on the cluster looked at"
      : "without it: nothing becomes unknown as long as there is no cluster";
  return `without it, unknown: ${controls.join(", ")}`;
}

function summaryOf({ scopes, summary }: PreflightReport): string {
  const untried = summary["not-tried"] > 0 ? `; ${summary["not-tried"]} were not tried` : "";
  if (summary.missing === 0 && summary.failed === 0) return `Nothing that was tried is missing${untried}.`;
  const lacking = scopes.filter(({ permissions }) => permissions.some(({ status }) => status === "missing"));
  const parts = [
    `${summary.missing} missing in ${lacking.length} ${lacking.length === 1 ? "scope" : "scopes"}`,
    `${summary.failed} failed for other reasons`,
  ];
  const providers = [...new Set(lacking.map(({ provider }) => provider))];
  const hint = providers.map((id) => `trailproof permissions ${id}`).join(", ");
  return `${parts.join(", ")}${untried}.${hint === "" ? "" : ` What to grant: ${hint}`}`;
}

function wrapped(lead: string, text: string, columns: number): string[] {
  const width = Math.max(columns - lead.length, 20);
  const lines = wrapAnsi(terminalText(text), width, { hard: true }).split("\n");
  return lines.map((line, index) => `${index === 0 ? lead : " ".repeat(lead.length)}${line}`);
}
