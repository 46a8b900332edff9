import { stringify } from "yaml";
import { readPolicy } from "../../policies/files.ts";
import { profiles } from "../../policies/registry.ts";
import { profileFile, type ProfileFile } from "../../policies/schema.ts";
import { UsageError } from "./errors.ts";
import { writeText } from "./sink.ts";
import type { Flags } from "./scan-run.ts";
import { closest } from "./suggest.ts";

export async function listProfiles(flags: Flags): Promise<number> {
  const rows = profiles.map((id) => loadProfileFile(id));
  const listed = rows.map((file) => ({
    profile: file.profile,
    title: file.title,
    version: file.version,
    confidence: file.confidence,
    rules: file.provenance.length,
    streams: file.streams.map((stream) => stream.id),
  }));
  writeText(flags["format"] === "json" ? `${JSON.stringify(listed, null, 2)}\n` : listed.map(listLine).join(""));
  return 0;
}

function listLine(row: {
  profile: string;
  title: string;
  version: string;
  confidence: string;
  rules: number;
  streams: string[];
}): string {
  return `${row.profile.padEnd(6)}${row.version.padEnd(12)}${`${row.rules} rules`.padEnd(10)}${row.title} (${row.confidence})\n${" ".repeat(6)}streams: ${row.streams.join(", ")}\n`;
}

export async function showProfile(id: string, flags: Flags): Promise<number> {
  const file = loadProfileFile(id);
  if (flags["format"] === "json") writeText(`${JSON.stringify(file, null, 2)}\n`);
  else if (flags["format"] === "yaml") writeText(stringify(file.policy));
  else writeText(profileText(file));
  return 0;
}

export function loadProfileFile(id: string): ProfileFile {
  if (profiles.includes(id)) return readPolicy(`audit/${id}.yaml`, profileFile);
  const like = closest(id, profiles);
  throw new UsageError(`no profile ${id}${like ? `; did you mean ${like}?` : ""} There are ${profiles.join(", ")}`);
}

function profileText(file: ProfileFile): string {
  const rules = Array.isArray(file.policy["rules"]) ? file.policy["rules"] : [];
  const head = [
    `${file.title}, version ${file.version} (${file.confidence})`,
    ...file.notes.map((note) => `  - ${note}`),
  ];
  const body = file.provenance.map((row) => {
    const rule = stringify(rules[row.rule - 1], {
      flowCollectionPadding: false,
      collectionStyle: "flow",
      lineWidth: 0,
    }).trim();
    const { title = row.source, date } = file.sources[row.source] ?? {};
    const doubt = row.disputed ? `\n    disputed: ${row.disputed.why} That reading gives ${row.disputed.level}.` : "";
    const note = row.note ? `\n    note: ${row.note}` : "";
    return `${String(row.rule).padStart(3)} ${row.purpose}\n    ${rule}\n    ${row.confidence}: ${title}${date ? `, ${date}` : ""}${doubt}${note}`;
  });
  const streams = file.streams.map(
    (stream) => `  - ${stream.id}: ${stream.title}${stream.always ? ", always on" : ""}`,
  );
  return `${[...head, "", ...body, "", "Streams:", ...streams].join("\n")}\n`;
}
