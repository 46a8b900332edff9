import { requestText } from "../evaluate/explain.ts";
import type { AuditRequest } from "../model/audit.ts";
import { jsonText } from "../report/escape.ts";
import { bufferedSink } from "./sink.ts";
import { terminalOf } from "./say.ts";
import type { Flags } from "./scan-run.ts";

/** Columns that lines may take. */
export function lineWidth(): number {
  return terminalOf().columns ?? 80;
}

/** Writes the document in the wanted format to standard output. */
export function writeOut(flags: Flags, json: unknown, lines: () => readonly string[]): void {
  const sink = bufferedSink(1);
  if (flags["format"] === "json") sink.write(`${jsonText(json, 2)}\n`);
  else for (const line of lines()) sink.write(`${line}\n`);
  sink.flush();
}

/** A request in the words of kubectl, and who sends it. */
export function requestBy(request: AuditRequest): string {
  const { user = null, groups = [] } = request;
  const inGroups = groups.length === 0 ? "" : ` (${groups.join(", ")})`;
  const caller = user === null ? "nobody" : user === "" ? "the user without a name" : user;
  return `${requestText({ request, caller: "human" })} by ${caller}${inGroups}`;
}

/** What a policy calls a rule that decides: `rule 3`. */
export function ruleText(rule: number): string {
  return rule === 0 ? "no rule" : `rule ${rule}`;
}
