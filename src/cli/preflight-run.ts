import { samplingReader, type TriedCall } from "../sweep/preflight.ts";
import { openSnapshot, trusted } from "../store/snapshot-reader.ts";
import { UsageError } from "./errors.ts";
import { providerOf, withTemporaryFile } from "./facts.ts";
import type { Asked } from "./landscape-flags.ts";
import { writeText } from "./sink.ts";
import { preflightReport, type PreflightReport } from "./preflight-report.ts";
import { preflightText } from "./preflight-text.ts";
import { terminalOf } from "./say.ts";
import { loadJudging, prepare, reportOf, sweepInto, tellBugs, type Flags } from "./scan-run.ts";
import type { Settings } from "./settings.ts";

const SOMETHING_MISSING = 3;

/** Tries what a scan needs, once for each scope. */
export async function preflight(flags: Flags): Promise<number> {
  const { asked, settings } = await prepare(flags);
  return withTemporaryFile(async (path) => {
    const tried: TriedCall[] = [];
    const bugs = await sweepInto(path, asked, flags, (provider, reader) =>
      samplingReader(provider, reader, (call) => void tried.push(call)),
    );
    const found = await judged(path, tried, asked, settings);
    writeText(
      flags["format"] === "json"
        ? `${JSON.stringify(found, null, 2)}\n`
        : preflightText(found, terminalOf().columns ?? 100),
    );
    return bugs.length > 0 ? tellBugs(bugs) : codeOf(found);
  });
}

async function judged(
  path: string,
  tried: readonly TriedCall[],
  asked: readonly Asked[],
  settings: Settings,
): Promise<PreflightReport> {
  const ids = asked.map(({ provider }) => provider);
  const uses = new Map(
    await Promise.all(ids.map(async (id) => [id, (await (await providerOf(id)).permissions()).permissions] as const)),
  );
  const { report, close } = reportOf(openSnapshot(path, trusted), await loadJudging(ids), settings);
  try {
    if (!report.ledger.some(({ scope }) => scope !== "-")) {
      const reasons = report.ledger.map((entry) => `  ${entry.provider}: ${entry.reason ?? entry.status}`);
      throw new UsageError(
        ["nothing was tried: no account, project or subscription could be found", ...reasons].join("\n"),
      );
    }
    return preflightReport({ tried, uses, report });
  } finally {
    close();
  }
}

function codeOf({ scopes, summary }: PreflightReport): number {
  const unread = scopes.some(({ status }) => status !== "read" && status !== "skipped");
  return unread || summary.missing > 0 || summary.failed > 0 ? SOMETHING_MISSING : 0;
}
