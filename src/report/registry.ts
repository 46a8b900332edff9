// Written by `npm run generate` from the directories; do not edit.
import type { Format } from "./format.ts";

/** Every format, loaded only when it is used. */
export const formats: { readonly [name: string]: () => Promise<Format> } = {
  json: async () => (await import("./formats/json.ts")).format,
  markdown: async () => (await import("./formats/markdown.ts")).format,
  table: async () => (await import("./formats/table.ts")).format,
};
