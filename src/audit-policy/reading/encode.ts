import type { Cell, ListCell, ObjectCell } from "./cell.ts";

/** Go's zero time, which is written as no time. */
const ZERO_TIME = "0001-01-01T00:00:00Z";

/** Fields of owner references are written even when empty. */
const EMPTY_OWNER = { apiVersion: "", kind: "", name: "", uid: "" };

/** Decoded metadata as JSON data, as the library writes it again, but for `fieldsV1`, which is left out. Undefined if empty. */
export function encodeObject(cell: ObjectCell): Record<string, unknown> | undefined {
  const kept: [string, unknown][] = [];
  for (const [name, field] of cell.fields) {
    const value = field.kind === "list" ? encodeList(field, name) : encodeCell(field);
    if (value !== undefined) kept.push([name, value]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function encodeCell(cell: Cell): unknown {
  if (cell.kind === "object") return encodeObject(cell);
  if (cell.kind === "list") return encodeList(cell, "");
  if (cell.kind === "string-map") return cell.entries.size === 0 ? undefined : Object.fromEntries(cell.entries);
  const { value } = cell;
  if (value === "" || value === ZERO_TIME || (value === 0n && !cell.isOptional)) return undefined;
  return typeof value === "bigint" ? Number(value) : value;
}

function encodeList(cell: ListCell, name: string): unknown {
  const items = cell.items.slice(0, cell.length);
  if (items.length === 0) return undefined;
  const empty = name === "ownerReferences" ? EMPTY_OWNER : {};
  return items.map((item) => (item.kind === "object" ? { ...empty, ...encodeObject(item) } : (encodeCell(item) ?? "")));
}
