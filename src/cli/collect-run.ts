import { readFileSync } from "node:fs";
import { openSnapshot, trusted, type Snapshot } from "../store/snapshot-reader.ts";
import { UsageError } from "./errors.ts";
import { withTemporaryFile } from "./facts.ts";
import { writeText } from "./sink.ts";
import { prepare, sweepInto, tellBugs, textFlag, type Flags } from "./scan-run.ts";

const COULD_NOT_READ = 3;

export async function collect(flags: Flags): Promise<number> {
  const { asked } = await prepare(flags);
  const output = textFlag(flags, "output") ?? "-";
  if (output !== "-") return collectInto(output);
  return withTemporaryFile(async (path) => {
    const code = await collectInto(path);
    writeText(readFileSync(path, "utf8"));
    return code;
  });

  async function collectInto(path: string): Promise<number> {
    const bugs = await sweepInto(path, asked, flags);
    if (bugs.length > 0) return tellBugs(bugs);
    return codeOf(path);
  }
}

async function codeOf(path: string): Promise<number> {
  const snapshot = openSnapshot(path, trusted);
  try {
    if (!snapshot.ledger.some((entry) => entry.scope !== "-")) {
      throw new UsageError("nothing was read: no account, project or subscription could be found");
    }
    const complete = snapshot.ledger.every((entry) => entry.status === "read" || entry.status === "skipped");
    return complete && !hasUnknown(snapshot) ? 0 : COULD_NOT_READ;
  } finally {
    snapshot.close();
  }
}

function hasUnknown(snapshot: Snapshot): boolean {
  for (let index = 0; index < snapshot.clusterCount; index += 1) {
    const cluster = snapshot.cluster(index);
    const bags = [cluster.facts, ...cluster.resources.map((id) => snapshot.resource(id)?.facts ?? {})];
    if (bags.some((bag) => Object.values(bag).some((fact) => fact.state === "unknown"))) return true;
  }
  return false;
}
