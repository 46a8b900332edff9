import type { Position } from "../yaml/problem.ts";
import { emptyCell, type Cell, type ListCell, type ObjectCell, type ScalarCell, type StringMapCell } from "./cell.ts";
import { suggestName } from "./suggest-name.ts";
import type { Shape } from "./shape.ts";
import { parseTime } from "./time.ts";
import type { MapEntry, Value } from "./value.ts";

/** What decoding found: wrong types refuse the file, the rest is only warned about. */
export interface Findings {
  readonly wrongTypes: Finding[];
  readonly strict: Finding[];
}

export interface Finding {
  readonly message: string;
  readonly path: string;
  readonly at: Position;
}

/**
 * Decodes a value into a shape as sigs.k8s.io/json does: field names are case-sensitive, null leaves most things as they are, and a
 * key that occurs twice decodes into what is already there.
 */
export function decodeInto(shape: Shape, value: Value, path: string, findings: Findings): Cell {
  const cell = emptyCell(shape);
  decodeCell(shape, cell, value, path, findings);
  return cell;
}

function decodeCell(shape: Shape, cell: Cell, value: Value, path: string, findings: Findings): void {
  if (shape.kind === "list" && cell.kind === "list") decodeList(shape.of, cell, value, path, findings);
  else if (shape.kind === "object" && cell.kind === "object") decodeObject(shape.fields, cell, value, path, findings);
  else if (cell.kind === "string-map") decodeStringMap(cell, value, path, findings);
  else if (cell.kind === "scalar") decodeScalar(shape, cell, value, path, findings);
}

function decodeList(of: Shape, cell: ListCell, value: Value, path: string, findings: Findings): void {
  if (value.kind === "null") {
    cell.items = [];
    cell.length = 0;
    return;
  }
  if (value.kind !== "list") return refuse(findings, value, path, "a list");
  cell.at = value.at;
  for (const [index, item] of value.items.entries()) {
    const target = cell.items[index] ?? emptyCell(of);
    if (target.kind === "scalar") target.at = item.at;
    cell.items[index] = target;
    decodeCell(of, target, item, `${path}[${index}]`, findings);
  }
  cell.length = value.items.length;
  if (cell.length === 0) cell.items = [];
}

function decodeObject(
  fields: ReadonlyMap<string, Shape>,
  cell: ObjectCell,
  value: Value,
  path: string,
  findings: Findings,
): void {
  cell.at ??= value.at;
  if (value.kind === "null") return;
  if (value.kind !== "map") return refuse(findings, value, path, "a mapping");
  cell.at = value.at;
  const seen = new Set<string>();
  for (const entry of value.entries) {
    const fieldPath = path === "" ? entry.key : `${path}.${entry.key}`;
    const shape = fields.get(entry.key);
    if (shape === undefined) {
      findings.strict.push(unknownField(fields, entry, fieldPath));
      continue;
    }
    if (seen.has(entry.key)) findings.strict.push(duplicateField(entry, fieldPath));
    seen.add(entry.key);
    const target = cell.fields.get(entry.key) ?? emptyCell(shape);
    cell.fields.set(entry.key, target);
    decodeCell(shape, target, entry.value, fieldPath, findings);
  }
}

function decodeStringMap(cell: StringMapCell, value: Value, path: string, findings: Findings): void {
  if (value.kind === "null") return cell.entries.clear();
  if (value.kind !== "map") return refuse(findings, value, path, "a mapping");
  const seen = new Set<string>();
  for (const entry of value.entries) {
    const fieldPath = `${path}.${entry.key}`;
    if (seen.has(entry.key)) findings.strict.push(duplicateField(entry, fieldPath));
    seen.add(entry.key);
    cell.entries.set(entry.key, stringIn(entry.value, fieldPath, findings));
  }
}

function stringIn(value: Value, path: string, findings: Findings): string {
  if (value.kind === "string") return value.value;
  if (value.kind !== "null") refuse(findings, value, path, "text");
  return "";
}

function decodeScalar(shape: Shape, cell: ScalarCell, value: Value, path: string, findings: Findings): void {
  cell.at ??= value.at;
  if (shape.kind === "raw") return;
  if (value.kind === "null") {
    if (UNSET_BY_NULL.includes(shape.kind)) cell.value = undefined;
    return;
  }
  const decoded = scalarIn(shape, value);
  if (decoded === undefined) return refuse(findings, value, path, EXPECTED[shape.kind] ?? "something else");
  cell.value = decoded;
  cell.at = value.at;
}

/** Pointers, and metav1.Time, which reads null by itself; null leaves any other scalar as it was. */
const UNSET_BY_NULL: readonly Shape["kind"][] = ["optional-boolean", "optional-integer", "time"];

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  "optional-boolean": "true or false",
  integer: "a whole number",
  "optional-integer": "a whole number",
  time: "a time such as 2026-11-24T10:00:00Z",
};

function scalarIn(shape: Shape, value: Value): string | boolean | bigint | undefined {
  if (shape.kind === "string") return value.kind === "string" ? value.value : undefined;
  if (shape.kind === "boolean" || shape.kind === "optional-boolean")
    return value.kind === "boolean" ? value.value : undefined;
  if (shape.kind === "time") return value.kind === "string" ? parseTime(value.value) : undefined;
  if (value.kind !== "number" || !/^-?[0-9]+$/.test(value.literal)) return undefined;
  const integer = BigInt(value.literal);
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

function refuse(findings: Findings, value: Value, path: string, expected: string): void {
  const field = path === "" ? "The policy" : path;
  const hint = hintFor(value, expected);
  findings.wrongTypes.push({
    message: `${field} must be ${expected}, not ${describe(value)}.${hint}`,
    path,
    at: value.at,
  });
}

function describe(value: Value): string {
  if (value.kind === "list") return "a list";
  if (value.kind === "map") return "a mapping";
  if (value.kind === "number") return `the number ${value.literal}`;
  if (value.kind === "boolean") return String(value.value);
  return value.kind === "string" ? "text" : "null";
}

/** YAML 1.1 takes more words for booleans and numbers than most people expect. */
function hintFor(value: Value, expected: string): string {
  if (expected !== "text" || (value.kind !== "boolean" && value.kind !== "number")) return "";
  return " Put it in quotes: YAML takes words such as no, on, y and 010 for booleans and numbers.";
}

function unknownField(fields: ReadonlyMap<string, Shape>, entry: MapEntry, path: string): Finding {
  const suggestion = suggestName(entry.key, [...fields.keys()]);
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return { message: `${path} is not a field of a policy and is ignored.${hint}`, path, at: entry.keyAt };
}

function duplicateField(entry: MapEntry, path: string): Finding {
  return { message: `${path} is given twice; the last one counts.`, path, at: entry.keyAt };
}
