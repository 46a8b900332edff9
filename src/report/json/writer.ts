import { jsonText } from "../escape.ts";

/** Writes one JSON object, its arrays one element a line, and keeps no more of it than one chunk. */
export interface JsonWriter {
  value(key: string, value: unknown): void;
  array(key: string, items: Iterable<object>): void;
  end(): void;
}

const CHUNK = 65_536;

export function createJsonWriter(write: (text: string) => void): JsonWriter {
  let pending = "{";
  let isFirst = true;

  function put(text: string): void {
    pending += text;
    if (pending.length < CHUNK) return;
    write(pending);
    pending = "";
  }

  function key(name: string): void {
    put(`${isFirst ? "" : ","}\n  ${jsonText(name)}: `);
    isFirst = false;
  }

  return {
    value(name, value) {
      key(name);
      put(jsonText(value));
    },
    array(name, items) {
      key(name);
      let before = "[\n    ";
      for (const item of items) {
        put(before + jsonText(item));
        before = ",\n    ";
      }
      put(before.startsWith("[") ? "[]" : "\n  ]");
    },
    end() {
      write(`${pending}\n}\n`);
    },
  };
}
