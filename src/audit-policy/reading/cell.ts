import type { Position } from "../yaml/problem.ts";
import type { Shape } from "./shape.ts";

/** A decoded value that can be decoded into again, as encoding/json does when a key occurs twice. */
export type Cell = ScalarCell | ListCell | ObjectCell | StringMapCell;

export interface ScalarCell {
  readonly kind: "scalar";
  /** Undefined: Go's zero value, or a pointer that is nil. */
  value: string | boolean | bigint | undefined;
  readonly isOptional: boolean;
  at: Position | undefined;
}

export interface ListCell {
  readonly kind: "list";
  readonly of: Shape;
  /** May be longer than `length`: Go keeps what lies behind the end of a slice, and it shows again when the slice grows. */
  items: Cell[];
  length: number;
  at: Position | undefined;
}

export interface ObjectCell {
  readonly kind: "object";
  readonly fields: Map<string, Cell>;
  at: Position | undefined;
}

export interface StringMapCell {
  readonly kind: "string-map";
  readonly entries: Map<string, string>;
}

export function emptyCell(shape: Shape): Cell {
  if (shape.kind === "list") return { kind: "list", of: shape.of, items: [], length: 0, at: undefined };
  if (shape.kind === "object") return { kind: "object", fields: new Map(), at: undefined };
  if (shape.kind === "string-map") return { kind: "string-map", entries: new Map() };
  return { kind: "scalar", value: undefined, isOptional: shape.kind.startsWith("optional"), at: undefined };
}

/** What is in a list, leaving out what lies behind its end. */
export function itemsOf(cell: Cell | undefined): readonly Cell[] {
  return cell?.kind === "list" ? cell.items.slice(0, cell.length) : [];
}

export function fieldOf(cell: Cell | undefined, name: string): Cell | undefined {
  return cell?.kind === "object" ? cell.fields.get(name) : undefined;
}

export function textOf(cell: Cell | undefined): string {
  return cell?.kind === "scalar" && typeof cell.value === "string" ? cell.value : "";
}

export function textsOf(cell: Cell | undefined): readonly string[] {
  return itemsOf(cell).map(textOf);
}

export function booleanOf(cell: Cell | undefined): boolean | undefined {
  return cell?.kind === "scalar" && typeof cell.value === "boolean" ? cell.value : undefined;
}

export function positionOfCell(cell: Cell | undefined): Position | undefined {
  return cell === undefined || cell.kind === "string-map" ? undefined : cell.at;
}
