import type { MapEntry, Value } from "../reading/value.ts";
import type { MapKey } from "./map-key.ts";
import type { Position } from "./problem.ts";

/** A key that a mapping has already, by itself or through a merge. */
export interface Duplicate {
  readonly key: string;
  readonly at: Position;
}

/** Collects the entries of a mapping; the last value of a key counts. */
export class MapBuilder {
  readonly #at: Position;
  readonly #duplicates: Duplicate[];
  readonly #entries = new Map<string, { key: MapKey; keyAt: Position; value: Value }>();

  constructor(at: Position, duplicates: Duplicate[]) {
    this.#at = at;
    this.#duplicates = duplicates;
  }

  set(key: MapKey, keyAt: Position, value: Value): void {
    if (this.#entries.has(key.id)) this.#duplicates.push({ key: key.text ?? key.id, at: keyAt });
    this.#entries.set(key.id, { key, keyAt, value });
  }

  /** Sorted by key, because the API server writes YAML as JSON with sorted keys before it reads it. */
  finish(): Value {
    const entries = new Map<string, MapEntry>();
    for (const { key, keyAt, value } of this.#entries.values()) {
      if (key.text === undefined) return { kind: "unusable", message: "A key must be text.", at: keyAt };
      entries.set(key.text, { key: key.text, keyAt, value });
    }
    const sorted = [...entries.values()].toSorted((left, right) => (left.key < right.key ? -1 : 1));
    return { kind: "map", entries: sorted, at: this.#at };
  }
}
