/** What `trailproof/report` gives: the renderers, and the schema of the JSON report. */
export type { Format, Output } from "./format.ts";
export { format as jsonFormat } from "./formats/json.ts";
export { format as markdownFormat } from "./formats/markdown.ts";
export { format as tableFormat } from "./formats/table.ts";
export { reportJsonSchema, reportSchema, type JsonReport } from "./schema.ts";
