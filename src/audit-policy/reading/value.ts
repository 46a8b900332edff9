import type { Position } from "../yaml/problem.ts";

/** JSON data with positions: what YAML and JSON files are turned into before their types are looked at. */
export type Value = NullValue | BooleanValue | NumberValue | StringValue | ListValue | MapValue | UnusableValue;

export interface NullValue {
  readonly kind: "null";
  readonly at: Position;
}

export interface BooleanValue {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly at: Position;
}

/** Kept as it would stand in JSON: an integer of 64 bits has no exact place in a JavaScript number. */
export interface NumberValue {
  readonly kind: "number";
  readonly literal: string;
  readonly at: Position;
}

export interface StringValue {
  readonly kind: "string";
  readonly value: string;
  readonly at: Position;
}

export interface ListValue {
  readonly kind: "list";
  readonly items: Value[];
  readonly at: Position;
}

export interface MapValue {
  readonly kind: "map";
  /** In the order in which they count; a JSON file may hold a key twice. */
  readonly entries: MapEntry[];
  readonly at: Position;
}

export interface MapEntry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: Value;
}

/** encoding/json refuses deeper nesting; the API server turns YAML into JSON first. */
export const MAX_JSON_DEPTH = 10_000;

/** What YAML can say and JSON cannot: infinity, or a key that is no text. */
export interface UnusableValue {
  readonly kind: "unusable";
  readonly message: string;
  readonly at: Position;
}
