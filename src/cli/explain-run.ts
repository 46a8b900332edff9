import { styleText } from "node:util";
import { parseRequestWords } from "../audit-policy/index.ts";
import { explainActivity, explainProbes, type Explanation, type RequestExplanation } from "../evaluate/explain.ts";
import type { LinkState } from "../evaluate/explain-links.ts";
import type { AuditRequest } from "../model/audit.ts";
import type { Caller, Probe } from "../model/trail.ts";
import { terminalText } from "../report/escape.ts";
import type { Snapshot } from "../store/snapshot-reader.ts";
import { makeView, type View } from "../trail/view.ts";
import { withDeclared } from "../evaluate/declared.ts";
import { profiledTrail } from "../evaluate/own-policy.ts";
import { UsageError } from "./errors.ts";
import { withTemporaryFile } from "./facts.ts";
import { openChecked } from "./open-checked.ts";
import { loadLandscapes } from "./landscape-flags.ts";
import { writeText } from "./sink.ts";
import { terminalOf } from "./say.ts";
import { loadJudging, prepare, sweepInto, tellBugs, textFlag, type Flags, type Judging } from "./scan-run.ts";
import type { Settings } from "./settings.ts";
import { wrapped } from "./wrapped.ts";

export async function explain(args: readonly string[], flags: Flags): Promise<number> {
  const [cluster = "", ...words] = args;
  const landscapes = await loadLandscapes();
  const { asked, settings } = await prepare(flags, landscapes);
  const file = textFlag(flags, "snapshot");
  if (file !== undefined) return explainFrom(file, cluster, words.join(" "), settings, flags);
  return withTemporaryFile(async (path) => {
    // An id says where its cluster is: nothing else has to be read.
    const located = landscapes.flatMap((landscape) => {
      const given = asked.find((one) => one.provider === landscape.id)?.selection;
      const selection = landscape.locate(cluster, given);
      return selection ? [{ provider: landscape.id, selection: { ...given, ...selection }, asked: true }] : [];
    });
    const bugs = await sweepInto(path, located.length > 0 ? located : asked, flags);
    return bugs.length > 0 ? tellBugs(bugs) : explainFrom(path, cluster, words.join(" "), settings, flags);
  });
}

async function explainFrom(
  path: string,
  wanted: string,
  words: string,
  settings: Settings,
  flags: Flags,
): Promise<number> {
  const judging = await loadJudging();
  const snapshot = openChecked(path, judging.readers);
  try {
    const view = viewOf(clusterIndex(snapshot, wanted), snapshot, judging, settings);
    const explanation = explanationOf(words, view);
    if (flags["format"] === "json") writeText(`${JSON.stringify(explanation, null, 2)}\n`);
    else writeText(textOf(explanation, terminalOf().columns ?? 80));
    return codeOf(explanation);
  } finally {
    snapshot.close();
  }
}

function clusterIndex(snapshot: Snapshot, wanted: string): number {
  const found: number[] = [];
  for (let index = 0; index < snapshot.clusterCount; index += 1) {
    const { id, name } = snapshot.cluster(index);
    if (id.toLowerCase() === wanted.toLowerCase()) return index;
    if (name === wanted) found.push(index);
  }
  if (found.length === 1 && found[0] !== undefined) return found[0];
  if (found.length === 0) {
    const unread = snapshot.ledger.filter((entry) => entry.status !== "read" && entry.status !== "skipped").length;
    const hint = unread > 0 ? `; ${unread} places could not be read` : "";
    throw new UsageError(`no cluster ${wanted} among the ${snapshot.clusterCount} found${hint}`);
  }
  const ids = found.map((index) => `  ${snapshot.cluster(index).id}`);
  throw new UsageError([`${found.length} clusters are named ${wanted}; use the id of one:`, ...ids].join("\n"));
}

function viewOf(index: number, snapshot: Snapshot, { catalogue, readers }: Judging, settings: Settings): View {
  const record = snapshot.cluster(index);
  const reader = readers.get(record.provider);
  if (!reader) throw new Error(`no provider ${record.provider}`);
  const options = settings.evaluateOptions(catalogue);
  const read = reader.trail(record, (id) => snapshot.resource(id));
  const { trail, profile } = profiledTrail(withDeclared(read, options.declared), catalogue, options.policies);
  return makeView(trail, profile, catalogue.activities, options.requirements);
}

function explanationOf(words: string, view: View): Explanation {
  const row = view.coverage.find((candidate) => candidate.activity.id === words.trim().toUpperCase());
  if (row) return explainActivity(row, view);
  const parsed = parseRequestWords(words);
  if (!parsed.ok) throw new UsageError(parsed.message);
  const as = parsed.impersonatedUser === undefined ? {} : { impersonatedUser: parsed.impersonatedUser };
  const probes = parsed.requests.map((request): Probe => ({ request, caller: kindOf(request), ...as }));
  return explainProbes(words, probes, view);
}

/** Whom a named user stands for, where filters tell kinds of callers apart. */
function kindOf({ user, groups = [] }: AuditRequest): Caller {
  if (user === null || user === undefined) return "none";
  if (user === "system:anonymous") return "anonymous";
  if (user.startsWith("system:serviceaccount:")) return "workload";
  if (user.startsWith("system:node:")) return "kubelet";
  return groups.includes("system:masters") ? "admin" : "human";
}

function codeOf(explanation: Explanation): number {
  const outcomes = explanation.requests.map((request) => request.outcome);
  if (outcomes.some((outcome) => outcome === "not recorded" || outcome === "recorded in part")) return 1;
  return outcomes.includes("unknown") ? 3 : 0;
}

const MARKS: Record<LinkState, string> = { ok: "yes ", part: "part", lost: "LOST", open: "?   ", off: "-   " };

function textOf(explanation: Explanation, columns: number): string {
  const { subject, cluster, verdict, basis, requests } = explanation;
  const lead = verdict === undefined ? [] : [`verdict: ${verdict}${verdict === "not-applicable" ? "" : ` (${basis})`}`];
  const head = [styleText("bold", terminalText(subject)), terminalText(cluster), ...lead];
  return `${[...head, ...requests.flatMap((request) => requestLines(request, columns))].join("\n")}\n`;
}

function requestLines(request: RequestExplanation, columns: number): string[] {
  const title = `${request.request}  by ${request.caller}`;
  const links = request.links.flatMap((link) =>
    wrapped(`  ${MARKS[link.state]}  ${link.link.padEnd(7)}  `, link.text, columns),
  );
  return [
    "",
    ...wrapped("", title, columns),
    ...links,
    `  =>    ${request.outcome}${request.outcome.startsWith("recorded") ? ` at ${request.level}` : ""}`,
  ];
}
