import cliTruncate from "cli-truncate";
import stringWidth from "string-width";
import { isAtLeast, type Level } from "../model/audit.ts";
import { terminalText } from "../report/escape.ts";
import { columns, joined } from "../report/table/columns.ts";
import type { Activity } from "../model/trail.ts";
import { wrapped } from "./wrapped.ts";

/** A policy's answer to one request of an activity. */
export interface Answer {
  readonly level: Level;
  readonly rule: number;
  /** The level that another source gives for the rule. */
  readonly disputed?: Level;
}

/** One activity of the catalogue under every policy, in the order of the policies. */
export interface MatrixRow {
  readonly id: string;
  readonly title: string;
  readonly priority: Activity["priority"];
  readonly minLevel: Level;
  readonly maxSafeLevel?: Level;
  /** The least level over its requests; null where the activity does not exist. */
  readonly levels: readonly (Level | null)[];
  readonly requests: readonly MatrixRequest[];
}

export interface MatrixRequest {
  readonly request: string;
  readonly caller: string | null;
  readonly answers: readonly (Answer | null)[];
}

export interface MatrixLayout {
  readonly width: number;
  readonly everyRequest: boolean;
}

/** Columns for what is recorded, before the levels: at least, and for the levels' full names to be worth it. */
const LEAST_LABEL = 24;
const GOOD_LABEL = 60;

/** As short as can be, for narrow terminals. */
const SHORT: Record<Level, string> = {
  None: "None",
  Metadata: "Metadata",
  Request: "Request",
  RequestResponse: "ReqResp",
};

/** The matrix as a table that fits the width. */
export function matrixText(headers: readonly string[], rows: readonly MatrixRow[], layout: MatrixLayout): string[] {
  const { width, everyRequest } = layout;
  const isWide = width >= GOOD_LABEL + headers.length * "RequestResponse  ".length;
  const name = (level: Level): string => (isWide ? level : SHORT[level]);
  const idWidth = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.flatMap((row) => [
    activityLine(row, idWidth, name),
    ...(everyRequest ? requestLines(row, name) : []),
  ]);
  const used = new Set(lines.flatMap(({ cells }) => cells.map((cell) => cell.at(-1))));
  const legend = LEGEND.filter(([mark]) => used.has(mark)).map(([, text]) => text);
  const short = isWide ? [] : ["ReqResp stands for RequestResponse."];
  return [
    ...fitted([{ label: "", cells: headers }, ...lines], width),
    "",
    ...wrapped("", [...short, ...legend].join(" "), width),
  ];
}

interface Line {
  readonly label: string;
  readonly cells: readonly string[];
}

/** What is recorded is cut where the levels need the room; the names of policies only when there are many. */
function fitted(lines: readonly Line[], width: number): string[] {
  const count = lines[0]?.cells.length ?? 0;
  const flexible = new Map(Array.from({ length: count }, (_, index) => [index, 0] as const));
  const right = columns(
    lines.map(({ cells }) => cells),
    width - LEAST_LABEL,
    flexible,
  ).map(joined);
  const room = Math.max(LEAST_LABEL, width - stringWidth(right[0] ?? "") - 2);
  return lines.map(({ label }, index) => `${inRoom(terminalText(label), room)}  ${right[index] ?? ""}`.trimEnd());
}

function inRoom(text: string, room: number): string {
  const cut = cliTruncate(text, room);
  return cut + " ".repeat(Math.max(0, room - stringWidth(cut)));
}

const TOO_LOW = "!";
const TOO_HIGH = "+";
const DISPUTED = "?";
const LEGEND = [
  [TOO_LOW, "! is less than the activity needs."],
  [TOO_HIGH, "+ is more than is safe: secrets would be in the record."],
  [DISPUTED, "? is disputed: another source says otherwise."],
  ["-", "- does not exist there."],
] as const;

type NameOf = (level: Level) => string;

function activityLine(row: MatrixRow, idWidth: number, name: NameOf): Line {
  const cells = row.levels.map((level, index) => {
    const answers = row.requests.flatMap((request) => request.answers[index] ?? []);
    const isDisputed = answers.some((answer) => answer.level === level && isOtherwise(answer));
    return cellOf(level, isDisputed, row, name);
  });
  return { label: `${row.id.padEnd(idWidth)}  ${row.title}`, cells };
}

function requestLines(row: MatrixRow, name: NameOf): Line[] {
  return row.requests.map(({ request, caller, answers }) => ({
    label: `    ${request} by ${caller ?? "nobody"}`,
    cells: answers.map((answer) => cellOf(answer?.level ?? null, answer !== null && isOtherwise(answer), row, name)),
  }));
}

function isOtherwise({ level, disputed }: Answer): boolean {
  return disputed !== undefined && disputed !== level;
}

function cellOf(level: Level | null, isDisputed: boolean, row: MatrixRow, name: NameOf): string {
  if (level === null) return "-";
  if (isDisputed) return `${name(level)} ${DISPUTED}`;
  if (!isAtLeast(level, row.minLevel)) return `${name(level)} ${TOO_LOW}`;
  const isTooHigh = row.maxSafeLevel !== undefined && !isAtLeast(row.maxSafeLevel, level);
  return isTooHigh ? `${name(level)} ${TOO_HIGH}` : name(level);
}
